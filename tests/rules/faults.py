"""Faults put into right circuits, one at a time and systematically: what a slip of the hand makes of a wiring."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ohm_core.catalogue.catalogue import find_pin, load
from ohm_core.catalogue.schema import Part, Pin
from ohm_core.circuit.circuit import resolve
from ohm_core.design.file import design_from
from ohm_core.design.finding import Finding
from ohm_core.rules import check

Json = dict[str, Any]
OPTIONAL = frozenset({"", "open", "chain.out", "rail"})


@dataclass(frozen=True)
class Fault:
    """A wrong design: what was done, and the references and board pins at fault (any of them may be named)."""

    kind: str
    design: Json
    at: tuple[str, ...]


class Bench:
    """A right design with its parts, ready to be broken."""

    def __init__(self, design: Json) -> None:
        self.design = design
        self.board: str = design.get("board", "")
        catalogue = load()
        self.parts = {r: catalogue.part(u["part"], str(u.get("attrs", {}).get("variant", ""))) for r, u in design["parts"].items() if u["part"] != "custom"}

    def pin(self, end: str) -> Pin | None:
        ref, _, name = end.partition(".")
        return find_pin(self.parts[ref], name) if ref in self.parts else None

    def with_wires(self, wires: list[list[str]]) -> Json:
        body = copy.deepcopy(self.design)
        body["connections"] = wires
        return body

    def renamed(self, swap: dict[str, str]) -> Json:
        return self.with_wires([[swap.get(e, e) for e in w] for w in self.design["connections"]])

    def ends(self, ref: str) -> list[str]:
        return list(dict.fromkeys(e for w in self.design["connections"] for e in w if e.split(".")[0] == ref))

    def others(self) -> Iterator[tuple[str, Part]]:
        return ((r, p) for r, p in self.parts.items() if r != self.board)

    def degree(self, end: str) -> int:
        return sum(e == end for w in self.design["connections"] for e in w)


def faults(design: Json) -> Iterator[Fault]:
    """Every fault that this design can have."""
    bench = Bench(design)
    if not bench.board:
        return
    for make in (_dropped, _swapped_supply, _reversed, _bridged, _swapped_bus, _shorted, _wrong_rail, _wrong_pin, _missing_part):
        yield from make(bench)


def _needed(bench: Bench, ref: str, end: str) -> Pin | None:
    """The pin of a part when it cannot do without it and one wire holds it."""
    pin = bench.pin(end)
    return pin if pin and pin.connect not in OPTIONAL and not pin.optional and bench.degree(end) == 1 and not pin.joined else None


def _dropped(bench: Bench) -> Iterator[Fault]:
    for ref, part in bench.others():
        if part.category.startswith(("passive", "diode", "power")):
            continue
        for end in bench.ends(ref):
            pin = _needed(bench, ref, end)
            if pin and pin.connect not in ("tie.ground", "tie.supply"):
                wires = [w for w in bench.design["connections"] if end not in w]
                kind = "missing power" if pin.connect == "supply" else "missing ground" if pin.connect == "ground" else "missing signal"
                lost = (e.split(".")[0] for w in bench.design["connections"] if end in w for e in w if e.split(".")[0] != bench.board)
                yield Fault(kind, bench.with_wires(wires), (ref, *lost))


def _swapped_supply(bench: Bench) -> Iterator[Fault]:
    for ref, part in bench.others():
        for supply in part.supply[:1]:
            used = {p.name: e for e in bench.ends(ref) if (p := bench.pin(e))}
            if supply.pin in used and supply.ground in used and not part.rail:
                a, b = used[supply.pin], used[supply.ground]
                yield Fault("supply reversed", bench.renamed({a: b, b: a}), (ref,))


def _reversed(bench: Bench) -> Iterator[Fault]:
    for ref, part in bench.others():
        polar = (part.load and not part.load.either_way and part.load.kind == "led") or part.category.startswith("diode") or part.id == "capacitor-electrolytic"
        ends = bench.ends(ref)
        if polar and len(part.pin) == 2 and len(ends) == 2:
            yield Fault("part reversed", bench.renamed({ends[0]: ends[1], ends[1]: ends[0]}), (ref,))


def _bridged(bench: Bench) -> Iterator[Fault]:
    """A series resistor left out (a wire in its place)."""
    lit = {e for r, p in bench.others() if p.load and p.load.kind in ("led", "speaker") or p.loads for e in bench.ends(r)}
    for ref, part in bench.others():
        near = [e for w in bench.design["connections"] if any(x.split(".")[0] == ref for x in w) for e in w]
        if part.category == "passive:resistor" and lit & set(near):
            yield Fault("resistor left out", bench.with_wires([*bench.design["connections"], [f"{ref}.1", f"{ref}.2"]]), (ref, *(e.split(".")[0] for e in near)))


def _swapped_bus(bench: Bench) -> Iterator[Fault]:
    for ref, _ in bench.others():
        lines = {p.connect: e for e in bench.ends(ref) if (p := bench.pin(e))}
        for a, b, kind in (("i2c.sda", "i2c.scl", "SDA and SCL swapped"), ("spi.mosi", "spi.miso", "MOSI and MISO swapped")):
            board = bench.parts[bench.board].board
            if a in lines and b in lines and board is not None and (board.family in ("avr", "rp2040") or all(_has_its_pin(bench, lines[x], x) for x in (a, b))):
                yield Fault(kind, bench.renamed({lines[a]: lines[b], lines[b]: lines[a]}), (ref,))


HELPERS = ("passive:resistor", "diode", "transistor", "driver", "logic:level_shifter", "isolator", "power")


def _missing_part(bench: Bench) -> Iterator[Fault]:
    """A part that others work with left out, its wires with it."""
    for ref, part in bench.others():
        wires = [w for w in bench.design["connections"] if all(e.split(".")[0] != ref for e in w)]
        if part.category.startswith(HELPERS) and len(wires) < len(bench.design["connections"]) and not _one_of_many_leds(bench, ref) and not _holds_down(bench, ref):
            body = bench.with_wires(wires)
            del body["parts"][ref]
            near = {e for end in bench.ends(ref) for e in _net(bench, end) if e.split(".")[0] != ref}
            if not any(r != bench.board and not p.category.startswith("power") for e in near if (r := e.split(".")[0]) in bench.parts and (p := bench.parts[r])):
                continue  # nobody worked with it
            yield Fault(f"missing {part.category.split(':')[-1] if part.category.startswith('passive') else part.category.split(':')[0]}", body, tuple(near | {e.split(".")[0] for e in near} - {bench.board}))


def _net(bench: Bench, end: str) -> set[str]:
    """All ends that wires join to one; of a supply or ground, which many share, only those at the other end of its wires."""
    found, todo = {end}, [end]
    while todo:
        at = todo.pop()
        new = {e for w in bench.design["connections"] if at in w for e in w} - found
        found |= new
        todo += [e for e in new if not _is_power(bench, e)]
    return found


def _is_power(bench: Bench, end: str) -> bool:
    pin = bench.pin(end)
    return pin is not None and pin.connect in ("supply", "ground", "rail")


def _has_its_pin(bench: Bench, end: str, job: str) -> bool:
    """True where the wire ends at the pin that the board has for the job: on others a swap only chooses pins."""
    board = bench.parts[bench.board].board
    return board is not None and board.prefer.get(job, "") == _to_board(bench, end).partition(".")[2]


def _to_board(bench: Bench, end: str) -> str:
    """The board's pin that a wire joins to an end; '' where there is none."""
    return next((e for w in bench.design["connections"] if end in w for e in w if e.split(".")[0] == bench.board), "")


