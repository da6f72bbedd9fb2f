"""The way of the current through LEDs and other loads, from one end to the other. Shared by the rules on currents; not a rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ohm_core.catalogue.schema import Load, Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.conducts import common_of, is_diode
from ohm_core.circuit.hookup import is_contact
from ohm_core.circuit.trace import is_resistor, ohms
from ohm_core.rules.rule import Scene

Kind = Literal["pin", "output", "supply", "ground", "switch", "open", "unknown"]
DEPTH = 5


@dataclass(frozen=True)
class End:
    """Where one side of a load leads: a board pin, another part's output, a supply, ground, a switch, nowhere (open), or
    to what nobody knows. `ohm` is the resistance on the way (None: a resistor without a value), `drop` the volts of LEDs and
    diodes in series, `volts` the level there when it is on, `ref` who ends it, `way` all that was passed."""

    kind: Kind
    volts: float | None = None
    pin: str = ""
    ref: str = ""
    resistors: tuple[str, ...] = ()
    ohm: float | None = 0.0
    drop: float = 0.0
    way: tuple[str, ...] = ()


@dataclass(frozen=True)
class Loop:
    """A load with both its ends."""

    item: Instance
    load: Load
    plus: End
    minus: End

    @property
    def resistors(self) -> tuple[str, ...]:
        return self.plus.resistors + self.minus.resistors

    @property
    def ohm(self) -> float | None:
        return None if self.plus.ohm is None or self.minus.ohm is None else self.plus.ohm + self.minus.ohm

    @property
    def board_pins(self) -> tuple[str, ...]:
        return tuple(e.pin for e in (self.plus, self.minus) if e.kind == "pin")

    @property
    def complete(self) -> bool:
        """True when both ends are known; an end that is not wired yet counts as the rail it must go to (see `drawn`)."""
        return not {self.plus.kind, self.minus.kind} & {"open", "unknown"}

    @property
    def half(self) -> bool:
        """True when one end is driven and the other still open: the rest of the drawing decides."""
        kinds = {self.plus.kind, self.minus.kind}
        return "open" in kinds and bool(kinds & {"pin", "output", "supply"})

    @property
    def volts(self) -> float | None:
        """The volts that drive the current: the higher end's, less what LEDs and diodes in series take. None where nobody knows."""
        tops = [e.volts for e in (self.plus, self.minus) if e.volts is not None]
        if any(e.volts is None and e.kind in ("output", "switch", "pin") for e in (self.plus, self.minus)) and max(tops, default=0.0) <= 0.5:
            return None  # an output of unknown level against ground
        return max(tops) - self.plus.drop - self.minus.drop if tops else None


def loads(item: Instance) -> tuple[Load, ...]:
    return item.part.loads or ((item.part.load,) if item.part.load else ())


def loops(scene: Scene) -> tuple[Loop, ...]:
    """Every load of every part that is joined at one end at least."""
    return scene.once("loops", lambda s: tuple(_loops(s)))


def _loops(scene: Scene) -> Iterator[Loop]:
    for item in scene.parts:
        for load in loads(item):
            plus, minus = scene.net(item.ref, load.plus), scene.net(item.ref, load.minus)
            if (plus or minus) and plus is not minus:
                yield Loop(item, load, _end(scene, plus, item.ref, "plus", DEPTH), _end(scene, minus, item.ref, "minus", DEPTH))


def _end(scene: Scene, net: Net | None, came: str, side: str, depth: int) -> End:
    """From one terminal outwards through what lies in series."""
    if net is None:
        return End("open")
    pins = scene.board_pins(net)
    if pins:
        return End("pin", scene.logic(pins[0]), pins[0].name, scene.circuit.board)
    at = scene.electric.volts(net)
    if at is not None:
        return End("supply" if (at.max or 0) > 0.5 else "ground", at.max)
    if found := _output(scene, net, came):
        return found
    others = [(i, p) for i, p in scene.on(net) if i.ref != came]
    ways = [e for i, p in others if depth and not i.is_board for e in _onward(scene, i, p, side, depth)]
    best = next((e for e in ways if e.kind not in ("open", "unknown")), ways[0] if ways else None)
    return best or End("open" if not others else "unknown")


