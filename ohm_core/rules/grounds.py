"""Which grounds are one, and which parts share current with the board. Shared by the rules on grounds; not a rule itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.trace import is_resistor, ohms
from ohm_core.rules.rule import ISOLATES, Scene

BRIDGE_OHM = 10.0


class Sets:
    """Names that belong together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        self._parent.setdefault(name, name)
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def join(self, names: Iterable[str]) -> None:
        first, *rest = [self.find(n) for n in names] or [""]
        for other in rest:
            self._parent[self.find(other)] = first


def ground_sets(scene: Scene) -> Sets:
    """Ground nets that are one: joined inside power converters and chargers, by closed switches and shunts."""
    sets = Sets()
    for item in scene.circuit.parts.values():
        if item.part.category.startswith("power:") or item.is_board:
            pins = {p.name for p in item.part.pin if p.connect == "ground"} | {s.ground for s in item.part.supply}
            sets.join(n.name for p in pins if (n := scene.net(item.ref, p)))
        elif item.part.category.startswith(("input:slide_switch", "input:toggle", "input:rocker", "sensor:power_monitor")) or (is_resistor(item) and (ohms(item) or 99.0) <= BRIDGE_OHM):
            nets = [n for p in item.part.pin if p.type == "passive" and (n := scene.net(item.ref, p.name))]
            sets.join(n.name for n in nets if any(p.connect == "ground" for _, p in scene.on(n)))
    return sets


def islands(scene: Scene) -> Sets:
    """Nets between which current can flow at all: all that parts join, relays and optocouplers apart."""
    sets = Sets()
    for item in scene.circuit.parts.values():
        for side in _sides(item):
            sets.join(n.name for p in side if (n := scene.net(item.ref, p)))
    return sets


def _sides(item: Instance) -> Iterator[list[str]]:
    switch = item.part.switch
    names = [p.name for p in item.part.pin]
    if switch is None or switch.kind not in ISOLATES:
        yield names
        return
    controls = {c for c, _ in switch.channels} | {s.pin for s in item.part.supply} | {p.name for p in item.part.pin if p.connect in ("ground", "supply")}
    if item.part.load:
        controls |= {item.part.load.plus, item.part.load.minus}
    yield [n for n in names if n in controls]
    yield [n for n in names if n not in controls]


def board_ground(scene: Scene) -> Net | None:
    """The net of the board's ground; None where the board has none wired."""
    board = scene.circuit.board_instance()
    return next((n for p in board.part.pin if p.connect == "ground" and (n := scene.net(board.ref, p.name))), None) if board else None
