"""Mutants of a generated program: one thing changed in its behaviours, its run or its figures, as a slip of the generator would change it.
What the program only reports (`report()`), its speed on the serial line and the drivers are left alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.design.behaviour import subjects
from ohm_core.firmware.behave import PLAIN
from tests.behaviours.case import LANGUAGES, Case, Way, files_of, wired
from tests.behaviours.figures import changed_figures
from tests.behaviours.forms import Place
from tests.behaviours.owners import Owners
from tests.behaviours.spots import Span, Spot, spots

MAIN = ("firmware.ino", "behaviours.ino", "main.py", "behaviours.py")
ALIKE = 1  # of mutants of one kind in one case so many are taken, beside those at places of their own
# A method and the one that a slip would call instead.
OTHER = {"on": "off", "off": "on", "toggle": "on", "forward": "backward", "backward": "forward", "above": "below", "below": "above", "began": "ended", "ended": "began", "blink": "off", "clear": "", "stop": "on"}
COMPARED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
# Actions that are over at once, by the driver's class: its update is for others.
SWITCHED = ("on", "off", "toggle", "bar", "show", "chase")
AT_ONCE = {**dict.fromkeys(PLAIN, SWITCHED), "PwmOutput": (*SWITCHED, "set", "speed"), "RgbLed": (*SWITCHED, "set", "color"), "ServoMotor": ("move", "on", "off", "toggle"), "BoardServo": ("move", "on", "off", "toggle"), "Speaker": ("tone", "off"), "LedMatrix": ("number", "clear", "set", "bar"), "TextLink": ("send",), "RadioLink": ("send",), "LedBar": SWITCHED,
           **dict.fromkeys(("ParallelLcd", "I2cLcd", "OledDisplay", "DigitDisplay"), ("show", "number", "clear", "set", "bar", "on", "off")),
           "BridgeMotor": (*SWITCHED, "speed", "forward", "backward", "stop", "reverse")}


@dataclass(frozen=True)
class Mutant:
    """`kind` what was done, `was` and `now` the text before and after, `places` the aspects of behaviours that it wrongs."""

    case: str
    way: Way
    kind: str
    function: str
    was: str
    now: str
    places: frozenset[Place]
    files: tuple[tuple[str, str], ...]
    """The files that differ, whole."""

    @property
    def name(self) -> str:
        return f"{self.case} | {self.way} | {self.function}: {self.kind}: {self.was} → {self.now}"

    @property
    def rank(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()


def mutants(case: Case, way: Way) -> list[Mutant]:
    """Mutants of a case's program: of each kind one, and at least one at each place of each behaviour that has any."""
    made = sorted({m.name: m for m in _all(case, way)}.values(), key=lambda m: m.rank)
    taken: list[Mutant] = []
    alike: dict[tuple[str, str], int] = {}
    places: set[Place] = set()
    for m in made:
        key = (m.kind, re.sub(r"\d+", "", m.was if m.kind.startswith("figure") else m.was.rpartition(".")[2].partition("(")[0]))
        if alike.get(key, 0) < ALIKE or m.places - places:
            alike[key] = alike.get(key, 0) + 1
            places |= m.places
            taken.append(m)
    return taken


def _all(case: Case, way: Way) -> Iterator[Mutant]:
    files, circuit = files_of(case, way), wired(case, way)
    owners = Owners.of(circuit, LANGUAGES[way])
    for path in MAIN:
        if path in files:
            raw = files[path].encode()
            found = [s for s in spots(files[path], way == "python") if not _left_alone(s) and not _idle(s, owners)]
            for spot in found:
                for kind, edits in _changes(spot, found, raw, owners, way == "python"):
                    now = _edited(raw, edits)
                    yield Mutant(case.name, way, kind, spot.function, _short(spot.text), _short(_seen(raw, edits)), frozenset(owners.places(spot)), ((path, now),))
    for name, was, now, changed in changed_figures(files, owners, way):
        yield Mutant(case.name, way, "figure " + now[0], name, was, now[1], frozenset(owners.figure(name)), tuple(changed.items()))


def _left_alone(spot: Spot) -> bool:
    """What only tells or waits: the report on the serial monitor, the pause of the loop, the words at a file's head."""
    return spot.function == "report" or spot.method in ("report", "sleep_ms") or spot.receiver == "Serial" and spot.function == "setup" or spot.kind == "text" and not spot.inside


def _idle(spot: Spot, owners: Owners) -> bool:
    """The update of a part that is only switched: nothing of it takes time, so that its update does nothing."""
    device = owners.variable(spot.receiver)
    if device is None or spot.method != "update" or any(s.startswith(f"{device.ref}.") for b in owners.circuit.design.behaviours for s in subjects(b.when)):
        return False
    asked = [a for b in owners.circuit.design.behaviours for a in (*b.do, *b.else_) if a.act == device.ref]
    return all(a.for_s is None and a.arg("duration_s") is None and a.action in AT_ONCE.get(device.driver.cls, ()) for a in asked)


Edit = tuple[Span, str]


def _edited(raw: bytes, edits: list[Edit]) -> str:
    for (start, end), text in sorted(edits, reverse=True):
        raw = raw[:start] + text.encode() + raw[end:]
    return raw.decode()


