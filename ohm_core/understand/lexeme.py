"""What one entry of the lexicon says. Pure values; read by lexicon.py, used everywhere in this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class NeedSpec:
    """A function that a product's name or a frame asks for. `concepts` are alternatives, best first.

    `mode`: "" always, "?" only when nothing of the role is said, "out" only when nothing at all is put out.
    """

    role: str
    concepts: tuple[str, ...]
    count: int = 1
    colors: tuple[str, ...] = ()
    mode: str = ""
    medium: str = ""


@dataclass(frozen=True, slots=True)
class DoesSpec:
    """A behaviour that a product's name implies, in the short form of products.toml: trigger and effect as words."""

    trigger: tuple[str, ...]
    effect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One sense of some word forms. `sort` says how it is used:

    device, phenomenon, thing, state, product, verb, board, unknown_board, power, place, wifi, bluetooth, usb_hid, serial,
    language, onboard, idiom (says nothing). Fields as explained at the head of each file in data/lexicon.
    `kinds` are its own key and those of the more general kinds it is.
    """

    key: str
    sort: str
    forms: tuple[str, ...] = ()
    role: str = ""
    concepts: tuple[str, ...] = ()
    part: str = ""
    fallback: str = ""
    via: str = ""
    with_: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, Any] = field(default_factory=dict)
    plural: int = 1
    count: int = 1
    soft: bool = False
    bundle: bool = False
    prior: float = 0.0
    cues: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    sense: tuple[str, ...] = ()
    op: str = ""
    value: float | None = None
    name: str = ""
    event: str = ""
    board_reading: bool = False
    wifi: bool = False
    outside: bool = False
    needs: tuple[NeedSpec, ...] = ()
    does: tuple[DoesSpec, ...] = ()
    frame: str = ""
    particle: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def concept(self) -> str:
        return self.concepts[0] if self.concepts else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb with its arguments asks for; fields as explained at the head of data/lexicon/frames.toml."""

    key: str
    does: str
    target: tuple[str, ...] = ()
    default_role: str = ""
    default: str = ""
    action: str = ""
    args: tuple[tuple[str, float], ...] = ()
    for_s: float | None = None
    need: tuple[str, ...] = ()
    role: str = ""
    event: str = ""
    by: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    op: str = ""
    channel: str = ""
    count: int = 1
    concept: str = ""
    needs_target: bool = False
    any_target: bool = False
    condition_only: bool = False
    person_subject: bool = False
    noun: bool = False
    also: tuple[NeedSpec, ...] = ()
