"""Every form that a behaviour may have, read from the code that writes firmware and from the catalogue; and the forms of one design, each
with the places in its behaviours that carry it (behaviour, aspect), so that a mutant of such a place speaks for the form."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit
from ohm_core.design import behaviour as words
from ohm_core.design.behaviour import Action, AllOf, AnyOf, At, Behaviour, Condition, Event, Held, MapOf, OneOf, Read, Reading, Template
from ohm_core.firmware import behave, conditions, sequence
from ohm_core.firmware.actions import ARGS, BOARD_ACTIONS, FOLLOWING, is_following
from ohm_core.firmware.adapt import adapted
from ohm_core.firmware.catalog import ALL
from ohm_core.firmware.conditions import COMPARE, TREMBLE, is_moment
from ohm_core.firmware.devices import ONBOARD, Device, devices
from ohm_core.firmware.firmware import Language

Place = tuple[str, str]  # behaviour, aspect
WHEN = ("event", "state", "number", "always")
# What cannot be meant, with the reason; a form that is in neither list must have a scenario.
NOT_MEANT = {
    "turn always": "a list whose turn comes only once is no list",
    "else event": "an instant has no end; beside a reading it has: 'else event and reading'",
    "else always": "it never ends",
    "again without steps": "what goes round and round are steps",
}

def all_forms() -> set[str]:
    """Every form by name, from the types of a behaviour, the generator's tables, the drivers and the parts of the catalogue."""
    return {*_of_conditions(), *_of_values(), *_of_actions(), *_of_catalogue(), *_of_time()} - set(NOT_MEANT)


def _of_conditions() -> Iterator[str]:
    yield from (f"when {kind.__name__}" for kind in get_args(Condition))
    yield from (f"{kind} {op}" for kind in ("number", "state", "count") for op in COMPARE)
    yield from (f"text {op}" for op in ("==", "!="))
    yield from ("dead band asked for", "dead band of its own" if TREMBLE else "", "no dead band", "no dead band at an instant", "silent sensor", "limit follows a reading")
    yield from (f"event {d.name}.{method}" for d in ALL for method in d.events.values())
    yield from ("at a time", *(f"at {word}" for word in _strings(conditions._at) & {"sunrise", "sunset"}), "time by a clock", "time by the network")
    yield from ("all of states", "all with an event", "all of events", "any of states", "any of events", "any in all", "all in any")
    yield from (f"held {what}" for what in ("state", "number", "event", "several", "beside an event"))


def _of_values() -> Iterator[str]:
    yield from (f"value {kind.__name__}" for kind in get_args(words.Value))
    yield from (f"random {kind}" for kind in ("text", "number", "colour"))
    yield from (f"follows: {action}" for action in FOLLOWING)


def _of_actions() -> Iterator[str]:
    yield from (f"do {d.name}.{action}" for d in ALL for action in d.actions)
    yield from (f"do board.{action}" for action in (*BOARD_ACTIONS, "wait"))
    yield from (f"do board's lamp.{action}" for action in ONBOARD)
    yield from (f"row {what}" for what in ("dice:", "chase:", "gauge:"))
    yield from (f"argument {action}.{arg.name}" for action, args in ARGS.items() for arg in args)
    yield from ("argument fade.to_pct", "argument beep.period_s", "argument count.by", "argument count.name", "argument log.value", "argument log.message")


def _of_catalogue() -> Iterator[str]:
    for part in load().parts():
        yield from (f"declared {part.driver}.{name}({', '.join(spec.args)})" for name, spec in part.actions.items() if part.driver)
        yield from (f"declared {part.driver}: {name}" for name in part.events if part.driver)


def _of_time() -> Iterator[str]:
    for field in fields(Action):
        if field.default is None:  # for_s, turn, step: what may be said beside the action
            yield from (f"{field.name} {when}" for when in WHEN)
    yield from (f"else {when}" for when in (*WHEN, "event and reading"))
    yield from (f"again {when}" for when in WHEN)
    yield from ("again without steps", "else of steps", "wait in steps", "several in a step", "held by several")
    yield from (f"for_s of {case}" for case in _times_of_steps())


def _times_of_steps() -> set[str]:
    """The actions whose own arguments say how long a step lasts."""
    return _strings(sequence._lasts) & set(ARGS)


