"""What a supply has to give: the draws on its net and on every rail made from it. Shared by the rules on power; not a rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ohm_core.catalogue.schema import Fact, Load, Rail, SupplyInput
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.conducts import common_of
from ohm_core.rules.current import loads
from ohm_core.rules.rule import Scene

EFFICIENCY = 0.85  # of a switching converter (our estimate)
OUTPUTS = frozenset({"hbridge", "darlington"})  # drivers whose outputs carry the load's current


@dataclass(frozen=True)
class Draw:
    """A part's current in A: `usual` while it works, `peak` when it starts, stalls or sends."""

    ref: str
    usual: float
    peak: float

    def times(self, factor: float) -> Draw:
        return Draw(self.ref, self.usual * factor, self.peak * factor)


class Draws:
    """Draws by net. A rail made from another (3V3 from 5V, a battery's converter) adds what hangs on it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._known: dict[str, tuple[Draw, ...]] = {}

    def on(self, net: Net) -> tuple[Draw, ...]:
        """Every draw that the source of a net has to give, one a part."""
        if net.name not in self._known:
            self._known[net.name] = ()  # a rail that feeds itself ends here
            self._known[net.name] = tuple(self._merged(self._collect(net)))
        return self._known[net.name]

    def at(self, item: Instance, supply: SupplyInput) -> Draw:
        """What a part takes at one supply pin, with all that it feeds from there."""
        found = tuple(self._input(item, supply))
        usual, peak = totals(found)
        return Draw(item.ref, usual, peak)

    @staticmethod
    def _merged(draws: Iterator[Draw]) -> Iterator[Draw]:
        by: dict[str, Draw] = {}
        for d in draws:
            known = by.get(d.ref)
            by[d.ref] = Draw(d.ref, d.usual + known.usual, d.peak + known.peak) if known else d
        return iter(by.values())

    def _collect(self, net: Net) -> Iterator[Draw]:
        sources = {self.scene.circuit.node(f.pin): f.pin.pin for f in self.scene.electric.feeds.get(net.name, [])}
        seen: set[tuple[str, str]] = set()  # several pins of one node (5V.1 and 5V.2 of a board) are one supply
        for item, pin in self.scene.on(net):
            node = (item.ref, pin.joined or pin.name)
            first, rail = node not in seen, sources.get(node)
            seen.add(node)
            if rail is not None:
                yield from self._made_from(item, rail, {rail}) if first else ()
                continue
            for supply in item.part.supply if first else ():
                if supply.pin in (pin.name, pin.joined):
                    yield from self._input(item, supply)
            yield from (_load_draw(item, x) for x in loads(item) if x.kind != "led" and x.plus == pin.name)
            yield from self._switched(item, pin.name)

    def _switched(self, item: Instance, common: str) -> Iterator[Draw]:
        """Loads behind the contacts of a relay whose common is on the net."""
        switch = item.part.switch
        for _, out in switch.channels if switch and switch.kind in ("relay", "pmos", "pnp") else ():
            if common_of(item, out) == common:
                yield from (_load_draw(i, x) for i, p in self.scene.on(self.scene.net(item.ref, out)) for x in loads(i) if p.name in (x.plus, x.minus) and x.kind != "led")

    def _input(self, item: Instance, supply: SupplyInput) -> Iterator[Draw]:
        """A part at its supply pin: itself, and all that it feeds."""
        switch, own = item.part.switch, own_draw(self.scene, item, supply)
        if switch and switch.kind in OUTPUTS:
            own = Draw(own.ref, own.usual, own.usual)  # its peak is its loads', which are counted
        yield own
        if switch and switch.kind in OUTPUTS and switch.common in (supply.pin, ""):
            yield from self._driven(item)
        yield from self._made_from(item, supply.pin, {supply.pin})

    def _driven(self, item: Instance) -> Iterator[Draw]:
        """Motors on the outputs of a bridge."""
        done: set[str] = set()
        for _, out in item.part.switch.channels if item.part.switch else ():
            for other, pin in self.scene.on(self.scene.net(item.ref, out)):
                for load in loads(other):
                    if other.ref not in done and load.either_way and pin.name in (load.plus, load.minus):
                        done.add(other.ref)
                        yield _load_draw(other, load)

    def _made_from(self, item: Instance, pin: str, seen: set[str]) -> Iterator[Draw]:
        """What hangs on the rails that a part makes from one of its pins."""
        for rail in item.part.rail:
            if rail.source != pin or rail.pin in seen or not self.scene.electric.runs(item, rail):
                continue
            net = self.scene.net(item.ref, rail.pin)
            if net is not None and any(f.pin.ref == item.ref and f.rail is rail for f in self.scene.electric.feeds.get(net.name, [])):
                yield from (d.times(self._share(item, rail)) for d in self.on(net))
            elif net is None:
                yield from self._made_from(item, rail.pin, {*seen, rail.pin})

    def _share(self, item: Instance, rail: Rail) -> float:
        """Current at the input for one ampere out: 1 for a linear regulator, less or more for a converter."""
        if rail.kind != "switching":
            return 1.0
        out, above = self.scene.electric.rail_volts(item, rail), self.scene.electric.at_pin(item, rail.source)
        return out.nominal / (above.nominal * EFFICIENCY) if out and above and above.nominal > 0.5 else 1.0

    def board_draw(self) -> Draw | None:
        """The board itself, at the supply that feeds it."""
        board = self.scene.board
        return next((own_draw(self.scene, board, s) for s in board.part.supply if s.typical_a or s.peak_a), None) if board else None

    @cached_property
    def entry(self) -> str:
        """The rail of the board that its USB socket feeds: the one its own current runs over; '' when fed otherwise."""
        board = self.scene.board
        rail = next((r for r in board.part.rail if r.source.lower() == "usb" and self.scene.electric.runs(board, r)), None) if board else None
        return rail.pin if rail else ""


def own_draw(scene: Scene, item: Instance, supply: SupplyInput) -> Draw:
    """A part's own current at one supply pin. Facts of pixel chains hold for their default number of pixels, an amplifier's
    peak for all its channels."""
    scale = pixels(item)
    usual = number(supply.typical_a) * scale
    peaks = (number(supply.peak_a) * scale * _shared(scene, item, supply), number(supply.inrush_a) * scale, number(supply.stall_a) * scale)
    return Draw(item.ref, usual, max(usual, *peaks))


def knows_draw(item: Instance, supply: SupplyInput) -> bool:
    """True where somebody has written down what a part draws at one supply pin, or how much at most."""
    return any(f is not None and not f.unknown for f in (supply.typical_a, supply.peak_a, supply.stall_a))


def _shared(scene: Scene, item: Instance, supply: SupplyInput) -> float:
    """The share of its peak that a part takes: by the outputs that drive something, all where the drawing shows none."""
    used = sum(any(scene.net(item.ref, p) is not None for p in group) for group in supply.peak_shared)
    return used / len(supply.peak_shared) if used else 1.0


def _load_draw(item: Instance, load: Load) -> Draw:
    share = 0.5 if len(loads(item)) > 2 and load.kind == "coil" else 1.0  # a stepper has half of its coils on
    return Draw(item.ref, number(load.typical_a) * share, share * max(number(f) for f in (load.typical_a, load.stall_a, load.inrush_a)))


def pixels(item: Instance) -> float:
    spec, count = item.part.attrs.get("pixels"), item.use.attr("pixels")
    usual = spec.default if spec else None
    return count / usual if isinstance(count, (int, float)) and isinstance(usual, (int, float)) and usual else 1.0


def number(fact: Fact | None) -> float:
    """The number to reckon with; 0 where nobody knows (rules say so themselves)."""
    return (fact.any() or 0.0) if fact and not fact.unknown else 0.0


def totals(draws: tuple[Draw, ...]) -> tuple[float, float]:
    """Usual and peak current of many: all as usual, and the largest of them at its peak (they rarely start together)."""
    usual = sum(d.usual for d in draws)
    return usual, usual + max((d.peak - d.usual for d in draws), default=0.0)
