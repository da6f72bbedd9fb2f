"""A small tree of code that both languages are printed from: functions of calls and conditions, the figures they use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ohm_core.firmware.spec import Figure


@dataclass
class Block:
    """Statements one after the other."""

    lines: list[Do | If] = field(default_factory=list)

    def do(self, text: str, note: str = "") -> None:
        self.lines.append(Do(text, note))


@dataclass(frozen=True)
class Do:
    """One statement, without its end mark."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class If:
    condition: str
    then: Block
    otherwise: Block | None = None
    note: str = ""


@dataclass(frozen=True)
class Keep:
    """Something a function keeps from one call to the next: `static Condition when;`."""

    cls: str
    name: str
    args: tuple[str, ...] = ()


@dataclass
class Function:
    """A function without arguments. `said` the words it answers; `kept` what it remembers."""

    name: str
    said: str
    kept: list[Keep] = field(default_factory=list)
    choices: list[tuple[str, tuple[str, ...], bool]] = field(default_factory=list)
    body: Block = field(default_factory=Block)
    moment: bool = False


@dataclass(frozen=True)
class Constant:
    """A figure of the configuration file; `kind` is a C++ type."""

    name: str
    kind: str
    value: Figure
    note: str = ""


Piece = str | tuple[str, int | None]
"""A part of a text: fixed words, or an expression with the digits to show (None: it is text itself)."""


class Dialect(Protocol):
    """How one language writes what behaviours need. `net_clock` is the variable of the clock from the network."""

    net_clock: str

    def figure(self, value: Figure) -> str: ...
    def string(self, text: str) -> str: ...
    def call(self, var: str, method: str, *args: str) -> str: ...
    def kept(self, function: str, name: str) -> str: ...
    def both(self, parts: Sequence[str]) -> str: ...
    def either(self, parts: Sequence[str]) -> str: ...
    def negate(self, text: str) -> str: ...
    def unknown(self, text: str) -> str: ...
    def same_text(self, one: str, other: str) -> str: ...
    def rounded(self, text: str) -> str: ...
    def map_range(self, value: str, from_: tuple[float, float], to: tuple[float, float]) -> str: ...
    def text(self, block: Block, pieces: Sequence[Piece], name: str) -> str: ...
    def pick(self, name: str) -> str: ...
    def log(self, text: str) -> str: ...
    def publish(self, text: str) -> str: ...