def _strings(code: Any) -> set[str]:
    """The texts written in a function: what it distinguishes by name."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(code)))
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


class FormsOf:
    """The forms of a circuit's behaviours in one language."""

    def __init__(self, circuit: Circuit, language: Language) -> None:
        self.circuit = circuit
        self.devices: dict[str, Device] = {d.ref: d for d in devices(circuit, language)[0]}
        self.found: dict[str, set[Place]] = defaultdict(set)
        online = circuit.parts[circuit.board].part.board
        radio = any("send" in d.driver.actions for d in self.devices.values())
        self.online = bool(online and online.wireless) and not radio
        self.holding: dict[str, set[str]] = defaultdict(set)
        for b in circuit.design.behaviours:
            self.behaviour(b)
        for b in adapted(circuit.design.behaviours, self.devices, self.online):
            for a in (*b.do, *b.else_):
                self.performed(b, a)
        for ref, ids in self.holding.items():
            if len(ids) > 1:
                self.note("held by several", *((i, f"do {ref}") for i in ids))

    def note(self, form: str, *places: Place) -> None:
        self.found[form].update(places)

    def kind(self, when: Condition) -> str:
        if isinstance(when, words.Always):
            return "always"
        if is_moment(when):
            return "event"
        return "state" if all(self.subject(r.read) == "state" for r in readings(when)) else "number"

    def subject(self, read: str) -> str:
        ref, _, name = read.partition(".")
        if ref == "board":
            return "count"
        driver = self.devices[ref].driver
        return "state" if name in driver.states else "text" if name in driver.texts else "number"

    def behaviour(self, b: Behaviour) -> None:
        self.condition(b, b.when)
        kind = self.kind(b.when)
        for a in (*b.do, *b.else_):
            self.action(b, a, kind)
        if b.else_:
            self.note("else event and reading" if kind == "event" else f"else {kind}", (b.id, "else"))
            if any(a.step for a in b.do):
                self.note("else of steps", (b.id, "else"))
            for a in b.else_:
                if a.action in behave.ENDS and any(x.act == a.act for x in b.do):
                    self.holding[a.act].add(b.id)
        if b.again:
            self.note(f"again {kind}", (b.id, "steps"))
        steps = [a.step for a in b.do if a.step]
        if len(steps) != len(set(steps)):
            self.note("several in a step", (b.id, "steps"))

    def condition(self, b: Behaviour, c: Condition, inside: str = "") -> None:
        self.note(f"when {type(c).__name__}", (b.id, "when"))
        match c:
            case Reading():
                self.reading(b, c)
            case Event():
                ref, _, name = c.event.partition(".")
                device = self.devices[ref]
                self.note(f"event {device.driver.name}.{device.driver.events[name]}", (b.id, "when"))
                self.note(f"declared {device.site.part.part.driver}: {name}", (b.id, "when"))
            case At():
                self.note(f"at {c.at}" if c.at.isalpha() else "at a time", (b.id, "at"))
                self.note("time by a clock" if any("minute" in d.driver.readings for d in self.devices.values()) else "time by the network", (b.id, "at"))
            case AllOf() | AnyOf():
                self.several(b, c, inside)
            case Held():
                held = "several" if isinstance(c.held, AllOf | AnyOf) else "event" if isinstance(c.held, Event) else self.kind(c.held)
                self.note(f"held {held}", (b.id, "lasts"))
                if isinstance(b.when, AllOf) and is_moment(b.when):
                    self.note("held beside an event", (b.id, "lasts"))
                if not isinstance(c.held, Event):
                    self.condition(b, c.held, "held")

    def several(self, b: Behaviour, c: AllOf | AnyOf, inside: str) -> None:
        name, parts = ("all", c.all) if isinstance(c, AllOf) else ("any", c.any)
        events = sum(isinstance(p, Event) for p in parts)
        what = "of events" if events == len(parts) else "with an event" if any(is_moment(p) for p in parts) else "of states"
        self.note(f"{name} {what}", (b.id, "joined"))
        if inside in ("all", "any") and inside != name:
            self.note(f"{name} in {inside}", (b.id, "joined"))
        for p in parts:
            if not (name == "all" and what == "of events"):
                self.condition(b, p, name)

    def reading(self, b: Behaviour, c: Reading) -> None:
        kind = self.subject(c.read)
        self.note(f"{kind} {c.op}", (b.id, "limit"), (b.id, "when"))
        if isinstance(c.value, Read | MapOf | Template):
            self.note("limit follows a reading", (b.id, "limit"))
            self.value(b, c.value, (b.id, "limit"))
        elif isinstance(c.value, str):
            self.note("value str", (b.id, "limit"))
        if kind == "number" and c.op not in ("==", "!="):
            own = TREMBLE.get(c.read.rsplit("_", 1)[-1])
            band = "no dead band at an instant" if is_moment(b.when) else "dead band asked for" if c.hysteresis else "dead band of its own" if own else "no dead band"
            self.note(band, (b.id, "band" if "of its own" in band or "asked" in band else "limit"))
        ref = c.read.partition(".")[0]
        if ref in self.devices and self.devices[ref].driver.fragile:
            self.note("silent sensor", (b.id, "silent"))

    def action(self, b: Behaviour, a: Action, kind: str) -> None:
        part = self.circuit.parts[self.circuit.board if a.act == "board" else a.act].part
        if part.driver and a.action in part.actions:
            self.note(f"declared {part.driver}.{a.action}({', '.join(part.actions[a.action].args)})", (b.id, f"do {a.act}"))
        if a.for_s is not None and a.action != "wait":
            self.note(f"for_s {kind}", (b.id, "for_s"), *([(b.id, "steps")] if a.step else []))
        if a.turn is not None:
            self.note(f"turn {kind}", (b.id, "turns"))
        if a.step is not None:
            self.note(f"step {kind}", (b.id, "steps"))
            if a.action in _times_of_steps() and a.for_s is None:
                self.note(f"for_s of {a.action}", (b.id, "steps"))
        if (a.act, a.action) == ("board", "wait"):
            self.note("wait in steps", (b.id, "steps"))
            self.note("do board.wait", (b.id, "steps"))
        for name, value in a.args:
            self.note(f"argument {a.action}.{name}", (b.id, f"argument {a.act}"))
            self.value(b, value, (b.id, f"argument {a.act}"), "colour" if name == "color" else "")
        if is_following(a):
            self.note(f"follows: {a.action}", (b.id, f"argument {a.act}"), (b.id, f"do {a.act}"))

    def value(self, b: Behaviour, value: words.Value, place: Place, what: str = "") -> None:
        self.note(f"value {'float' if isinstance(value, int) else type(value).__name__}", place)
        if isinstance(value, OneOf):
            self.note(f"random {what or ('text' if isinstance(value.random[0], str) else 'number')}", place)

    def performed(self, b: Behaviour, a: Action) -> None:
        """An action in the words of its driver."""
        own = self.circuit.board
        if a.act in ("board", own) and a.action in ONBOARD:
            self.note(f"do board's lamp.{a.action}", (b.id, f"do {own}.{a.action}"))
            return
        device = self.devices.get(a.act)
        if device is None:
            self.note(f"do board.{a.action}", (b.id, f"do board.{a.action}"))
            return
        same = [x for x in b.do if x.action == a.action and x.act != a.act]
        if a.action in ("chase", "show", "bar") and same and device.driver.cls in behave.PLAIN:
            self.note({"chase": "row chase:", "show": "row dice:", "bar": "row gauge:"}[a.action], (b.id, "do row"))
        action = {"fade": "ramp"}.get(a.action, a.action) if a.arg("to_pct") is not None else a.action
        if action in device.driver.actions:
            self.note(f"do {device.driver.name}.{action}", (b.id, f"do {a.act}.{action}"))
            if is_following(a):
                self.note(f"follows: {action}", (b.id, f"argument {a.act}"), (b.id, f"do {a.act}"))
            for name, _ in a.args:
                self.note(f"argument {action}.{name}", (b.id, f"argument {a.act}"))


def readings(when: Condition) -> list[Reading]:
    """Every reading in a condition."""
    if isinstance(when, Reading):
        return [when]
    inner = when.all if isinstance(when, AllOf) else when.any if isinstance(when, AnyOf) else (when.held,) if isinstance(when, Held) else ()
    return [r for c in inner for r in readings(c)]