def _holds_down(bench: Bench, ref: str) -> bool:
    """A resistor between a transistor's control and ground: better practice, told as such."""
    mine = [e for w in bench.design["connections"] if any(x.split(".")[0] == ref for x in w) for e in w if e.split(".")[0] != ref]
    controls = [e for e in mine if (s := bench.parts[e.split(".")[0]].switch if e.split(".")[0] in bench.parts else None) and e.split(".")[1] in {c for c, _ in s.channels}]
    return bool(controls) and any((p := bench.pin(e)) is not None and p.connect == "ground" for e in mine)


def _one_of_many_leds(bench: Bench, ref: str) -> bool:
    """A resistor without which one colour or segment stays dark: who draws it so may mean it."""
    near = {e for w in bench.design["connections"] if any(x.split(".")[0] == ref for x in w) for e in w if e.split(".")[0] != ref}
    return any(len(bench.parts[e.split(".")[0]].loads) > 1 for e in near if e.split(".")[0] in bench.parts)


def _shorted(bench: Bench) -> Iterator[Fault]:
    """A board pin in use, wired to ground or to the logic supply as well."""
    board = bench.parts[bench.board].board
    for end in bench.ends(bench.board):
        pin = bench.pin(end)
        if pin and {"out", "in"} <= set(pin.functions) and board:
            for rail, kind in (("GND", "pin shorted to ground"), (board.logic_rail, "pin shorted to the supply")):
                yield Fault(kind, bench.with_wires([*bench.design["connections"], [end, f"{bench.board}.{rail}"]]), (end, *_neighbours(bench, end)))


