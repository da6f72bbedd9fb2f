"""Drives a design's sensors over every limit that its behaviours name, and says what each actuator must then do.

An oracle of its own: it reads the behaviours as sentences ("while … holds, do; when it ends, else"), knows nothing of the firmware,
and looks at every actuator after every move, so that what is not named must not change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ohm_core.catalogue.schema import Part
from ohm_core.design.behaviour import Action, AllOf, AnyOf, Behaviour, Condition, Reading, Template
from ohm_core.project.prototype import Prototype
from tests.simulate.bench import after, look, put, wait

SETTLE = "6s"  # a DHT22 tells a new value every two seconds, a DS18B20 needs nearly one to measure
MARGIN = {"c": 3.0, "pct": 12.0, "cm": 8.0, "g": 100.0, "hpa": 5.0}
ENDS = ("off", "stop", "clear")
DARK, BRIGHT = 0.3, 5000.0  # lux, where a share of light is asked for
CHANNELS = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1)}
# What is seen of an actuator that is on: by the beginning of its part's category.
SEEN = {"led:addressable": "lit", "actuator:relay": "closed", "actuator:servo": "angle", "display": "text"}


@dataclass
class Drive:
    """One design being driven: what its sensors are set to, and the steps so far."""

    made: Prototype
    steps: list[Any] = field(default_factory=list)
    values: dict[str, float] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    passed: dict[Reading, bool] = field(default_factory=dict)  # which limits count as passed: within its dead band a limit stays as it was

    @property
    def ruled(self) -> list[Behaviour]:
        """The behaviours that hang on readings alone."""
        return [b for b in self.made.design.behaviours if readings(b.when)]

    def part(self, ref: str) -> Part:
        return self.made.circuit.parts[ref].part


def readings(when: Condition) -> list[Reading]:
    """The readings of a condition that consists of them, else none."""
    if isinstance(when, Reading):
        return [when] if isinstance(when.value, float | int) else []
    if isinstance(when, AllOf | AnyOf):
        inner = [readings(c) for c in (when.all if isinstance(when, AllOf) else when.any)]
        return [r for rs in inner for r in rs] if all(inner) else []
    return []


def driven(made: Prototype) -> list[Any]:
    """The scenario: every limit crossed and crossed back, every actuator looked at after each move."""
    drive = Drive(made)
    for reading in [r for b in drive.ruled for r in readings(b.when)]:
        drive.values.setdefault(reading.read, beyond(drive, reading, False))
    for read, value in drive.values.items():
        drive.steps.append(put_reading(drive, read, value))
    drive.steps.append(after(SETTLE))
    expect(drive)
    for behaviour in drive.ruled:
        for holds in (True, False):
            for reading in readings(behaviour.when) if holds else readings(behaviour.when)[:1]:
                move(drive, reading.read, beyond(drive, reading, holds))
            expect(drive)
    return drive.steps


def beyond(drive: Drive, reading: Reading, holds: bool) -> float:
    """A value well on the side of the limit where the reading holds, or does not (its dead band left too)."""
    assert isinstance(reading.value, float | int)
    if reading.op in ("==", "!="):
        return float(reading.value if holds == (reading.op == "==") else 1 - reading.value)
    if reading.read.endswith("light_pct"):
        return 100.0 if (reading.op[0] == ">") == holds else 0.0
    if reading.read.endswith("weight_g") and not holds and reading.op[0] == ">":
        return 0.0  # a scale begins empty: what lies on it then counts as nothing
    margin = MARGIN.get(reading.read.rsplit("_", 1)[-1], 1.0) + (0.0 if holds else reading.hysteresis)
    value = reading.value + (margin if (reading.op[0] == ">") == holds else -margin)
    return min(max(value, 0.0), 100.0) if reading.read.endswith("_pct") else max(value, 2.0) if reading.read.endswith("_cm") else value


def put_reading(drive: Drive, read: str, value: float) -> Any:
    ref, _, name = read.partition(".")
    if name == "light_pct":
        return put(ref, "lux", DARK if value < 50 else BRIGHT)
    model = drive.part(ref).category
    control = {"magnet": "closed", "moisture_pct": "moisture", "sound_pct": "sound", "gas_pct": "gas", "rain_pct": "rain", "water_pct": "water"}.get(name, name)
    return put(ref, control if not (name == "magnet" and "hall" in model) else "magnet", round(value, 2))


def move(drive: Drive, read: str, value: float) -> None:
    if drive.values[read] != value:
        drive.values[read] = value
        drive.steps.append(put_reading(drive, read, value))
        drive.moved = {b.id for b in drive.ruled if any(r.read == read for r in readings(b.when))}


def holds(drive: Drive, when: Condition) -> bool:
    if isinstance(when, AllOf):
        return all(holds(drive, c) for c in when.all)
    if isinstance(when, AnyOf):
        return any(holds(drive, c) for c in when.any)
    assert isinstance(when, Reading) and isinstance(when.value, float | int)
    now = drive.values[when.read]
    if drive.passed.get(when):
        now += when.hysteresis if when.op[0] == ">" else -when.hysteresis
    return {"<": now < when.value, "<=": now <= when.value, ">": now > when.value, ">=": now >= when.value, "==": now == when.value, "!=": now != when.value}[when.op]


def expect(drive: Drive) -> None:
    """Looks at every actuator that behaviours on readings rule."""
    drive.passed = {r: holds(drive, r) for b in drive.ruled for r in readings(b.when)}
    refs = {a.act for b in drive.ruled for a in (*b.do, *b.else_)} - {"board"}
    others = {a.act for b in drive.made.design.behaviours if b not in drive.ruled for a in b.do}
    wanted: dict[str, Action | None] = {}
    for ref in sorted(refs - others):
        begun = [a for b in drive.ruled if holds(drive, b.when) for a in b.do if a.act == ref]
        ended = [a for b in drive.ruled if not holds(drive, b.when) for a in b.else_ if a.act == ref]
        now = [a for a in begun if a.action not in ENDS] or [a for a in ended if a.action not in ENDS]
        wanted[ref] = now[-1] if now else None
    for ref, action in wanted.items():
        if action is not None and (action.for_s is None or drive.moved):
            drive.steps += shows(drive, ref, action)
    # a PIR tells of motion for five seconds more
    timed = [a.for_s for b in drive.ruled for a in b.do if a.for_s is not None]
    drive.steps.append(after(f"{max([6.0, *(s + 8.0 for s in timed if s < 50)]):g}s"))
    for ref, action in wanted.items():
        if action is None or action.for_s is not None and action.for_s < 50 and not renewed(drive, action):
            drive.steps += quiet(drive, ref)


def renewed(drive: Drive, action: Action) -> bool:
    """True for a time that begins anew as long as a state lasts (motion), so that it does not end yet."""
    return any(action in b.do and all(r.op == "==" for r in readings(b.when)) for b in drive.ruled)


def seen(drive: Drive, ref: str) -> str:
    category = drive.part(ref).category
    return next((pin for start, pin in SEEN.items() if category.startswith(start)), "on")


def shows(drive: Drive, ref: str, action: Action) -> list[Any]:
    """Steps that wait for ACTION to be seen."""
    pin = seen(drive, ref)
    if action.action == "move":
        return [wait(ref, "angle", float(str(action.arg("angle_deg"))), tolerance=5, timeout="9s")]
    if pin == "text":
        text = action.arg("text")
        words = (text.text if isinstance(text, Template) else str(text)).split("{")[0].strip()
        return [wait(ref, "text", words, contains=True, timeout="9s")] if words else []
    if pin == "lit":
        return [wait(ref, "lit", min=1, timeout="9s")]
    color = CHANNELS.get(str(action.arg("color")))
    if color and drive.part(ref).category.startswith("led:rgb"):
        lit = next(c for c, on in zip(CHANNELS, color, strict=True) if on)
        return [wait(ref, lit, min=50, timeout="9s"), *(look(ref, c, max=2) for c in CHANNELS if c != lit)]
    steps = [wait(ref, pin, 1, timeout="9s")]
    if action.action == "blink" or action.action == "beep" and action.arg("period_s") is not None:
        steps += [wait(ref, pin, 0, timeout="3s"), wait(ref, pin, 1, timeout="3s")]
    return steps if action.action != "beep" or action.arg("period_s") is not None else []


def quiet(drive: Drive, ref: str) -> list[Any]:
    """A look that nothing is to be seen of it."""
    pin = seen(drive, ref)
    return [] if pin == "angle" else [look(ref, "text", "")] if pin == "text" else [look(ref, pin, 0)]

