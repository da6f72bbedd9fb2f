"""Vectors of texts by a provider: real HTTP through real litellm, in time or not at all, and never another provider than the one that answers."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from ohm_core.errors import BadInput
from ohm_core.llm.embedding import REQUESTS, TEXTS
from ohm_core.llm.gateway import Gateway
from ohm_core.llm.litellm_door import wanted
from ohm_core.llm.models import providers
from ohm_core.llm.settings import Settings
from tests.llm.asking import FAST, Asked, K
from tests.llm.fault_server import FaultServer, Reply, concepts, status, wait

MODEL = "compatible/meaning"
IN_TIME = replace(FAST, embedding=MODEL, embedding_s=20.0)


def never() -> bool:
    return False


@pytest.fixture
def gateway(server: FaultServer) -> Gateway:
    return Asked(server, {"OHM_OPENAI_BASE": server.url, "OHM_OPENAI_KEY": K[0]}, IN_TIME).gateway


def test_each_text_gets_its_vector_and_what_it_took_is_counted(gateway: Gateway, server: FaultServer) -> None:
    texts = [f"text {n}" for n in range(TEXTS + 3)]
    came = gateway.embed(gateway.embedding_model("compatible/m"), texts, never)
    assert {t: list(v) for t, v in came.vectors.items()} == {t: pytest.approx(concepts(t)) for t in texts}
    assert [(u.model, u.completion_tokens, u.cost_usd, u.counted) for u in came.used] == [(MODEL, 0, None, True)] * 2 and sum(u.prompt_tokens for u in came.used) == 3 * len(texts)
    assert {(c.key, c.model, c.body["encoding_format"]) for c in server.embedded} == {(K[0], "meaning", "float")} and server.calls == []


def test_no_more_is_asked_at_once_than_a_search_may_wait_for(gateway: Gateway, server: FaultServer) -> None:
    came = gateway.embed(MODEL, [f"text {n}" for n in range(TEXTS * REQUESTS + 50)], never)
    assert len(came.vectors) == TEXTS * REQUESTS and len(server.embedded) == REQUESTS


@pytest.mark.parametrize("fault", [status(401, f"Incorrect API key provided: {K[0]}"), status(404), status(429), status(500)])
def test_a_failing_provider_is_a_line_in_the_log_and_left_alone_for_a_while(server: FaultServer, fault: Reply, caplog: pytest.LogCaptureFixture) -> None:
    now = [1000.0]
    gateway = Gateway(IN_TIME, {"OHM_OPENAI_BASE": server.url, "OHM_OPENAI_KEY": K[0]}, (), clock=lambda: now[0])
    server.embedding_fault = fault
    with caplog.at_level(logging.WARNING, "ohm.llm"):
        assert gateway.embed(MODEL, ["a"], never).vectors == {}
    assert "searching goes on by words" in caplog.text and K[0] not in caplog.text and server.embedded
    assert gateway.embedding_model("compatible/m") == "" and next(p for p in gateway.providers() if p.id == "compatible").healthy == 1
    now[0] += 61
    server.embedding_fault = None
    assert gateway.embed(gateway.embedding_model("compatible/m"), ["a"], never).vectors.keys() == {"a"}


def test_a_slow_provider_is_not_waited_for_longer_than_the_limit(server: FaultServer) -> None:
    asked = Asked(server, {"OHM_OPENAI_BASE": server.url}, replace(IN_TIME, embedding_s=0.3))
    server.embedding_fault = wait(3)
    assert asked.gateway.embed(MODEL, ["a"], never).vectors == {} and asked.gateway.embedding_model("compatible/m") == ""


def test_a_stop_ends_the_waiting(gateway: Gateway, server: FaultServer) -> None:
    server.embedding_fault = wait(5)
    assert gateway.embed(MODEL, ["a"], lambda: bool(server.embedded)).vectors == {}


def test_the_texts_go_to_the_provider_that_answers_and_to_no_other_unless_told_to() -> None:
    there = {"OPENAI_API_KEY": "sk-test-o", "ANTHROPIC_API_KEY": "sk-test-a", "GEMINI_API_KEY": "g", "OHM_OPENAI_BASE": "http://127.0.0.1:9/v1"}
    gateway = Gateway(Settings(), there, ())
    assert gateway.embedding_model("openai/gpt-6-luna") == "openai/text-embedding-3-small" and gateway.embedding_model("gemini/gemini-4-argon") == "gemini/gemini-embedding-001"
    assert [gateway.embedding_model(m) for m in ("anthropic/claude-sonnet-5-5", "compatible/m", "mistral/mistral-large-4", "groq/x")] == [""] * 4
    assert Gateway(Settings(embedding="openai/text-embedding-3-large"), there, ()).embedding_model("compatible/m") == "openai/text-embedding-3-large"
    assert Gateway(Settings(embedding="none"), there, ()).embedding_model("openai/gpt-6-luna") == ""
    assert Gateway(Settings(embedding="mistral/mistral-embed-2312"), there, ()).embedding_model("openai/gpt-6-luna") == ""


def test_every_default_stands_in_the_map_as_a_model_for_embeddings() -> None:
    defaults, mapped = [p.embedding for p in providers() if p.embedding], wanted().result().model_cost
    kinds = {(mapped.get(m) or mapped.get(m.partition("/")[2]) or {}).get("mode") for m in defaults}
    assert len(defaults) == 3 and kinds == {"embedding"}


def test_the_setting_is_read_and_a_wrong_one_is_named() -> None:
    read = Settings.read({"OHM_EMBEDDING_MODEL": " compatible/meaning ", "OHM_EMBEDDING_S": "1.5"})
    assert (read.embedding, read.embedding_s, Settings.read({"OHM_EMBEDDING_MODEL": "None"}).embedding) == ("compatible/meaning", 1.5, "none")
    for wrong in ("meaning", "/x", "x/"):
        with pytest.raises(BadInput, match="OHM_EMBEDDING_MODEL"):
            Settings.read({"OHM_EMBEDDING_MODEL": wrong})
