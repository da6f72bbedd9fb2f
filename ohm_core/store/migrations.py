"""How a store of any age becomes like `tables.py`: ordered steps, each applied once and recorded in the table `migrations`.

A step speaks SQL that DuckDB and PostgreSQL both understand, and only adds: tables and nullable columns. A step that has
been released is never edited; the next change is a new step. The tests build the oldest store and walk every step.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, select, text

from ohm_core.errors import BadInput
from ohm_core.store import tables
from ohm_core.store.ids import now

FIRST = {
    "projects": "owner TEXT, title TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, deleted_at TIMESTAMP",
    "threads": "project_id VARCHAR(32), owner TEXT, title TEXT, created_at TIMESTAMP, deleted_at TIMESTAMP",
    "sessions": "project_id VARCHAR(32), thread_id VARCHAR(32), owner TEXT, current_agent TEXT, locked BOOLEAN, budget_target TEXT, currency TEXT, phase TEXT, last_active_at TIMESTAMP, metadata TEXT",
    "messages": "project_id VARCHAR(32), thread_id VARCHAR(32), owner TEXT, sequence INTEGER, role TEXT, agent TEXT, intent TEXT, content TEXT, metadata TEXT, run_id VARCHAR(32), created_at TIMESTAMP",
    "artifacts": "project_id VARCHAR(32), owner TEXT, type TEXT, path TEXT, title TEXT, created_at TIMESTAMP",
    "revisions": "project_id VARCHAR(32), owner TEXT, number INTEGER, parent_id VARCHAR(32), state TEXT, design TEXT, summary TEXT, message_id VARCHAR(32), created_at TIMESTAMP",
    "versions": "artifact_id VARCHAR(32), project_id VARCHAR(32), owner TEXT, type TEXT, path TEXT, number INTEGER, revision_id VARCHAR(32), parent_id VARCHAR(32), message_id VARCHAR(32), filename TEXT, language TEXT, content TEXT, data TEXT, picture TEXT, change_summary TEXT, removed BOOLEAN, created_at TIMESTAMP",
    "components": "version_id VARCHAR(32), project_id VARCHAR(32), owner TEXT, position INTEGER, ref TEXT, part TEXT, name TEXT, category TEXT, part_number TEXT, quantity INTEGER, unit_price TEXT, currency TEXT, price_basis TEXT, supplier TEXT, sku TEXT, link TEXT, notes TEXT, owned BOOLEAN",
    "runs": "project_id VARCHAR(32), thread_id VARCHAR(32), owner TEXT, kind TEXT, status TEXT, process VARCHAR(32), agent TEXT, user_message_id VARCHAR(32), message_id VARCHAR(32), error TEXT, started_at TIMESTAMP, ended_at TIMESTAMP",
}


def _first_tables(db: Connection) -> None:
    for name, columns in FIRST.items():
        db.execute(text(f"CREATE TABLE {name} (id VARCHAR(32) PRIMARY KEY, {columns})"))


def _tool_calls_and_journal(db: Connection) -> None:
    db.execute(text("CREATE TABLE tool_calls (id VARCHAR(32) PRIMARY KEY, run_id VARCHAR(32), project_id VARCHAR(32), owner TEXT, agent TEXT, name TEXT, arguments TEXT, ok BOOLEAN, result TEXT, error TEXT, milliseconds INTEGER, created_at TIMESTAMP)"))
    db.execute(text("CREATE TABLE journal (id VARCHAR(32) PRIMARY KEY, project_id VARCHAR(32), run_id VARCHAR(32), owner TEXT, from_sequence INTEGER, to_sequence INTEGER, type TEXT, data TEXT, created_at TIMESTAMP)"))


def _usage_and_settings(db: Connection) -> None:
    db.execute(text("CREATE TABLE usage (id VARCHAR(32) PRIMARY KEY, project_id VARCHAR(32), run_id VARCHAR(32), message_id VARCHAR(32), owner TEXT, agent TEXT, model TEXT, prompt_tokens INTEGER, completion_tokens INTEGER, cost_usd DOUBLE PRECISION, counted BOOLEAN, created_at TIMESTAMP)"))
    db.execute(text("ALTER TABLE threads ADD COLUMN model TEXT"))
    db.execute(text("CREATE TABLE settings (id VARCHAR(32) PRIMARY KEY, owner TEXT, name TEXT, value TEXT, updated_at TIMESTAMP)"))


def _tool_rules(db: Connection) -> None:
    db.execute(text("CREATE TABLE tool_rules (id VARCHAR(32) PRIMARY KEY, project_id VARCHAR(32), owner TEXT, kind TEXT, name TEXT, role TEXT, value TEXT, created_at TIMESTAMP)"))
    db.execute(text("CREATE TABLE tool_requests (id VARCHAR(32) PRIMARY KEY, project_id VARCHAR(32), owner TEXT, run_id VARCHAR(32), role TEXT, tool TEXT, arguments TEXT, status TEXT, created_at TIMESTAMP, decided_at TIMESTAMP)"))


def _steps_of_flows(db: Connection) -> None:
    db.execute(text("CREATE TABLE steps (id VARCHAR(32) PRIMARY KEY, run_id VARCHAR(32), project_id VARCHAR(32), owner TEXT, name TEXT, position INTEGER, status TEXT, output TEXT, error TEXT, started_at TIMESTAMP, ended_at TIMESTAMP)"))


def _verdicts(db: Connection) -> None:
    db.execute(text("CREATE TABLE verdicts (id VARCHAR(32) PRIMARY KEY, owner TEXT, digest TEXT, intent TEXT, model TEXT, created_at TIMESTAMP)"))


def _drafts(db: Connection) -> None:
    db.execute(text("CREATE TABLE drafts (id VARCHAR(32) PRIMARY KEY, project_id VARCHAR(32), owner TEXT, type TEXT, path TEXT, version INTEGER, editor TEXT, content TEXT, base INTEGER, state TEXT, saved INTEGER, updated_at TIMESTAMP)"))


def _uploads(db: Connection) -> None:
    db.execute(text("CREATE TABLE uploads (id VARCHAR(32) PRIMARY KEY, project_id VARCHAR(32), owner TEXT, name TEXT, kind TEXT, media_type TEXT, size BIGINT, sha256 TEXT, facts TEXT, created_at TIMESTAMP, deleted_at TIMESTAMP)"))


def _vectors(db: Connection) -> None:
    # A list in DuckDB, an array in PostgreSQL; pgvector is an extension that many servers do not have.
    db.execute(text("CREATE TABLE vectors (id VARCHAR(32) PRIMARY KEY, owner TEXT, model TEXT, digest TEXT, size INTEGER, vector REAL[], created_at TIMESTAMP)"))


STEPS: tuple[tuple[int, str, Callable[[Connection], None]], ...] = (
    (1, "projects, chats, versions, runs", _first_tables),
    (2, "tool calls and the journal", _tool_calls_and_journal),
    (3, "usage of models, settings, a model for each conversation", _usage_and_settings),
    (4, "rules and requests of tools", _tool_rules),
    (5, "steps of flows", _steps_of_flows),
    (6, "verdicts of models on who answers", _verdicts),
    (7, "drafts of what people edit", _drafts),
    (8, "files that people send along", _uploads),
    (9, "vectors of texts", _vectors),
)


def migrate(db: Connection, upto: int | None = None) -> list[int]:
    """Applies the steps that are missing, in order, up to and including UPTO; returns their numbers.

    Raises BadInput when the store was written by a newer OHM than this one.
    """
    db.execute(text("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT, applied_at TIMESTAMP)"))
    done = set(db.execute(select(tables.migrations.c.number)).scalars())
    if newer := done - {n for n, _, _ in STEPS}:
        raise BadInput(f"The store was written by a newer OHM (step {max(newer)}); update OHM to open it.", "OHM_HOME", "newer_store")
    todo = [s for s in STEPS if s[0] not in done and (upto is None or s[0] <= upto)]
    for number, name, step in todo:
        step(db)
        db.execute(insert(tables.migrations).values(number=number, name=name, applied_at=now()))
    return [n for n, _, _ in todo]