def _seen(raw: bytes, edits: list[Edit]) -> str:
    return " … ".join(text or "nothing" for _, text in sorted(edits))


def _short(text: str) -> str:
    return " ".join(text.split())[:90]


def _changes(spot: Spot, beside: list[Spot], raw: bytes, owners: Owners, python: bool) -> Iterator[tuple[str, list[Edit]]]:
    """Every change of a spot: what it is called, and the edits."""
    nothing = "pass" if python else ";"
    if spot.kind == "if":
        yield "negated", [(spot.span, f"not ({spot.text})" if python else f"!({spot.text})")]
        if spot.otherwise and python:
            yield "else dropped", [(spot.otherwise, "pass")]
        elif spot.otherwise:
            yield "else dropped", [(spot.otherwise, "")]
    elif spot.kind == "joined":
        yield "joined otherwise", [(spot.operator_at, (" or " if spot.operator == "&&" else " and ") if python else ("||" if spot.operator == "&&" else "&&"))]
        words = [raw[a:b].decode() for a, b in spot.parts]
        yield from (("one of several dropped", [(spot.span, (" and " if spot.operator == "&&" else " or ").join(w for j, w in enumerate(words) if j != i) if python else words[1 - i])]) for i in range(len(words)))
    elif spot.kind == "compared":
        yield "compared otherwise", [(spot.operator_at, f" {COMPARED[spot.operator]} " if python else COMPARED[spot.operator])]
    elif spot.kind == "text":
        yield "another text", [(spot.span, '"?"')]
    elif spot.whole:
        line_end = spot.span[1] + (0 if python else 1)
        yield "dropped", [((spot.span[0], line_end), nothing)]
        yield from _swapped(spot, beside, raw, owners)
    else:
        yield from _swapped(spot, beside, raw, owners)


def _swapped(spot: Spot, beside: list[Spot], raw: bytes, owners: Owners) -> Iterator[tuple[str, list[Edit]]]:
    """Calls of another method, of another part, with other arguments."""
    at = spot.span[0]
    head = len(spot.receiver.encode()) + 1 if spot.receiver else 0
    name_at = (at + head, at + head + len(spot.method.encode()))
    device = owners.variable(spot.receiver)
    if spot.function == "loop" or spot.method in ("begin", "update"):
        return
    if (other := OTHER.get(spot.method)) and (device is None or other in device.driver.actions):
        last = spot.span[1]
        yield "another method", [((name_at[0], last), f"{other}()")] if device else [(name_at, other)]
    if device and (same := next((d for d in owners.devices if d is not device and d.driver.cls == device.driver.cls), None)):
        yield "another part", [((at, at + head - 1), same.var if spot.receiver == device.var else _like(spot.receiver, same.var))]
    if device and not spot.whole and (event := _other_event(spot, owners)):
        yield "another event", [(name_at, event)]
    if spot.method in ("at", "begins") and spot.parts:
        yield from _order(spot, beside, raw)
    if spot.method in ("mapRange", "map_range"):
        (a, b), words = (spot.parts[3], spot.parts[4]), [raw[p[0] : p[1]].decode() for p in spot.parts]
        yield "ends swapped", [(a, words[4]), (b, words[3])]
    if spot.method == "pick":
        yield "always the first", [(spot.span, f"{raw[spot.parts[0][0]:spot.parts[0][1]].decode()}[0]")]
    if device and spot.whole and spot.parts and (live := raw[spot.parts[0][0] : spot.parts[0][1]].decode()).endswith(")") and "(" in live and '"' not in live:
        yield "follows nothing", [(spot.parts[0], "50")]
    if spot.method in ("above", "below") and raw[spot.parts[1][0] : spot.parts[1][1]].decode().endswith(")"):
        yield "follows nothing", [(spot.parts[1], "50")]


def _like(old: str, var: str) -> str:
    from ohm_core.firmware.names import camel

    return var if var[-1:].isdigit() else camel(var)


def _other_event(spot: Spot, owners: Owners) -> str:
    """Another event of the same driver, in the way this language writes methods."""
    from ohm_core.firmware.names import camel, snake

    device = owners.variable(spot.receiver)
    methods = sorted(set(device.driver.events.values())) if device else []
    if snake(spot.method) not in methods:
        return ""
    other = next((m for m in methods if m != snake(spot.method)), "")
    return camel(other) if "_" not in spot.method and spot.method != snake(spot.method) or owners.language == "arduino" else other


def _order(spot: Spot, beside: list[Spot], raw: bytes) -> Iterator[tuple[str, list[Edit]]]:
    """This place in the order and the next one, exchanged."""
    number = raw[spot.parts[0][0] : spot.parts[0][1]].decode()
    mates = [s for s in beside if s.kind == "call" and (s.receiver, s.method, s.function) == (spot.receiver, spot.method, spot.function) and s.span > spot.span]
    if mates:
        next_number = raw[mates[0].parts[0][0] : mates[0].parts[0][1]].decode()
        yield "order swapped", [(spot.parts[0], next_number), (mates[0].parts[0], number)]
