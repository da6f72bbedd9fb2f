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
    if _PLAIN.fullmatch(value) and value == value.strip() and yaml.safe_load(value) == value:
        return value
    return json.dumps(value, ensure_ascii=not all(c.isprintable() for c in value))


def flow(values: Iterable[str | float | bool]) -> str:
    """A list in brackets."""
    return "[" + ", ".join(scalar(v) for v in values) + "]"
