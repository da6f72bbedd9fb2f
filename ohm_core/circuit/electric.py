"""Voltages of nets and what pins put on them, in numbers where facts allow. Unknown stays None. It judges nothing.

A net has a voltage of its own where a source of power that runs is joined to it. Behind what conducts (a closed switch, a
diode, a shunt) supplies reach further: `supplied` follows them. Grounds that wires, closed switches and power converters
join count as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ohm_core.catalogue.schema import Pin, Rail
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.circuit.conducts import conducts
from ohm_core.circuit.trace import is_resistor, ohms
from ohm_core.circuit.volts import ZERO, Volts, volts_from, whole
from ohm_core.design.values import PinRef

HOPS = 4  # things that conduct in a row, at most


@dataclass(frozen=True)
class Feed:
    """A source of power on a net: who, from which pin, its volts (None unknown) and its limit in A."""

    pin: PinRef
    volts: Volts | None
    limit_a: float | None
    rail: Rail


class Electric:
    """The electrical view of a circuit, computed once and asked by rules and the power budget."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self._on: dict[str, tuple[tuple[Instance, Pin], ...]] = {}
        self._resistors: dict[str, tuple[tuple[Instance, Net, float | None], ...]] = {}
        self._volts: dict[str, Volts | None] = {}
        self._supplied: dict[str, Volts | None] = {}
        self._entries: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, tuple[tuple[Net, float], ...]] = {}
        self._at: dict[tuple[str, str], Volts | None] = {}

    def on(self, net: Net) -> tuple[tuple[Instance, Pin], ...]:
        """The parts and pins of a net."""
        if net.name not in self._on:
            self._on[net.name] = tuple(self.circuit.on(net))
        return self._on[net.name]

    @cached_property
    def feeds(self) -> dict[str, list[Feed]]:
        """Sources of power that run, by the name of the net they are joined to."""
        found: dict[str, list[Feed]] = {}
        for item in self.circuit.parts.values():
            done: set[str] = set()
            for rail in item.part.rail:
                net = self.circuit.net_at(item.ref, rail.pin)
                if net is not None and rail.pin not in done and self.runs(item, rail):
                    done.add(rail.pin)
                    found.setdefault(net.name, []).append(Feed(PinRef(item.ref, rail.pin), self.rail_volts(item, rail), limit_a(item, rail), rail))
        return found

    def runs(self, item: Instance, rail: Rail) -> bool:
        """True when the rail's source is there: a cell, the mains, USB (of a board that nothing else feeds), a pin that is joined."""
        source = rail.source.lower()
        if rail.kind == "cell" or source in ("", "cell", "mains") or (source == "usb" and not item.is_board):
            return True
        if source == "usb":
            return not self.entries(item) or rail.follows in self.entries(item)
        if not item.is_board:
            return self.circuit.net_at(item.ref, rail.source) is not None
        above = [r for r in item.part.rail if r is not rail and r.pin == rail.source and r.source != rail.pin]
        return rail.source in self.entries(item) or any(self.runs(item, r) for r in above)

    def entries(self, board: Instance) -> tuple[str, ...]:
        """The supply pins of a board that another part feeds; none means that it runs from USB."""
        if board.ref not in self._entries:
            self._entries[board.ref] = tuple(s.pin for s in board.part.supply if self._fed_outside(board, s.pin))
        return self._entries[board.ref]

    def _fed_outside(self, board: Instance, pin: str) -> bool:
        net = self.circuit.net_at(board.ref, pin)
        return net is not None and any(self._gives(board, i, p) for near, _ in self._conducting(net) for i, p in self.on(near))

    def _gives(self, board: Instance, other: Instance, pin: Pin) -> bool:
        """True when OTHER feeds BOARD at this pin; between two boards the design's own feeds the other."""
        if other.ref == board.ref or (other.is_board and board.ref == self.circuit.board):
            return False
        return any(r.pin in (pin.name, pin.joined) and (other.is_board or self.runs(other, r)) for r in other.part.rail)

    def rail_volts(self, item: Instance, rail: Rail) -> Volts | None:
        """What a rail gives: as set, as its fact says, or as what it follows less its drop; cells in series add up."""
        chosen = next((item.use.attr(k) for k in ("output_v", "set_v") if isinstance(item.use.attr(k), (int, float))), None)
        if chosen is not None and rail.kind == "switching":
            return Volts(chosen, chosen, chosen)
        known = whole(rail.v)
        if known and rail.kind == "cell":
            return self._stacked(item, known)
        if known:
            return Volts(known.nominal, known.nominal, known.nominal)
        above = self.at_pin(item, rail.follows) if rail.follows else None
        return above.less((rail.drop_v.any() if rail.drop_v else None) or 0.0) if above else None

    def _stacked(self, cell: Instance, own: Volts) -> Volts:
        """A cell whose minus sits on another's plus gives both together."""
        minus = next((n for p in cell.part.pin if p.connect == "ground" and (n := self.circuit.net_at(cell.ref, p.name))), None)
        below = next((i for i, p in (self.on(minus) if minus else ()) if i.ref != cell.ref and any(r.kind == "cell" and r.pin == p.name for r in i.part.rail)), None)
        under = self.rail_volts(below, below.part.rail[0]) if below and below.ref < cell.ref else None
        if under is None or under.max is None or under.min is None:
            return own
        return Volts((own.min or 0) + under.min, (own.max or 0) + under.max, own.nominal + under.nominal)

    def volts(self, net: Net | None) -> Volts | None:
        """The supply voltage of a net: 0 for ground, that of its source; None for signals and where nobody knows."""
        if net is None:
            return None
        if net.name not in self._volts:
            self._volts[net.name] = None  # a rail that follows itself ends here
            self._volts[net.name] = self._own_volts(net)
        return self._volts[net.name]

    def _own_volts(self, net: Net) -> Volts | None:
        known = [f for f in self.feeds.get(net.name, []) if f.volts]
        pick = [f.volts for f in known if f.pin.ref != self.circuit.board] or [f.volts for f in known]
        if pick:
            return Volts(min(v.min or 0 for v in pick if v), max(v.max or 0 for v in pick if v), max(v.nominal for v in pick if v))
        return ZERO if self.is_ground(net) else None

    def supplied(self, net: Net | None) -> Volts | None:
        """The voltage that a supply brings to a net, through what conducts too. A pin's own signal is no supply."""
        if net is None:
            return None
        if net.name not in self._supplied:
            reached = ((self.volts(near), drop) for near, drop in self._conducting(net))
            live = [v.less(drop) for v, drop in reached if v is not None and v.nominal > 0]
            self._supplied[net.name] = self.volts(net) or (max(live, key=lambda v: v.nominal) if live else None)
        return self._supplied[net.name]

    def feeds_of(self, net: Net) -> list[Feed]:
        """The sources that feed a net, directly or through what conducts."""
        return [f for near, _ in self._conducting(net) for f in self.feeds.get(near.name, [])]

    def _conducting(self, net: Net) -> tuple[tuple[Net, float], ...]:
        """The net itself and those whose supply reaches it, with the volts lost on the way."""
        if net.name not in self._near:
            self._near[net.name] = self._follow(net)
        return self._near[net.name]

    def _follow(self, net: Net) -> tuple[tuple[Net, float], ...]:
        found = {net.name: (net, 0.0)}
        now = [net]
        for _ in range(HOPS):
            steps = [(far, found[near.name][1] + lost) for near in now if near is net or not self._held(near) for far, lost in self._conductors(near)]
            now = [far for far, _ in steps if far.name not in found]
            found.update({far.name: (far, drop) for far, drop in steps if far.name not in found})
        return tuple(found.values())

    def _held(self, net: Net) -> bool:
        """True for nets that a source or ground holds by itself: nothing is followed past them."""
        return any(r.pin in (p.name, p.joined) for i, p in self.on(net) for r in i.part.rail) or any(p.connect == "ground" for _, p in self.on(net))

    def _conductors(self, net: Net) -> Iterator[tuple[Net, float]]:
        for item, pin in self.on(net):
            for other, drop in conducts(item, pin):
                far = self.circuit.net_at(item.ref, other)
                if far is not None and far.name != net.name:
                    yield far, drop

    def is_ground(self, net: Net) -> bool:
        """True for the board's ground, and for any other ground that no source sits on."""
        grounds = [i for i, p in self.on(net) if p.connect == "ground"]
        return any(i.ref == self.circuit.board for i in grounds) or (bool(grounds) and not self.feeds.get(net.name))

    def at_pin(self, item: Instance, name: str) -> Volts | None:
        """The voltage at a supply pin or rail of a part, joined to anything or not; None where nothing feeds it."""
        key = (item.ref, name)
        if key not in self._at:
            self._at[key] = None  # a rail that follows itself ends here
            self._at[key] = self._find_at(item, name)
        return self._at[key]

    def _find_at(self, item: Instance, name: str) -> Volts | None:
        at = self.supplied(self.circuit.net_at(item.ref, name))
        if at is not None:
            return at
        pin = item.pin(name)
        rails = [r for r in item.part.rail if pin and r.pin in (name, pin.name, pin.joined)]
        rail = next((r for r in rails if self.runs(item, r)), rails[0] if rails and item.is_board else None)
        return self.rail_volts(item, rail) if rail else None

    def domain(self, ref: str, pin: Pin) -> Volts | None:
        """The voltage of the supply that sets a pin's levels."""
        return self.at_pin(self.circuit.parts[ref], pin.domain) if pin.domain else None

    def drives(self, ref: str, pin: Pin) -> float | None:
        """The highest voltage the pin puts on its net when it speaks; None where unknown."""
        domain = self.domain(ref, pin)
        top = domain.max if domain else None
        told = [volts_from(f, top, k) for f in (pin.output_v, pin.analog_out_v, pin.voh_v) for k in ("max", "typ")]
        most = next((v for v in told if v is not None), None)
        return most if most is not None else top if top is not None else volts_from(pin.voh_v, top, "min")

    def resistors(self, net: Net) -> tuple[tuple[Instance, Net, float | None], ...]:
        """Resistors on a net with the net at their other end and their ohms (None where not given)."""
        if net.name not in self._resistors:
            ends = ((item, far, ohms(item)) for item, pin in self.on(net) if is_resistor(item) for o in item.part.pin if o.name != pin.name and (far := self.circuit.net_at(item.ref, o.name)))
            self._resistors[net.name] = tuple(e for e in ends if e[1].name != net.name)
        return self._resistors[net.name]

    def others(self, net: Net, ref: str) -> Iterator[tuple[Instance, Pin]]:
        """Parts and pins on a net, without one reference."""
        return ((i, p) for i, p in self.on(net) if i.ref != ref)


def limit_a(item: Instance, rail: Rail) -> float | None:
    """What a rail gives at most, in A: as chosen for the part in use, else its fact."""
    chosen = item.use.attr("max_a")
    return float(chosen) if isinstance(chosen, (int, float)) else rail.max_a.any() if rail.max_a else None
