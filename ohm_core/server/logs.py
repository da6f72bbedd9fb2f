"""Logs of the server: a line an event, as words or (OHM_LOG=json) as JSON, with project, turn, agent and times where they are known.

Nobody's messages and no keys are in them. OHM_DEBUG=1 adds whole traces, which may hold what was said.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

KNOWN = ("project", "turn", "agent", "status", "milliseconds", "first_ms", "tool", "tokens", "model", "steps")
Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Lines(logging.Formatter):
    """Records as lines. `as_json`: one object each; else words with name=value behind them."""

    def __init__(self, as_json: bool, debug: bool) -> None:
        super().__init__()
        self.as_json, self.debug = as_json, debug

    def format(self, record: logging.LogRecord) -> str:
        fields = {name: getattr(record, name) for name in KNOWN if hasattr(record, name)}
        if record.exc_info:
            fields |= told(record.exc_info, self.debug)
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self.as_json:
            return json.dumps({"time": when, "level": record.levelname.lower(), "logger": record.name, "event": record.getMessage(), **fields}, ensure_ascii=False, default=str)
        trace = f"\n{fields.pop('trace')}" if "trace" in fields else ""
        return " ".join([when, record.levelname.lower(), record.name, record.getMessage(), *(f"{k}={v}" for k, v in fields.items())]) + trace


def told(caught: Caught, debug: bool) -> dict[str, str]:
    """What is said of an error: its kind and place; with DEBUG the whole trace."""
    kind, error, trace = caught
    if kind is None or error is None:
        return {}
    last = traceback.extract_tb(trace)[-1:] if trace else []
    place = {"place": f"{os.path.basename(last[0].filename)}:{last[0].lineno}"} if last else {}
    return {"error": kind.__name__, **place, **({"trace": "".join(traceback.format_exception(kind, error, trace))} if debug else {})}


def begin() -> None:
    """OHM's loggers write to standard error from now on, as OHM_LOG (json), OHM_LOG_LEVEL and OHM_DEBUG say."""
    as_json, level = os.environ.get("OHM_LOG", "").lower() == "json", os.environ.get("OHM_LOG_LEVEL", "").upper()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(as_json, debugging()))
    root = logging.getLogger("ohm")
    root.handlers[:] = [handler]
    root.propagate = False
    root.setLevel(level if level in ("DEBUG", "INFO", "WARNING", "ERROR") else "INFO" if as_json else "WARNING")


def debugging() -> bool:
    """Whether OHM_DEBUG is on."""
    return os.environ.get("OHM_DEBUG", "") not in ("", "0")
