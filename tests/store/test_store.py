"""Projects, messages and versions: what is written is there, and only for its owner."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import create_engine, text

from ohm_core.errors import BadInput
from ohm_core.store import messages, projects, runs, tables, versions
from ohm_core.store.database import Database, open_store
from ohm_core.store.ids import now
from ohm_core.store.migrations import FIRST, STEPS, migrate
from ohm_core.store.rows import Version


def draft(project_id: str, kind: str, content: str, path: str = "") -> Version:
    return Version("", "", project_id, kind, path, 0, "", now(), content=content)


def test_a_project_comes_with_its_thread_and_session(db):
    made = projects.create(db, "ann", "Waterer")
    assert (made.title, made.locked, made.phase) == ("Waterer", False, "idea") and made.thread_id
    assert projects.listed(db, "ann") == [made]


def test_another_owners_project_does_not_exist(db):
    made = projects.create(db, "ann", "Waterer")
    assert projects.listed(db, "bob") == []
    with pytest.raises(BadInput) as error:
        projects.get(db, "bob", made.id)
    assert error.value.kind == "unknown_project"
    projects.rename(db, "bob", made.id, "stolen")
    projects.delete(db, "bob", made.id)
    assert projects.get(db, "ann", made.id).title == "Waterer"


def test_messages_are_numbered_without_gaps_from_many_threads(db):
    project = projects.create(db, "ann", "Chatty")
    threads = [threading.Thread(target=lambda: [messages.add(db, "ann", project, "user", "ü 'quoted' %s {x} :y") for _ in range(10)]) for _ in range(6)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    said = messages.listed(db, "ann", project)
    assert [m.sequence for m in said] == list(range(1, 61))
    assert {m.content for m in said} == {"ü 'quoted' %s {x} :y"}


def test_only_what_changed_becomes_a_version_and_the_latest_comes_in_one_query(db):
    project = projects.create(db, "ann", "P")
    versions.append(db, "ann", project.id, {"a": 1}, "first", [draft(project.id, "context", "one"), draft(project.id, "code", "int x;", "main.cpp")])
    second, made = versions.append(db, "ann", project.id, {"a": 2}, "second", [draft(project.id, "context", "one"), draft(project.id, "code", "int y;", "main.cpp")])
    assert [(v.type, v.number) for v in made] == [("code", 2)] and second.number == 2
    assert {(v.type, v.number) for v in versions.latest(db, "ann", project.id)} == {("context", 1), ("code", 2)}
    assert {(v.type, v.number) for v in versions.latest(db, "ann", project.id, upto=1)} == {("context", 1), ("code", 1)}
    assert versions.revision(db, "ann", project.id, 1).design == {"a": 1}
    assert [r.number for r, _ in versions.history(db, "ann", project.id)] == [2, 1]


def test_a_version_that_is_not_there_is_refused_in_one_sentence(db):
    project = projects.create(db, "ann", "P")
    with pytest.raises(BadInput, match="no version 7"):
        versions.revision(db, "ann", project.id, 7)


def test_every_step_from_the_oldest_store_leads_to_the_tables_of_now(tmp_path):
    """The oldest store holds a row; after each step and at the end it is still there, and every column of now exists."""
    db = Database(tmp_path / "old.duckdb")
    engine = db._duckdb()
    with engine.begin() as connection:
        assert migrate(connection, upto=1) == [1]
        connection.execute(text("INSERT INTO projects (id, owner, title, created_at, updated_at) VALUES ('p', 'ann', 'Old', now()::TIMESTAMP, now()::TIMESTAMP)"))
    with engine.begin() as connection:
        assert migrate(connection) == [n for n, _, _ in STEPS if n > 1]
        assert migrate(connection) == []
        there = {(t, c) for t, c in connection.execute(text("SELECT table_name, column_name FROM information_schema.columns"))}
        assert {(t.name, c.name) for t in tables.meta.tables.values() for c in t.columns} <= there
        assert connection.execute(text("SELECT title FROM projects")).scalar() == "Old"
    assert "projects" in FIRST


def test_a_store_of_a_newer_ohm_is_refused(tmp_path):
    db = Database(tmp_path / "new.duckdb")
    with db._duckdb().begin() as connection:
        migrate(connection)
        connection.execute(text("INSERT INTO migrations VALUES (99, 'future', now()::TIMESTAMP)"))
    db._root.close()
    with pytest.raises(BadInput) as error:
        Database(tmp_path / "new.duckdb")._connected()
    assert error.value.kind == "newer_store"


def test_every_statement_also_compiles_for_postgresql():
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    for table in tables.meta.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert "ORDER BY" in str(projects._with_session("ann").order_by(tables.projects.c.id).compile(dialect=postgresql.dialect()))


def test_the_same_functions_work_on_another_database_by_url(tmp_path, monkeypatch):
    """SQLite stands in for a server: nothing in the room's statements is DuckDB's alone."""
    db = Database(None, f"sqlite:///{tmp_path / 'x.db'}")
    db._engine = create_engine(db.url)
    db.url = ""
    with db._engine.begin() as connection:
        migrate(connection)
    project = projects.create(db, "ann", "P")
    messages.add(db, "ann", project, "user", "hello")
    versions.append(db, "ann", project.id, {"x": None}, "s", [draft(project.id, "mvp", "m")])
    assert versions.latest(db, "ann", project.id)[0].content == "m"


def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path):
    path = tmp_path / "ohm.duckdb"
    path.write_bytes(b"my diary, not a database" * 500)
    with pytest.raises(BadInput) as error:
        projects.listed(open_store(tmp_path), "ann")
    assert error.value.kind == "corrupt" and "\n" not in error.value.message
    assert path.read_bytes() == b"my diary, not a database" * 500


def test_a_home_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "home").write_text("x")
    with pytest.raises(BadInput) as error:
        projects.listed(open_store(tmp_path / "home"), "ann")
    assert "OHM_HOME" in error.value.message


def test_runs_of_a_dead_process_are_found_and_ones_own_are_not(db):
    project, alive = projects.create(db, "ann", "P"), db.process
    _, said = runs.begin(db, "ann", project, "hello")
    assert runs.left_behind(db) == [] and said.sequence == 1
    db.process = "one that died"
    dead, _ = runs.begin(db, "ann", project, "hello again")
    db.process = alive
    assert [r.id for _, r in runs.left_behind(db)] == [dead.id]
