"""Single values as YAML text: plain where YAML reads that back as the same text, quoted where not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import yaml

_PLAIN = re.compile(r"[A-Za-z0-9_+/°µΩ%][A-Za-z0-9_ .+/()°µΩ%-]*")


def scalar(value: str | float | bool) -> str:
    """A number, truth value or text for a YAML file; text of any kind comes back as it was."""
    if not isinstance(value, str):
        return json.dumps(value) if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)
    if _PLAIN.fullmatch(value) and value == value.strip() and _reads_back(value):
        return value
    return json.dumps(value, ensure_ascii=not all(c.isprintable() for c in value))


def _reads_back(value: str) -> bool:
    try:
        return bool(yaml.safe_load(value) == value)
    except yaml.YAMLError:
        return False


def flow(values: Iterable[str | float | bool]) -> str:
    """A list in brackets."""
    return "[" + ", ".join(scalar(v) for v in values) + "]"


class Lambda(str):
    """C++ for ESPHome."""


def block(value: object, depth: int = 0) -> list[str]:
    """Mappings and lists as indented lines; short lists of plain values stay in brackets. What stands under `lambda` is C++ anyway."""
    pad, lines = "  " * depth, []
    if isinstance(value, dict):
        for key, inner in value.items():
            tag = _tag(inner) if key != "lambda" else " |-"
            lines += [f"{pad}{key}:{rest}" for rest in _inline(inner)] or [f"{pad}{key}:{tag}", *_below(inner, depth + 1)]
        return lines
    assert isinstance(value, list)
    for inner in value:
        if isinstance(inner, dict) and inner:
            first, *rest = block(inner, depth + 1)
            lines += [f"{pad}- {first.strip()}", *rest]
        else:
            lines += [f"{pad}-{rest}" for rest in _inline(inner)] or [f"{pad}-{_tag(inner)}", *_below(inner, depth + 1)]
    return lines


def _inline(value: object) -> list[str]:
    """The value where it fits on its key's line; [] where it needs lines of its own."""
    if isinstance(value, Lambda):
        return []
    if value is None or value == {}:
        return [" {}"] if value == {} else [""]
    if isinstance(value, (str, int, float)):
        return [f" {scalar(value)}"]
    if isinstance(value, list) and all(isinstance(v, (str, int, float)) and not isinstance(v, Lambda) for v in value) and sum(len(str(v)) for v in value) < 60:
        return [f" {flow(value)}"]
    return []


def _tag(value: object) -> str:
    return " !lambda |-" if isinstance(value, Lambda) else ""


def _below(value: object, depth: int) -> list[str]:
    return ["  " * depth + line for line in value.splitlines()] if isinstance(value, Lambda) else block(value, depth)
