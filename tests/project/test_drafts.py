"""Drafts: whole snapshots with a number, of which the highest stands; told to every reader; refused in a locked project."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest

from ohm_core.errors import BadInput, Locked
from ohm_core.project import drafts
from ohm_core.project.shelf import Shelf
from ohm_core.store.journal import journal_of


@pytest.fixture
def blinker(shelf):
    return shelf.create("Blinker")


def test_the_highest_number_stands_and_an_older_snapshot_is_told_which(shelf, blinker):
    drafts.put(shelf, blinker, "code", "main.ino", 1, "one", "ann")
    drafts.put(shelf, blinker, "code", "main.ino", 5, "five", "bea")
    for late in (4, 5):
        with pytest.raises(drafts.Stale, match="version 5, by bea") as error:
            drafts.put(shelf, blinker, "code", "main.ino", late, "late", "ann")
        assert error.value.draft.content == "five"
    found = drafts.get(shelf, blinker, "code", "main.ino")
    assert found and (found.version, found.content, found.editor) == (5, "five", "bea")


def test_the_same_snapshot_sent_twice_is_no_conflict(shelf, blinker):
    for _ in range(2):
        assert drafts.put(shelf, blinker, "context", "", 1, "hello", "ann").version == 1


def test_of_many_that_write_at_once_the_highest_number_wins(shelf, blinker):
    def write(number: int) -> None:
        with suppress(drafts.Stale):
            drafts.put(shelf, blinker, "context", "", number, f"text {number}", f"w{number}")

    threads = [threading.Thread(target=write, args=(n,)) for n in (7, 3, 12, 1, 9, 5)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    (found,) = drafts.opened(shelf, blinker)
    assert (found.version, found.content) == (12, "text 12")


def test_a_dropped_draft_is_not_opened_again_by_a_snapshot_that_comes_late(shelf, blinker):
    drafts.put(shelf, blinker, "context", "", 3, "three")
    with pytest.raises(drafts.Stale):
        drafts.drop(shelf, blinker, "context", "", 2)
    drafts.drop(shelf, blinker, "context", "", 3)
    with pytest.raises(drafts.Stale, match="dropped at its version 3"):
        drafts.put(shelf, blinker, "context", "", 2, "late")
    assert drafts.opened(shelf, blinker) == [] and drafts.put(shelf, blinker, "context", "", 4, "anew").open


def test_readers_are_told_without_the_text_in_the_journal(shelf, blinker):
    drafts.put(shelf, blinker, "context", "", 1, "long text", "ann")
    drafts.drop(shelf, blinker, "context", "", 1)
    told = [dict(e.data) for e in journal_of(shelf.db).read(shelf.owner, blinker.id)]
    assert [(t["type"], t["version"], t["state"], t["by"]) for t in told] == [("draft_changed", 1, "open", "ann"), ("draft_changed", 1, "dropped", "ann")]
    assert "long text" not in str(told)


def test_a_locked_or_strange_project_takes_none(shelf, blinker):
    drafts.put(shelf, blinker, "context", "", 1, "x")
    with pytest.raises(BadInput, match="no project"):
        drafts.put(Shelf(shelf.db, "eve"), blinker, "context", "", 2, "x")
    shelf.lock(blinker)
    with pytest.raises(Locked, match="is locked"):
        drafts.put(shelf, blinker, "context", "", 2, "x")
    with pytest.raises(Locked):
        drafts.drop(shelf, blinker, "context", "", 1)
    assert drafts.opened(shelf, blinker)[0].version == 1


@pytest.mark.parametrize(("kind", "path", "version", "content", "says"), [
    ("budget", "", 1, "x", "cannot be edited"), ("code", "", 1, "x", "which code file"), ("code", "../x", 1, "x", "leaves its folder"), ("code", "a.ino", 0, "x", "from 1"),
    ("code", "a.ino", 1, {"a": 1}, "must be text"), ("bom", "", 1, "x", "JSON object of update_bom"), ("context", "", 1, "x" * 500_001, "limit is 500,000")])
def test_what_is_no_snapshot_is_refused_in_one_sentence(shelf, blinker, kind, path, version, content, says):
    with pytest.raises(BadInput, match=says):
        drafts.put(shelf, blinker, kind, path, version, content)
    assert drafts.opened(shelf, blinker) == []


def test_only_so_many_are_open_at_once(shelf, blinker, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_OPEN", 2)
    for n in (1, 2):
        drafts.put(shelf, blinker, "code", f"f{n}.h", 1, "x")
    with pytest.raises(BadInput, match="2 drafts are open"):
        drafts.put(shelf, blinker, "code", "f3.h", 1, "x")
    assert drafts.put(shelf, blinker, "code", "f2.h", 2, "y").version == 2