def _output(scene: Scene, net: Net, came: str) -> End | None:
    """A switch or another part's output that ends the way here."""
    for item, pin in scene.on(net):
        switch = item.part.switch
        if item.ref == came or item.is_board:
            continue
        if (switch and any(pin.name == out or pin.joined == out for _, out in switch.channels)) or (switch and switch.kind == "relay" and pin.type == "passive"):
            return End("switch", _switched(scene, item, pin.name), ref=item.ref)
        if pin.type in ("output", "tri_state") or pin.type == "open_collector":
            return End("output", scene.electric.drives(item.ref, pin) if pin.type != "open_collector" else 0.0, ref=item.ref)
    return None


def _switched(scene: Scene, item: Instance, out: str) -> float | None:
    """The level of a switch's load pin when it is on: its common's; 0 for a low-side one."""
    switch = item.part.switch
    assert switch is not None
    if switch.kind in ("nmos", "npn", "darlington", "optocoupler"):
        return 0.0
    at = scene.electric.at_pin(item, common_of(item, out)) if switch.common else None
    return at.max if at else None


def _onward(scene: Scene, item: Instance, pin: Pin, side: str, depth: int) -> Iterator[End]:
    """The ends behind one thing in series: a resistor, a contact, a diode or LED the right way round."""
    for other, resistor, drop in _passes(item, pin, side):
        far = scene.net(item.ref, other)
        if far is None:
            continue
        end = _end(scene, far, item.ref, side, depth - 1)
        ohm = ohms(item) if resistor else 0.0
        total = None if end.ohm is None or ohm is None else end.ohm + ohm
        yield replace(end, resistors=((item.ref, *end.resistors) if resistor else end.resistors), ohm=total, drop=end.drop + drop, way=(item.ref, *end.way))


def _passes(item: Instance, pin: Pin, side: str) -> Iterator[tuple[str, bool, float]]:
    if is_resistor(item):
        yield from ((p.name, True, 0.0) for p in item.part.pin if p.name != pin.name)
    elif is_contact(item):
        yield from ((p.name, False, 0.0) for p in item.part.pin if (p.joined or p.name) != (pin.joined or pin.name))
    elif is_diode(item) and pin.name == ("C" if side == "plus" else "A"):
        yield ("A" if side == "plus" else "C"), False, 0.6
    else:
        for load in loads(item):
            if load.kind == "led" and pin.name == (load.minus if side == "plus" else load.plus):
                yield (load.plus if side == "plus" else load.minus), False, led_forward(item, load) or 1.8


def led_forward(item: Instance, load: Load) -> float | None:
    """The usual forward voltage of an LED in its colour, in V; None where nobody knows."""
    spec = item.part.attrs.get("color")
    color = str(item.use.attr("color") or (spec.default if spec else "") or next(iter(load.vf_v), ""))
    fact = load.vf_v.get(color) or next(iter(load.vf_v.values()), None)
    if fact is None or fact.unknown:
        return None
    return fact.typ if fact.typ is not None else fact.min


def load_amps(loop: Loop) -> float | None:
    """The current through a load when on, in A: by Ohm's law for LEDs, speakers and coils of known resistance, else the
    part's own figure, brought to the volts it gets. None where nobody knows."""
    load, volts = loop.load, loop.volts
    if load.kind == "led":
        forward = led_forward(loop.item, load)
        return None if volts is None or forward is None or not loop.ohm else max(0.0, (volts - forward) / loop.ohm)
    inside = load.ohm.any() if load.ohm else None
    if load.kind in ("speaker", "coil") and inside and volts and loop.ohm is not None:
        return volts / (inside + loop.ohm)
    usual, rated = load.typical_a.any() if load.typical_a else None, load.v.typ if load.v else None
    if usual and volts and rated and volts < rated:
        return usual * volts / rated
    return usual
