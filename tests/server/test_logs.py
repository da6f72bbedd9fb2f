"""Logs for programs and people: what happened, to whom, how long; never what was said, never a key."""

from __future__ import annotations

import json
import logging
import sys

from ohm_core.server import logs


def record(message: str, **extra) -> logging.LogRecord:
    made = logging.LogRecord("ohm.agents", logging.INFO, "x.py", 1, message, (), None)
    made.__dict__.update(extra)
    return made


def caught() -> logging.LogRecord:
    try:
        raise ValueError("what the person said")
    except ValueError:
        return logging.LogRecord("ohm.agents", logging.ERROR, "x.py", 1, "turn failed", (), sys.exc_info())


def test_a_line_of_json_has_project_turn_agent_and_time():
    line = json.loads(logs.Lines(True, False).format(record("turn ended", project="p", turn="t", agent="conversational", milliseconds=12, unknown="x")))
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "info", "logger": "ohm.agents", "event": "turn ended", "project": "p", "turn": "t", "agent": "conversational", "milliseconds": 12}


def test_an_error_tells_its_kind_and_place_and_only_with_debug_its_trace():
    quiet, loud = (logs.Lines(True, debug).format(caught()) for debug in (False, True))
    assert "what the person said" not in quiet and json.loads(quiet)["error"] == "ValueError" and json.loads(quiet)["place"].startswith("test_logs.py:")
    assert "what the person said" in json.loads(loud)["trace"]
    assert "what the person said" not in logs.Lines(False, False).format(caught())


def test_a_whole_turn_leaves_lines_without_a_word_of_it(shop, monkeypatch, capfd):
    monkeypatch.setenv("OHM_LOG", "json")
    root = logging.getLogger("ohm")
    before = (root.handlers[:], root.propagate, root.level)
    try:
        logs.begin()
        list(shop.chat(shop.create(), "my secret lighthouse"))
    finally:
        root.handlers[:], root.propagate = before[0], before[1]
        root.setLevel(before[2])
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
    assert {"turn ended", "tool ended"} <= {line["event"] for line in lines} and "lighthouse" not in json.dumps(lines)
