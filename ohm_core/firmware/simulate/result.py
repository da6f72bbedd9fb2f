"""What a simulation answers: plain values, ready for the command line's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class StepResult:
    """One step of a scenario: what was asked for and what was seen, at a moment of simulated time in seconds."""

    step: str
    passed: bool
    expected: str
    seen: str
    time_s: float


@dataclass(frozen=True)
class Frame:
    """What a display showed: `kind` text, pixels (a PNG in base64) or colors, as `content` gives it."""

    ref: str
    time_s: float
    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Note:
    """Something the circuit did that its owner should know: overload, overvoltage, lost data, no power."""

    kind: str
    subject: str
    text: str
    time_s: float = 0.0


@dataclass(frozen=True)
class SimulationResult:
    """The verdict on a scenario. `not_simulated` are references whose parts have no model; `ended` says why the run ended before the
    scenario did; `method` says what the firmware ran in, and with it what the run says nothing about; `memory` what a program compiled for
    the board takes of it: flash, flash_of, ram, ram_of in bytes, empty where that is not known."""

    passed: bool
    steps: tuple[StepResult, ...]
    serial: str
    seconds_simulated: float
    seconds_wall: float
    frames: tuple[Frame, ...] = ()
    notes: tuple[Note, ...] = ()
    not_simulated: tuple[str, ...] = ()
    ended: str = ""
    method: str = ""
    memory: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The object `ohm simulate --json` prints."""
        return {
            "passed": self.passed,
            "steps": [vars(step) for step in self.steps],
            "serial": self.serial,
            "seconds_simulated": round(self.seconds_simulated, 6),
            "seconds_wall": round(self.seconds_wall, 3),
            "frames": [{"ref": f.ref, "time_s": f.time_s, "kind": f.kind, **f.content} for f in self.frames],
            "notes": [vars(note) for note in self.notes],
            "not_simulated": list(self.not_simulated),
            "ended": self.ended,
            "method": self.method,
            "memory": dict(self.memory),
        }