def _neighbours(bench: Bench, end: str) -> tuple[str, ...]:
    return tuple(e.split(".")[0] for w in bench.design["connections"] if end in w for e in w if e != end)


def _wrong_rail(bench: Bench) -> Iterator[Fault]:
    """A part for less than 4 V on 5 V, and one for more than 4 V on 3.3 V."""
    five = next((p.name for p in bench.parts[bench.board].pin if p.name in ("5V", "VBUS", "VIN") and p.name in {r.pin for r in bench.parts[bench.board].rail if r.source == "usb"}), "")
    for ref, part in bench.others():
        for supply in part.supply[:1]:
            v = supply.v
            for end in bench.ends(ref):
                if not v or (p := bench.pin(end)) is None or p.name != supply.pin or bench.degree(end) != 1:
                    continue
                if v.max is not None and v.max < 4.5 and five:
                    yield Fault("5 V on a 3.3 V part", _rewired(bench, end, five), (ref,))
                if v.min is not None and v.min >= 4.4 and not part.rail and find_pin(bench.parts[bench.board], "3V3"):
                    yield Fault("3.3 V on a 5 V part", _rewired(bench, end, "3V3"), (ref,))


def _rewired(bench: Bench, end: str, rail: str) -> Json:
    return bench.with_wires([*(w for w in bench.design["connections"] if end not in w), [end, f"{bench.board}.{rail}"]])


def _wrong_pin(bench: Bench) -> Iterator[Fault]:
    """An analog signal on a pin without a converter; two signals on one pin."""
    board = bench.parts[bench.board]
    plain = next((p.name for p in board.pin if {"gpio", "out"} <= set(p.functions) and not any(f.startswith("adc:") for f in p.functions) and not p.reset and p.name not in (board.board.avoid if board.board else ())), "")
    for ref, _ in bench.others():
        for end in bench.ends(ref):
            pin = bench.pin(end)
            to = next((e for w in bench.design["connections"] if end in w for e in w if e.split(".")[0] == bench.board), "")
            if pin and pin.connect == "analog.in" and to and plain and pin.type == "output":
                yield Fault("analog signal on a digital pin", bench.renamed({to: f"{bench.board}.{plain}"}), (ref,))
            if pin and pin.type == "output" and to and pin.connect in ("digital.in", "pulse.in", "analog.in"):
                yield from _doubled(bench, ref, end, to)


def _doubled(bench: Bench, ref: str, end: str, to: str) -> Iterator[Fault]:
    other = next((e for r, p in bench.others() if r != ref for e in bench.ends(r) if (q := bench.pin(e)) and q.type in ("output", "input") and q.connect.split(".")[0] in ("digital", "pulse", "analog", "pwm") and q.drive != "open_drain"), "")
    if other:
        yield Fault("two signals on one pin", bench.with_wires([*(w for w in bench.design["connections"] if other not in w), [other, to]]), (ref, other.split(".")[0], to))


@dataclass(frozen=True)
class Rate:
    """How many faults of a kind were put in, and how many a new error or warning on the part or pin at fault caught."""

    kind: str
    caught: int
    of: int


def rates(designs: list[Json]) -> list[Rate]:
    """Catch rates by kind over all faults of these right designs, in the order the kinds first occur."""
    caught: dict[str, list[bool]] = {}
    for design in designs:
        before = {(f.rule, f.subjects) for f in _findings(design)}
        for fault in faults(design):
            new = [f for f in _findings(fault.design) if f.severity != "info" and (f.rule, f.subjects) not in before]
            named = {s for f in new for s in (*f.subjects, *(x.split(".")[0] for x in f.subjects))}
            caught.setdefault(fault.kind, []).append(bool(named & set(fault.at)))
    return [Rate(k, sum(v), len(v)) for k, v in caught.items()]


def _findings(design: Json) -> tuple[Finding, ...]:
    return check(resolve(design_from(design), load())).findings
