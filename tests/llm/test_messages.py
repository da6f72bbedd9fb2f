"""Requests in OpenAI's words, asks from their pieces, tokens by length."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohm_core.llm.asks import Asks
from ohm_core.llm.messages import messages
from ohm_core.llm.usage import Tally, tokens
from ohm_core.llm.values import Picture, Request, Said, ToolAsk

PICTURE = Picture("image/png", b"png")


def piece(index: int | None, id: str | None = None, name: str | None = None, arguments: str | None = None) -> Any:
    return SimpleNamespace(index=index, id=id, function=SimpleNamespace(name=name, arguments=arguments))


def test_a_turn_with_tools_keeps_its_order_and_pictures_follow_the_results() -> None:
    told = messages(Request("m", (
        Said("system", "Be brief."), Said("user", "Check it."), Said("assistant", "", asks=(ToolAsk("c1", "look", '{"at": 1}'), ToolAsk("c2", "look", '{"at"'))),
        Said("tool", "seen", (PICTURE,), answers="c1"), Said("tool", "Error: not JSON", answers="c2"), Said("assistant", "Fine."),
    )))
    assert [m["role"] for m in told] == ["system", "user", "assistant", "tool", "tool", "user", "assistant"]
    assert [m.get("tool_call_id") for m in told[3:5]] == ["c1", "c2"] and told[2]["content"] is None
    assert [p["type"] for p in told[5]["content"]] == ["text", "image_url"]


@given(st.text())
def test_arguments_that_go_back_to_a_model_are_always_an_object(arguments: str) -> None:
    told = messages(Request("m", (Said("assistant", "", asks=(ToolAsk("c", "t", arguments),)),)))
    assert isinstance(json.loads(told[0]["tool_calls"][0]["function"]["arguments"]), dict)


def test_the_words_before_a_break_are_the_models_own() -> None:
    told = messages(Request("m", (Said("user", "Go."),)), "One, two")
    assert [(m["role"], m["content"]) for m in told[:2]] == [("user", "Go."), ("assistant", "One, two")] and told[2]["role"] == "user"


@pytest.mark.parametrize("pieces", [
    [piece(0, "a", "x", ""), piece(1, "b", "y", ""), piece(0, None, None, "{1"), piece(1, None, None, "{2"), piece(0, None, None, "}"), piece(1, None, None, "}")],
    [piece(0, "a", "x", "{1}"), piece(0, "b", "y", "{2}")],
    [piece(None, "a", "x", "{1}"), piece(None, "b", "y", "{2"), piece(None, None, None, "}")],
], ids=["interleaved", "all numbered 0", "without numbers"])
def test_asks_are_put_together_whatever_the_numbering(pieces: list[Any]) -> None:
    asks = Asks()
    for p in pieces:
        asks.feed([p])
    assert [(a.id, a.name, a.arguments) for a in asks.whole()] == [("a", "x", "{1}"), ("b", "y", "{2}")]


def test_usage_is_summed_over_attempts_and_estimated_where_nobody_counted() -> None:
    tally = Tally(lambda model, usage: 0.5)
    request = Request("openai/gpt-6-luna", (Said("user", "x" * 400),))
    assert tally.usage() is None
    first = tally.attempt("openai/gpt-6-luna", request, "")
    first.close(["y" * 40], 0)
    second = tally.attempt("openai/gpt-6-luna", request, "y" * 40)
    second.usage = SimpleNamespace(prompt_tokens=120, completion_tokens=7)
    second.close(["y" * 40, "z"], 0)
    usage = tally.usage()
    assert usage and (usage.prompt_tokens, usage.completion_tokens, usage.counted) == (100 + 120, 10 + 7, False)
    assert usage.cost_usd == pytest.approx(0.5 + 100 * 0.1e-6 + 10 * 0.5e-6)


def test_an_unknown_price_stays_unknown() -> None:
    tally = Tally(lambda model, usage: None)
    tally.attempt("compatible/any", Request("compatible/any", ()), "").close(["words"], 0)
    usage = tally.usage()
    assert usage and usage.cost_usd is None and usage.completion_tokens == tokens(5) == 2
