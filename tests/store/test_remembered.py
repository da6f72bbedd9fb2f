"""Small reads are kept, and asked again as soon as a write touched what they came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from ohm_core.project.shelf import Shelf
from ohm_core.store import permissions, projects, settings
from ohm_core.store.database import Database, open_store
from ohm_core.store.tables import settings as table
from ohm_core.store.tables import threads


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    made = open_store(tmp_path)
    yield made
    made.close()


class Asked:
    """A question that counts how often the store was asked."""

    def __init__(self, db: Database) -> None:
        self.db, self.times = db, 0

    def __call__(self) -> int:
        def ask(read: Connection) -> int:
            self.times += 1
            return len(read.execute(select(table)).all())

        return self.db.remembered(("test",), (table,), ask)


def test_a_read_is_asked_once_until_its_table_is_written(store: Database) -> None:
    asked = Asked(store)
    assert [asked(), asked(), asked.times] == [0, 0, 1]
    settings.put(store, "local", "colour", "blue")
    assert [asked(), asked(), asked.times] == [1, 1, 2]


def test_a_write_to_another_table_changes_nothing(store: Database) -> None:
    asked = Asked(store)
    asked()
    projects.create(store, "local", "Lamp")
    assert asked() == 0 and asked.times == 1


def test_a_statement_in_bare_text_may_have_changed_anything(store: Database) -> None:
    asked = Asked(store)
    asked()
    with store.write() as write:
        write.execute(text("DELETE FROM threads"))
    assert asked() == 0 and asked.times == 2


def test_a_write_that_failed_leaves_the_answer_right(store: Database) -> None:
    asked = Asked(store)
    asked()
    try:
        with store.write() as write:
            write.execute(table.insert().values(id="1", owner="local", name="n", value=1, updated_at="2026-01-01T00:00:00"))
            raise KeyError
    except KeyError:
        pass
    assert asked() == 0


def test_what_is_kept_is_seen_changed_at_once_by_who_changed_it(store: Database) -> None:
    shelf = Shelf(store)
    lamp = shelf.create("Lamp")
    for title in ("Torch", "Lantern"):
        shelf.rename(shelf.get(lamp.id), title)
        assert shelf.get(lamp.id).title == title
    assert shelf.lock(lamp).locked and not shelf.unlock(lamp).locked
    permissions.put(store, "local", lamp.id, "verdict", "check", "deny")
    assert len(permissions.rules(store, "local", lamp.id)) == 1
    permissions.put(store, "local", lamp.id, "verdict", "check", None)
    assert not permissions.rules(store, "local", lamp.id)


def test_settings_that_a_caller_changes_stay_as_they_are_in_the_store(store: Database) -> None:
    settings.put(store, "local", "colour", "blue")
    settings.read(store, "local")["colour"] = "red"
    assert settings.read(store, "local") == {"colour": "blue"}


def test_after_the_store_was_closed_everything_is_asked_again(store: Database) -> None:
    asked = Asked(store)
    asked()
    store.close()
    assert asked() == 0 and asked.times == 2


def test_a_table_that_is_not_asked_about_does_not_count(store: Database) -> None:
    assert store.remembered(("other",), (threads,), lambda read: 7) == 7
    assert store.remembered(("other",), (threads,), lambda read: 8) == 7
