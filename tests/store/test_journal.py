"""The journal gives every reader the same events, live, later, and after a restart."""

from __future__ import annotations

import threading

import pytest

from ohm_core.store import projects
from ohm_core.store.journal import Journal


def text(content: str) -> dict[str, str]:
    return {"type": "text", "content": content}


def test_replayed_from_any_point_the_rest_is_the_same(db):
    project = projects.create(db, "ann", "P").id
    journal = Journal(db)
    live = [journal.emit("ann", project, "run", data) for data in [{"type": "agent_selected"}, *(text(f"word{i} ü ") for i in range(300)), {"type": "metadata"}]]
    for source in (journal, Journal(db)):
        for point in (0, 1, 2, 57, 250, 301, 302):
            assert source.read("ann", project, point) == live[point:]


@pytest.mark.parametrize("db", ["duckdb"], indirect=True)  # a shared store numbers and stores each event by itself
def test_text_is_stored_in_pieces_and_all_else_at_once(db):
    from sqlalchemy import func, select

    from ohm_core.store.tables import journal as table

    project = projects.create(db, "ann", "P").id
    journal = Journal(db)
    for _ in range(500):
        journal.emit("ann", project, "run", text("abc "))
    journal.emit("ann", project, "run", {"type": "metadata"})
    with db.read() as read:
        assert read.execute(select(func.count()).select_from(table)).scalar() < 12


def test_a_listener_misses_nothing_and_hears_nothing_twice(db):
    project = projects.create(db, "ann", "P").id
    journal = Journal(db)
    writer = threading.Thread(target=lambda: [journal.emit("ann", project, "run", text(str(i))) for i in range(400)])
    writer.start()
    heard: list[int] = []
    past, leave = journal.listen("ann", project, lambda e: heard.append(e.sequence))
    writer.join()
    leave()
    assert [e.sequence for e in past] + heard == list(range(1, 401))


def test_another_owner_reads_nothing(db):
    project = projects.create(db, "ann", "P").id
    journal = Journal(db)
    journal.emit("ann", project, "run", {"type": "metadata"})
    assert Journal(db).read("bob", project) == []
