"""Run as a program: one SELECT over a DuckDB file, with nothing else in reach. Prints one JSON document.

    python -I sql_child.py FILE ROWS < statement.sql

It is started by `asking.py` in a process with limits of time and memory; it imports nothing of OHM.
"""

from __future__ import annotations

import json
import sys

import duckdb

LONGEST = 2_000  # characters of one cell
BYTES = 200_000  # of the whole answer
SAFE = {"enable_external_access": "false", "autoload_known_extensions": "false", "autoinstall_known_extensions": "false", "allow_community_extensions": "false",
        "memory_limit": "256MB", "threads": "1", "max_temp_directory_size": "0KB", "python_enable_replacements": "false", "enable_progress_bar": "false"}


def main() -> None:
    statement, most = sys.stdin.read(), int(sys.argv[2])
    try:
        print(json.dumps(answer(sys.argv[1], statement, most), ensure_ascii=False))
    except duckdb.Error as error:
        print(json.dumps({"error": str(error).strip().splitlines()[0][:500]}))


def answer(path: str, statement: str, most: int) -> dict[str, object]:
    """Columns and rows of the statement; `more` when there were more than MOST. Raises duckdb.Error."""
    found = duckdb.extract_statements(statement)
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        return {"error": "Give one SELECT statement and nothing else."}
    with duckdb.connect(path, read_only=True) as db:
        for name, value in SAFE.items():
            db.execute(f"SET {name} = '{value}'")
        db.execute("SET lock_configuration = true")
        cursor = db.execute(found[0])
        columns = [c[0] for c in cursor.description or ()]
        rows: list[list[object]] = []
        size = 0
        while len(rows) < most and size < BYTES and (row := cursor.fetchone()) is not None:
            rows.append([cell(v) for v in row])
            size += sum(len(str(v)) for v in rows[-1])
        return {"columns": columns, "rows": rows, "more": cursor.fetchone() is not None}


def cell(value: object) -> object:
    """A value as JSON has it; long text is cut."""
    if value is None or isinstance(value, bool | int | float):
        return value if value == value else None
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … ({len(text):,} characters)"


if __name__ == "__main__":
    main()
