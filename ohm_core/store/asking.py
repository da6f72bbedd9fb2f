"""Questions in SQL over one owner's own rows: these are copied into a file of their own, and a child process with limits of time and
memory asks that. The store itself is out of its reach, and so are other owners' rows, files, the network and settings."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from ohm_core import jobs
from ohm_core.errors import BadInput, LimitReached
from ohm_core.store import tables
from ohm_core.store.database import Database

ROWS, MOST_ROWS = 200, 20_000
LIMITS = jobs.Limits(seconds=8.0, memory_mb=1500, output_bytes=2_000_000)
HIDDEN = {"owner", "picture"}
# What an owner may ask about; the rest is how OHM works inside.
OPEN: tuple[Table, ...] = (tables.projects, tables.threads, tables.messages, tables.artifacts, tables.revisions, tables.versions, tables.components, tables.runs, tables.tool_calls, tables.usage, tables.uploads)
TYPES = {"Integer": "INTEGER", "Boolean": "BOOLEAN", "DateTime": "TIMESTAMP", "Float": "DOUBLE", "BigInteger": "BIGINT"}


@dataclass(frozen=True)
class Rows:
    """Columns and rows of an answer; `more` when it was cut."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool = False


def open_tables() -> dict[str, dict[str, str]]:
    """The tables that may be asked: column → type in SQL, by table."""
    return {t.name: {c.name: TYPES.get(type(c.type).__name__, "TEXT") for c in t.columns if c.name not in HIDDEN} for t in OPEN}


def ask(db: Database, owner: str, statement: str, most: int = ROWS) -> Rows:
    """The answer to one SELECT over OWNER's rows. Raises BadInput for what is no SELECT or fails, LimitReached when it takes too long
    or too much memory."""
    with jobs.fresh_folder("sql") as folder:
        path = Path(folder) / "mine.duckdb"
        _copy(db, owner, path)
        child = Path(__file__).with_name("sql_child.py")
        done = jobs.run([sys.executable, "-I", child, path, str(most)], Path(folder), LIMITS, env={"HOME": folder}, stdin=statement.encode())
    if done.why or done.code:
        raise LimitReached(f"The query was stopped: {done.why or 'it needed more memory than a query may have'}. Ask for less at once.", "sql", "limit")
    answer = json.loads(done.out)
    if "error" in answer:
        raise BadInput(f"The query failed: {answer['error']}", "sql", "sql")
    return Rows(tuple(answer["columns"]), tuple(map(tuple, answer["rows"])), bool(answer["more"]))


def _copy(db: Database, owner: str, path: Path) -> None:
    """The owner's rows in a new file; the newest MOST_ROWS of each table."""
    import duckdb
    import pandas

    with duckdb.connect(str(path)) as fresh, db.read() as read:
        living = set(read.execute(select(tables.projects.c.id).where(tables.projects.c.owner == owner, tables.projects.c.deleted_at.is_(None))).scalars())
        for name, columns in open_tables().items():
            fresh.execute(f'CREATE TABLE {name} ({", ".join(f"{c} {kind}" for c, kind in columns.items())})')
            rows = _rows(read, name, owner, living)
            if rows:
                fresh.register("rows_of_one", pandas.DataFrame(rows, columns=list(columns), dtype=object))
                fresh.execute(f"INSERT INTO {name} SELECT * FROM rows_of_one")
                fresh.unregister("rows_of_one")


def _rows(read: Connection, name: str, owner: str, living: set[str]) -> list[tuple[Any, ...]]:
    """The owner's rows of one table, of projects that were not deleted."""
    table = tables.meta.tables[name]
    mine = select(*(c for c in table.columns if c.name not in HIDDEN)).where(table.c.owner == owner).order_by(table.c.id.desc()).limit(MOST_ROWS)
    if "deleted_at" in table.c:
        mine = mine.where(table.c.deleted_at.is_(None))
    place = [c.name for c in mine.selected_columns].index("project_id" if "project_id" in table.c else "id")
    return [tuple(json.dumps(v, ensure_ascii=False, default=str) if isinstance(v, dict | list) else v for v in row) for row in read.execute(mine) if row[place] in living]
