"""The tables as they are now. How an older store becomes like this is told by `migrations.py`.

Text ids, UTC timestamps without a zone, JSON as text that this room reads and writes itself (DuckDB and PostgreSQL then
behave alike). No foreign keys and no secondary unique indexes: DuckDB cannot migrate tables that have them, so what
belongs together is kept together by the functions that write it.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Float, Integer, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, UserDefinedType

meta = MetaData()


class Json(TypeDecorator[Any]):
    """Any JSON value, kept as its text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Floats(UserDefinedType[Any]):
    """Numbers of single precision in a row: a list in DuckDB, an array in PostgreSQL."""

    cache_ok = True

    def get_col_spec(self, **kw: Any) -> str:
        return "REAL[]"


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(name, meta, Column("id", String(32), primary_key=True), *columns)


def _id(name: str) -> Column[Any]:
    return Column(name, String(32))


def _text(name: str, default: str | None = "") -> Column[Any]:
    return Column(name, Text, default=default)


def _time(name: str) -> Column[Any]:
    return Column(name, DateTime)


migrations = Table("migrations", meta, Column("number", Integer, primary_key=True, autoincrement=False), _text("name"), _time("applied_at"))

projects = _table("projects", _text("owner"), _text("title"), _time("created_at"), _time("updated_at"), _time("deleted_at"))
threads = _table("threads", _id("project_id"), _text("owner"), _text("title"), _time("created_at"), _time("deleted_at"), _text("model"))
sessions = _table(
    "sessions", _id("project_id"), _id("thread_id"), _text("owner"), _text("current_agent"), Column("locked", Boolean, default=False),
    _text("budget_target", None), _text("currency"), _text("phase"), _time("last_active_at"), Column("metadata", Json))
messages = _table(
    "messages", _id("project_id"), _id("thread_id"), _text("owner"), Column("sequence", Integer), _text("role"), _text("agent"),
    _text("intent"), _text("content"), Column("metadata", Json), _id("run_id"), _time("created_at"))
artifacts = _table("artifacts", _id("project_id"), _text("owner"), _text("type"), _text("path"), _text("title"), _time("created_at"))
revisions = _table(
    "revisions", _id("project_id"), _text("owner"), Column("number", Integer), _id("parent_id"), _text("state"), Column("design", Json),
    _text("summary"), _id("message_id"), _time("created_at"))
versions = _table(
    "versions", _id("artifact_id"), _id("project_id"), _text("owner"), _text("type"), _text("path"), Column("number", Integer),
    _id("revision_id"), _id("parent_id"), _id("message_id"), _text("filename"), _text("language"), _text("content", None),
    Column("data", Json), _text("picture", None), _text("change_summary"), Column("removed", Boolean, default=False), _time("created_at"))
components = _table(
    "components", _id("version_id"), _id("project_id"), _text("owner"), Column("position", Integer), _text("ref"), _text("part"),
    _text("name"), _text("category"), _text("part_number"), Column("quantity", Integer), _text("unit_price", None), _text("currency"),
    _text("price_basis"), _text("supplier"), _text("sku"), _text("link"), _text("notes"), Column("owned", Boolean, default=False))
runs = _table(
    "runs", _id("project_id"), _id("thread_id"), _text("owner"), _text("kind"), _text("status"), _id("process"), _text("agent"),
    _id("user_message_id"), _id("message_id"), _text("error"), _time("started_at"), _time("ended_at"))
tool_calls = _table(
    "tool_calls", _id("run_id"), _id("project_id"), _text("owner"), _text("agent"), _text("name"), Column("arguments", Json),
    Column("ok", Boolean), _text("result"), _text("error"), Column("milliseconds", Integer), _time("created_at"))
journal = _table(
    "journal", _id("project_id"), _id("run_id"), _text("owner"), Column("from_sequence", Integer), Column("to_sequence", Integer), _text("type"),
    Column("data", Json), _time("created_at"))
usage = _table(
    "usage", _id("project_id"), _id("run_id"), _id("message_id"), _text("owner"), _text("agent"), _text("model"), Column("prompt_tokens", Integer),
    Column("completion_tokens", Integer), Column("cost_usd", Float), Column("counted", Boolean), _time("created_at"))
settings = _table("settings", _text("owner"), _text("name"), Column("value", Json), _time("updated_at"))
steps = _table(
    "steps", _id("run_id"), _id("project_id"), _text("owner"), _text("name"), Column("position", Integer), _text("status"), Column("output", Json),
    _text("error"), _time("started_at"), _time("ended_at"))
tool_rules = _table(
    "tool_rules", _id("project_id"), _text("owner"), _text("kind"), _text("name"), _text("role"), _text("value"), _time("created_at"))
tool_requests = _table(
    "tool_requests", _id("project_id"), _text("owner"), _id("run_id"), _text("role"), _text("tool"), Column("arguments", Json), _text("status"),
    _time("created_at"), _time("decided_at"))
uploads = _table(
    "uploads", _id("project_id"), _text("owner"), _text("name"), _text("kind"), _text("media_type"), Column("size", BigInteger), _text("sha256"), Column("facts", Json),
    _time("created_at"), _time("deleted_at"))
verdicts = _table("verdicts", _text("owner"), _text("digest"), _text("intent"), _text("model"), _time("created_at"))
vectors = _table("vectors", _text("owner"), _text("model"), _text("digest"), Column("size", Integer), Column("vector", Floats), _time("created_at"))
drafts = _table(
    "drafts", _id("project_id"), _text("owner"), _text("type"), _text("path"), Column("version", Integer), _text("editor"), Column("content", Json),
    Column("base", Integer), _text("state"), Column("saved", Integer), _time("updated_at"))
