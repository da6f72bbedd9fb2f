"""The names that figures really have in the firmware's configuration, for sentences that tell people what to change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ohm_core.design.values import SourceFile

CONSTANT = re.compile(r"^(?:constexpr\s+[\w:]+\s+)?(?P<name>[A-Z][A-Z0-9_]*)(?:\[\])?\s*=\s*(?P<value>-?[\d.]+|\".*?\")", re.M)
CHANGE = re.compile(r"[;,]? change (?P<names>[A-Z][A-Z0-9_]{2,}(?:(?:, | and | or )[A-Z][A-Z0-9_]{2,})*)(?P<rest> or say the times)?\.")
TIMES = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def with_real_names(lines: Iterable[str], files: Iterable[SourceFile]) -> tuple[str, ...]:
    """LINES in which "change NAME" names the constant of the configuration that holds the figure spoken of; where there is
    none, the line no longer says what to change."""
    known = figures(files)
    return tuple(_renamed(line, known) for line in lines)


def figures(files: Iterable[SourceFile]) -> dict[str, str]:
    """Every constant of the configuration: name → value as written."""
    return {m["name"]: m["value"] for f in files if f.path.rsplit("/", 1)[-1] in ("config.h", "config.py") and not f.path.startswith("bringup/") for m in CONSTANT.finditer(f.content)}


def _renamed(line: str, known: dict[str, str]) -> str:
    found = CHANGE.search(line)
    if not found:
        return line
    names = re.findall(r"[A-Z][A-Z0-9_]{2,}", found["names"])
    if all(n in known for n in names):
        return line
    said = line[: found.start()]
    real = list(dict.fromkeys(n for value in _values(said) for n in _holding(value, said, known)))
    tail = f"; change {' and '.join(real[: max(1, len(names))])}." if real else "."
    return said.rstrip(" ;,.") + tail + line[found.end():]


def _values(said: str) -> list[str]:
    """The figures in a sentence; a time also in milliseconds, as configurations hold them."""
    found: list[str] = re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", said)
    for amount, unit in re.findall(r"(?:(\d+(?:\.\d+)?)|\bonce an?|\bevery) (second|minute|hour|day)s?\b", said):
        found.append(f"{float(amount or 1) * TIMES[unit] * 1000:g}" if float(amount or 1) * TIMES[unit] < 1000 else str(int(float(amount or 1) * TIMES[unit] * 1000)))
    return found


def _holding(value: str, said: str, known: dict[str, str]) -> list[str]:
    """The constants with that value, best the one whose name shares most words with the sentence."""
    words = set(re.findall(r"[a-z]{3,}", said.lower()))
    same = [n for n, v in known.items() if _equal(v, value) and not n.endswith(("_BAND", "_PIN")) and n not in ("SERIAL_BAUD", "REPORT_MS")]
    scored = sorted(same, key=lambda n: -len(words & set(n.lower().split("_"))))
    return scored[:1]


def _equal(a: str, b: str) -> bool:
    try:
        return float(a.strip('"')) == float(b)
    except ValueError:
        return False
