"""Voltages of nets and what pins put on them, in numbers where facts allow. Unknown stays None."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ohm_core.catalogue.schema import Fact, Pin, Rail
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.circuit.trace import is_resistor, ohms
from ohm_core.design.values import PinRef
from ohm_core.units import Range

ZERO = Range(0.0, 0.0)


def volts_from(fact: Fact | None, domain: float | None, pick: str) -> float | None:
    """The number `pick` (min, typ, max) of a fact in volts, its ratio or offset applied to DOMAIN; None where unknown."""
    if fact is None or fact.unknown:
        return None
    value: float | None = getattr(fact, pick)
    if value is None or (fact.of or fact.over) and domain is None:
        return None
    if fact.of:
        return value * (domain or 0.0)
    return value + (domain or 0.0) if fact.over else value


def whole(fact: Fact | None) -> Range | None:
    """All values a fact allows."""
    if fact is None or fact.unknown:
        return None
    known = [x for x in (fact.min, fact.typ, fact.max) if x is not None]
    return Range(min(known), max(known)) if known else None


@dataclass(frozen=True)
class Feed:
    """A source of power on a net: who, from which pin, its volts (None unknown) and its limit in A."""

    pin: PinRef
    volts: Range | None
    limit_a: float | None
    rail: Rail


class Electric:
    """The electrical view of a circuit, computed once and asked by rules."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit

    @cached_property
    def feeds(self) -> dict[str, list[Feed]]:
        """Sources of power by net name: rails of boards, batteries, converters and supplies that are joined to something."""
        found: dict[str, list[Feed]] = {}
        for item in self.circuit.parts.values():
            done: set[str] = set()
            for rail in item.part.rail:
                net = self.circuit.net_at(item.ref, rail.pin)
                if net is None or rail.pin in done or rail.follows and not self._runs(item, rail):
                    continue
                if not self._runs(item, rail):
                    continue
                done.add(rail.pin)
                found.setdefault(net.name, []).append(Feed(PinRef(item.ref, rail.pin), self._rail_volts(item, rail), rail.max_a.any() if rail.max_a else None, rail))
        return found

    def _runs(self, item: Instance, rail: Rail) -> bool:
        """True when the rail's source is there: USB (unless the board is fed at a pin), a cell, or a supply pin that is joined."""
        source = rail.source.lower()
        if rail.kind == "cell" or not rail.source:
            return True
        if item.is_board:
            return self._board_runs(item, source)
        pin = item.pin(rail.source)
        return pin is None or self.circuit.net_at(item.ref, pin.name) is not None

    def _board_runs(self, board: Instance, source: str) -> bool:
        entries = [s.pin for s in board.part.supply if self._fed_outside(board, s.pin)]
        if source == "usb":
            return not entries or self.circuit.design.supply.source == "usb"
        return True

    def _fed_outside(self, board: Instance, pin: str) -> bool:
        """True when another part's rail feeds this pin of the board."""
        net = self.circuit.net_at(board.ref, pin)
        if net is None:
            return False
        return any(i.ref != board.ref and any(r.pin in (p.name, p.joined) for r in i.part.rail) for i, p in self.circuit.on(net))

    def _rail_volts(self, item: Instance, rail: Rail) -> Range | None:
        chosen = item.use.attr("output_v")
        if isinstance(chosen, (int, float)) and rail.kind == "switching":
            return Range(float(chosen), float(chosen))
        if rail.v is not None and not rail.v.unknown:
            if rail.kind != "cell" and rail.v.typ is not None:
                return Range(rail.v.typ, rail.v.typ)
            return whole(rail.v)
        if rail.follows:
            net = self.circuit.net_at(item.ref, rail.follows)
            above = self.volts(net) if net else None
            drop = (rail.drop_v.any() if rail.drop_v else 0.0) or 0.0
            return Range((above.min or 0) - drop, (above.max or 0) - drop) if above else None
        return None

    @cached_property
    def grounds(self) -> list[str]:
        """Names of nets that are somebody's ground."""
        return [n.name for n in self.circuit.nets if any(p.connect == "ground" and i.known or i.known is False and p.connect == "ground" for i, p in self.circuit.on(n))]

    def volts(self, net: Net | None) -> Range | None:
        """The supply voltage of a net: 0 for ground, that of its source; None for signals and where nobody knows."""
        if net is None:
            return None
        if net.name in self._volts:
            return self._volts[net.name]
        self._volts[net.name] = None  # a rail that follows itself ends here
        self._volts[net.name] = self._find(net)
        return self._volts[net.name]

    @cached_property
    def _volts(self) -> dict[str, Range | None]:
        return {}

    def _find(self, net: Net) -> Range | None:
        known = [f.volts for f in self.feeds.get(net.name, []) if f.volts]
        if known:
            outer = [f.volts for f in self.feeds[net.name] if f.volts and f.pin.ref != self.circuit.board]
            pick = outer or known
            return Range(min(v.min or 0 for v in pick), max(v.max or 0 for v in pick))
        if self.is_ground(net):
            return ZERO
        return None

    def is_ground(self, net: Net) -> bool:
        return net.kind == "ground" and not self.feeds.get(net.name) or any(i.ref == self.circuit.board and p.connect == "ground" for i, p in self.circuit.on(net))

    def domain(self, ref: str, pin: Pin) -> Range | None:
        """The voltage of the supply that sets a pin's levels."""
        item = self.circuit.parts[ref]
        if not pin.domain:
            return None
        net = self.circuit.net_at(ref, pin.domain)
        at = self.volts(net) if net else None
        if at is None and item.is_board:
            rail = next((r for r in item.part.rail if r.pin == pin.domain and r.v), None)
            value = rail.v.any() if rail and rail.v else {"5V": 5.0, "3V3": 3.3}.get(pin.domain)
            return Range(value, value) if value is not None else None
        return at

    def drives(self, ref: str, pin: Pin) -> float | None:
        """The highest voltage the pin puts on its net when it speaks; None where unknown or where it only listens."""
        domain = self.domain(ref, pin)
        top = domain.max if domain else None
        for fact in (pin.voh_v, pin.analog_out_v, pin.output_v):
            for pick in ("max", "typ", "min"):
                value = volts_from(fact, top, pick)
                if value is not None:
                    return value
        return top

    def resistors(self, net: Net) -> Iterator[tuple[Instance, Net, float | None]]:
        """Resistors on a net with the net at their other end."""
        for item, pin in self.circuit.on(net):
            if is_resistor(item):
                for other in item.part.pin:
                    far = self.circuit.net_at(item.ref, other.name)
                    if far is not None and other.name != pin.name:
                        yield item, far, ohms(item)

    def others(self, net: Net, ref: str) -> Iterator[tuple[Instance, Pin]]:
        """Parts and pins on a net, without one reference."""
        return ((i, p) for i, p in self.circuit.on(net) if i.ref != ref)
