"""A model asked who should answer: only in doubt, for 800 ms at most, its verdict kept, anything odd to the general role."""

from __future__ import annotations

import time

import pytest

from ohm_core.agents.consult import asked, consult
from ohm_core.agents.router import route
from ohm_core.errors import ProviderDown
from ohm_core.llm.scripted import Answer, Pause, Scripted, fails, says
from ohm_core.llm.values import End, Piece, Usage
from ohm_core.store import verdicts
from ohm_core.store.database import open_store

SURE = "how much does everything cost?"
DOUBTFUL = "zorgle the frimp whatsit"


@pytest.fixture
def db(tmp_path):
    store = open_store(tmp_path)
    yield store
    store.close()


def test_the_sentences_here_are_what_they_are_called():
    assert not route(SURE).doubtful and route(DOUBTFUL).doubtful


def test_a_sure_verdict_and_a_settled_agent_ask_nobody(db):
    models = Scripted()
    assert consult(SURE, models, "m", db, "ann").intent == "BUDGET"
    assert consult(DOUBTFUL, models, "m", db, "ann", first=True).agent.type == "projectInitializer"
    assert consult(DOUBTFUL, models, "m", db, "ann", chosen="codeGenerator").agent.type == "codeGenerator"
    assert models.requests == []


def test_without_a_model_the_router_decides(db):
    assert consult(DOUBTFUL, None, "", db, "ann").intent == route(DOUBTFUL).intent


def test_a_model_decides_in_doubt_and_its_verdict_is_kept(db):
    models = Scripted(says(" wiring.\n"))
    first, again = consult(DOUBTFUL, models, "m", db, "ann"), consult(f"  {DOUBTFUL.upper()} ", models, "m", db, "ann")
    assert [(r.intent, r.agent.type, r.by) for r in (first, again)] == [("WIRING", "wiringDiagram", "model")] * 2
    assert len(models.requests) == 1
    assert models.requests[0].messages[0].text.startswith("## Identity") and models.requests[0].messages[1].text == DOUBTFUL
    assert models.requests[0].max_tokens <= 64 and models.requests[0].temperature == 0.0


def test_a_verdict_belongs_to_its_owner_and_to_the_files_sent_along(db):
    models = Scripted(says("BOM"), says("CODE"), says("BUDGET"))
    assert [consult(DOUBTFUL, models, "m", db, "ann").intent, consult(DOUBTFUL, models, "m", db, "bob").intent] == ["BOM", "CODE"]
    assert consult(DOUBTFUL, models, "m", db, "ann", attached=["notes.txt"]).intent == "BUDGET"
    verdicts.forget(db, "ann")
    assert consult(DOUBTFUL, Scripted(says("DATASHEET")), "m", db, "ann").intent == "DATASHEET"
    assert consult(DOUBTFUL, models, "m", db, "bob").intent == "CODE"


def test_two_verdicts_at_once_leave_the_first(db):
    assert verdicts.keep(db, "ann", "x", "BOM", "m") == "BOM"
    assert verdicts.keep(db, "ann", "x", "CODE", "m") == "BOM" == verdicts.kept(db, "ann", "x")


@pytest.mark.parametrize("answer", [
    says("I think WIRING would be best"), says("BOM or CODE"), says("weather"), says(""), fails(ProviderDown("The key was refused.", kind="bad_key")),
    Answer((Piece("BOM"), End("broken", "cut"))), Answer((Piece("BO"), ProviderDown("gone", kind="unreachable"))), Answer((Piece("BOM"), End("length")))])
def test_anything_odd_goes_to_the_general_role_and_is_not_kept(db, answer):
    found = consult(DOUBTFUL, Scripted(answer), "m", db, "ann")
    assert (found.intent, found.agent.type, found.by) == ("CHAT", "conversational", "builtin")
    assert consult(DOUBTFUL, Scripted(says("CODE")), "m", db, "ann").intent == "CODE"


def test_a_fault_of_ours_in_asking_ends_nothing(db):
    assert consult(DOUBTFUL, Scripted(), "m", db, "ann").intent == "CHAT"


@pytest.mark.parametrize("slow", [Answer((Pause(30.0), Piece("BOM"))), Answer((Piece("BOM"), Pause(30.0)))])
def test_a_slow_model_is_not_waited_for(db, slow):
    began = time.monotonic()
    assert consult(DOUBTFUL, Scripted(slow), "m", db, "ann", seconds=0.2).intent == "CHAT"
    assert time.monotonic() - began < 5
    assert verdicts.kept(db, "ann", DOUBTFUL) == ""


def test_what_the_question_took_is_told(db):
    told = []
    consult(DOUBTFUL, Scripted(says("CHAT", Usage("m", 300, 2, 0.0001))), "m", db, "ann", used=told.append)
    assert [u.completion_tokens for u in told] == [2]


def test_the_model_hears_which_kinds_of_files_came_along():
    models = Scripted(says("CIRCUIT_VERIFY"))
    assert asked("hm", models, "m", ["IMG_1.jpg"]) == "CIRCUIT_VERIFY"
    assert "picture" in models.requests[0].messages[1].text
