"""SQL by a person or model: one SELECT, over one's own rows, in a process that reaches nothing else."""

from __future__ import annotations

import time

import pytest

from ohm_core.errors import BadInput, LimitReached
from ohm_core.store import asking, messages, projects


@pytest.fixture
def rows(db):
    mine, hers = projects.create(db, "ann", "Waterer"), projects.create(db, "eve", "Secret")
    for n in range(3):
        messages.add(db, "ann", mine, "user", f"hello {n}", metadata={"n": n})
    messages.add(db, "eve", hers, "user", "nobody reads this")
    return db


def test_an_owners_own_rows_are_answered(rows):
    found = asking.ask(rows, "ann", "SELECT content, metadata->>'n' AS n FROM messages ORDER BY sequence")
    assert found.columns == ("content", "n") and found.rows == (("hello 0", "0"), ("hello 1", "1"), ("hello 2", "2")) and not found.more
    assert asking.ask(rows, "ann", "FROM messages SELECT content", most=2).more


@pytest.mark.parametrize("statement", ["SELECT title FROM projects", "SELECT content FROM messages", "SELECT * FROM threads"])
def test_other_owners_and_deleted_projects_do_not_exist(rows, statement):
    assert "Secret" not in str(asking.ask(rows, "ann", statement)) and "nobody" not in str(asking.ask(rows, "ann", statement))
    projects.delete(rows, "ann", projects.listed(rows, "ann")[0].id)
    assert asking.ask(rows, "ann", statement).rows == ()


@pytest.mark.parametrize("statement", [
    "DROP TABLE projects", "SELECT 1; SELECT 2", "INSERT INTO projects VALUES (1)", "ATTACH 'x.db'", "COPY (SELECT 1) TO 'x.csv'", "SET memory_limit = '9GB'", "PRAGMA database_list", "INSTALL fts", "", "-- nothing", "hello",
    "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM glob('/*')", "SELECT * FROM read_text('/etc/hostname')", "SELECT getenv('HOME')", "SELECT owner FROM projects", "SELECT * FROM settings", "SELECT * FROM duckdb_secrets() WHERE 1/0 = bogus"])
def test_anything_but_one_select_over_these_tables_is_one_sentence(rows, statement):
    with pytest.raises(BadInput) as error:
        asking.ask(rows, "ann", statement)
    assert error.value.kind == "sql" and "\n" not in error.value.message and "Traceback" not in error.value.message


def test_the_home_of_the_person_is_not_told(rows):
    from pathlib import Path

    assert str(Path.home()) not in str(asking.ask(rows, "ann", "SELECT current_setting('secret_directory'), current_setting('home_directory')"))


def test_a_query_without_end_is_stopped_and_one_too_large_too(rows, monkeypatch):
    from ohm_core import jobs

    monkeypatch.setattr(asking, "LIMITS", jobs.Limits(seconds=1.5, memory_mb=1500))
    began = time.monotonic()
    with pytest.raises(LimitReached, match="stopped"):
        asking.ask(rows, "ann", "SELECT count(*) FROM range(100000000000) t(i) WHERE hash(i) % 7 = 3")
    assert time.monotonic() - began < 10
    with pytest.raises((BadInput, LimitReached)):
        asking.ask(rows, "ann", "SELECT length(repeat('a', 3000000000))")
