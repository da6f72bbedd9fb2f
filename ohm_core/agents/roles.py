"""The roles of `roles.toml`. An eleventh is one more table there; the loop does not know their number."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Role:
    """Who speaks: `type` is its key, `icon` a Material Symbols name, `intent` what routes to it ("" = only by hand).

    `level` is the model it wants where nobody chose one: fast, strong or vision. `max_tokens` and `temperature` hold for an answer.
    """

    type: str
    name: str
    icon: str
    description: str
    intent: str = ""
    tools: tuple[str, ...] = ()
    level: str = "strong"
    max_tokens: int = 4096
    temperature: float = 0.3


FIRST = "projectInitializer"
GENERAL = "conversational"


@cache
def roles() -> Mapping[str, Role]:
    """Every role by type."""
    raw = tomllib.loads((Path(__file__).parent / "roles.toml").read_text(encoding="utf-8"))
    return {key: Role(key, **{**body, "tools": tuple(body["tools"])}) for key, body in raw.items()}


def role(kind: str) -> Role:
    """The role of this type; the general one when there is none such."""
    return roles().get(kind) or roles()[GENERAL]


def by_intent(intent: str) -> Role:
    """The role an intent leads to."""
    return next((r for r in roles().values() if r.intent == intent), roles()[GENERAL])
