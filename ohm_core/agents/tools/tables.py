"""Tables: an owner's own rows asked in SQL. Reading only; the query runs in a process of its own, with limits."""

from __future__ import annotations

import json

from pydantic import Field

from ohm_core.agents.making import told
from ohm_core.agents.toolbox import Arguments, NoArguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import ModelMistake
from ohm_core.store import asking


class Query(Arguments):
    sql: str = Field(min_length=1, max_length=10_000, description="One SELECT in DuckDB's SQL")


class Which(Arguments):
    table: str = Field(min_length=1, max_length=60)


@tool(pure=True, feature="sql")
def run_sql(turn: Turn, arguments: Query) -> Outcome:
    """Runs one SELECT over the person's own projects, messages, versions, parts, runs and costs; 200 rows at most. It can change nothing."""
    found = asking.ask(turn.shelf.db, turn.shelf.owner, arguments.sql)
    rows = [json.dumps(r, ensure_ascii=False) for r in found.rows]
    return told(Outcome(True, "", found), f"{len(rows)} rows{' and more' if found.more else ''}: {', '.join(found.columns)}", *rows)


@tool(pure=True, feature="sql")
def list_tables(turn: Turn, arguments: NoArguments) -> Outcome:
    """Lists the tables that run_sql may ask, with how many rows of the person's are in each."""
    counts = asking.ask(turn.shelf.db, turn.shelf.owner, " UNION ALL ".join(f"SELECT '{t}' AS name, count(*) AS n FROM {t}" for t in asking.open_tables()))
    return told(Outcome(True, ""), *(f"{name}: {count} rows" for name, count in counts.rows), f"The project of this conversation has project_id '{turn.project.id}'.")


@tool(pure=True, lasting="catalogue", feature="sql")
def get_schema(turn: Turn, arguments: Which) -> Outcome:
    """The columns of a table and their types."""
    known = asking.open_tables()
    if arguments.table not in known:
        raise ModelMistake(f"There is no table '{arguments.table}'; there are {', '.join(known)}.", "table", "no_table")
    return told(Outcome(True, ""), *(f"{column} {kind}" for column, kind in known[arguments.table].items()))
