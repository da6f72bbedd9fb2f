"""What words do not share is found by meaning: real HTTP to an embedding model, vectors in the store."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from ohm_core.llm.gateway import Gateway
from ohm_core.llm.settings import Settings
from ohm_core.project.meaning import PIECE, fused, pieces
from ohm_core.project.retrieval import search
from ohm_core.project.shelf import Shelf
from ohm_core.store import messages
from ohm_core.store.tables import vectors as table
from tests.llm.fault_server import FaultServer, status

SAID = "The hut was seeping again."
ASKED = "Where did the cabin drip?"


@dataclass
class ByGateway:
    """A gateway's vectors, with the texts that it was asked for."""

    gateway: Gateway
    model: str = "compatible/meaning"
    texts: list[str] = field(default_factory=list)

    def vectors(self, texts):
        self.texts += texts
        return self.gateway.embed(self.model, texts, lambda: False).vectors


@pytest.fixture
def server():
    with FaultServer() as started:
        yield started


@pytest.fixture
def meaning(server) -> ByGateway:
    gateway = Gateway(Settings(embedding_s=30.0), {"OHM_OPENAI_BASE": server.url}, ())
    return ByGateway(gateway)


def told(shelf: Shelf, *texts: str):
    project = shelf.create()
    for text in texts:
        messages.add(shelf.db, shelf.owner, project, "user", text)
    return project


def own(found):
    return [(s.kind, s.text, s.by) for s in found if s.kind in ("message", "document")]


def test_what_shares_no_word_is_found_by_its_meaning_and_says_so(shelf, meaning):
    project = told(shelf, SAID, "Blue paint is dry now.", ASKED)
    assert own(search(shelf, project, ASKED)) == []
    found = search(shelf, project, ASKED, meaning=meaning)
    assert own(found) == [("message", SAID, ("meaning",))] and next(s for s in found if s.kind == "message").as_json()["foundBy"] == ["meaning"]


def test_what_both_find_says_both_and_comes_first(shelf, meaning):
    project = told(shelf, SAID, "The cabin must not drip on the bed.", "A cabin is for sale.")
    found = own(search(shelf, project, ASKED, meaning=meaning))
    assert found[0] == ("message", "The cabin must not drip on the bed.", ("words", "meaning")) and ("message", SAID, ("meaning",)) in found


def test_parts_are_found_by_meaning_too(shelf, meaning, server):
    asked = "a puppy that says woof"
    server.meaning = lambda text: [float("woof" in text or "Active buzzer" in text), 0.1 + text.count("e") / 1000]
    assert "buzzer-active" not in [s.id for s in search(shelf, told(shelf), asked)]
    found = search(shelf, told(shelf), asked, meaning=meaning)
    assert [(s.id, s.by) for s in found if s.kind == "part" and "meaning" in s.by] == [("buzzer-active", ("meaning",))] and "[" in found[0].text


def test_nothing_is_embedded_twice(shelf, meaning):
    project = told(shelf, SAID)
    search(shelf, project, ASKED, meaning=meaning)
    first = len(meaning.texts)
    assert first == len(set(meaning.texts)) and SAID in meaning.texts and ASKED in meaning.texts
    search(shelf, project, ASKED, meaning=meaning)
    search(shelf, told(shelf, SAID), ASKED, meaning=meaning)
    assert len(meaning.texts) == first
    with shelf.db.read() as read:
        assert read.execute(select(func.count()).select_from(table)).scalar_one() == first


def test_neither_anothers_nor_a_deleted_project_is_found(shelf, meaning):
    mine, gone = told(shelf, "Blue paint is dry now."), told(shelf, SAID)
    strange = Shelf(shelf.db, "bob")
    told(strange, SAID)
    assert own(search(shelf, gone, ASKED, meaning=meaning)) and not own(search(shelf, mine, ASKED, meaning=meaning))
    shelf.delete(gone)
    for project in (mine, gone):
        assert own(search(shelf, project, ASKED, meaning=meaning)) == []
    assert own(search(strange, gone, ASKED, meaning=meaning)) == []


def test_a_provider_that_is_down_leaves_what_the_words_find(shelf, meaning, server):
    project = told(shelf, SAID, "The cabin is for sale.")
    by_words = search(shelf, project, ASKED)
    server.embedding_fault = status(503)
    assert own(by_words) and search(shelf, project, ASKED, meaning=meaning) == by_words and server.embedded


def test_two_rankings_become_one():
    assert fused([["a", "b", "c"], []]) == ["a", "b", "c"] and fused([["a", "b"], ["c", "b"]]) == ["b", "a", "c"]


def test_long_texts_are_cut_into_passages_at_lines():
    text = "\n".join(f"line {n} " + "x" * 90 for n in range(100)) + "\n" + "y" * 3000
    parts = pieces(text)
    assert max(map(len, parts)) <= PIECE and "".join(parts).replace("\n", "") == text.replace("\n", "") and pieces(" \n ") == []
