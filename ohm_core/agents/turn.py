"""What one turn is made of: what an engine may propose, and what it is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ohm_core.agents.events import Event
from ohm_core.agents.roles import Role
from ohm_core.llm.values import Models
from ohm_core.project.shelf import Shelf
from ohm_core.store.rows import Message, Project, Upload


@dataclass(frozen=True)
class Say:
    """Text for the person, as it comes."""

    text: str


@dataclass(frozen=True)
class Call:
    """A tool to be run with these arguments. `unreadable` is what a model sent instead of a JSON object ("" when it was one)."""

    tool: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    unreadable: str = ""


@dataclass(frozen=True)
class Together:
    """Calls asked for at once: one step of the turn. The outcome's `value` is the tuple of theirs, in this order."""

    calls: tuple[Call, ...]


@dataclass(frozen=True)
class Tell:
    """Something the reader shall see beside the text: a key that was changed."""

    event: Event


@dataclass(frozen=True)
class Used:
    """What a model took for a stretch of the answer; a turn may use several."""

    model: str
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None = None
    counted: bool = True


@dataclass(frozen=True)
class Hand:
    """The message handed to another role, before anything is said: one that has the tools it takes."""

    role: str


@dataclass(frozen=True)
class Outcome:
    """What came of a call: `summary` is one line for people and models, `value` what the tool made (for the built-in engine),
    `notes` whole sentences for the person: what had to give way, what is not clear; `used` what models that the tool asked took."""

    ok: bool
    summary: str
    value: Any = None
    notes: tuple[str, ...] = ()
    used: tuple[Used, ...] = ()


@dataclass(frozen=True)
class Eyes:
    """A language model that can look at pictures, for tools that show it some."""

    models: Models
    model: str


@dataclass(frozen=True)
class Limits:
    """How far one turn may go. `tokens` and `cost_usd` None for no limit; `ask_s` is how long it waits for the person's word."""

    steps: int = 10
    turn_s: float = 300.0
    tokens: int | None = None
    cost_usd: float | None = None
    ask_s: float = 60.0


class Stopped(Exception):
    """The person stopped the turn; what came so far is kept."""


@dataclass(frozen=True)
class Turn:
    """One message being answered. `emit` writes an event to the journal and raises Stopped once the person stopped it."""

    shelf: Shelf
    project: Project
    run_id: str
    message_id: str
    role: Role
    intent: str
    text: str
    history: tuple[Message, ...]
    emit: Callable[[Event], None]
    stopped: Callable[[], bool] = field(default=lambda: False)
    limits: Limits = Limits()
    model: str = ""
    attached: tuple[Upload, ...] = ()
    eyes: Eyes | None = None
    began: float = field(default_factory=time.monotonic)

    def late(self, grace_s: float = 0.0) -> bool:
        """Whether the turn has used up its time, and so many seconds more."""
        return time.monotonic() - self.began > self.limits.turn_s + grace_s


Move = Say | Call | Together | Hand | Tell | Used
Moves = Generator[Move, Outcome | None, None]


class Engine(Protocol):
    """Something that can answer: the built-in one, a language model, or a scripted double."""

    name: str

    def answer(self, turn: Turn) -> Moves:
        """Yields what to say and what to call; each call is sent its outcome."""
        ...
