"""What a rule is, and the scene it looks at: a circuit with its voltages and the way of every signal to the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.circuit.electric import Electric
from ohm_core.circuit.trace import Path, reach
from ohm_core.design.finding import Finding, NotChecked, Severity
from ohm_core.design.values import PinRef
from ohm_core.firmware.reading.facts import SketchFacts

Verdict = Finding | NotChecked
T = TypeVar("T")
PINS = frozenset({"gpio", "in", "out"})  # functions that make a board pin one for signals
NO_SIGNAL = frozenset({"", "supply", "ground", "rail", "open"})
ISOLATES = frozenset({"relay", "optocoupler", "solid_state"})  # switches whose two sides share no current


class Scene:
    """A circuit as rules see it. What several rules ask is worked out once and kept here."""

    def __init__(self, circuit: Circuit, sketch: SketchFacts | None = None) -> None:
        self.circuit = circuit
        self.sketch = sketch
        self.electric = Electric(circuit)
        self._board_pins: dict[str, list[Pin]] = {}
        self._paths: dict[tuple[str, str], Path | None] = {}
        self._kept: dict[str, object] = {}

    def once(self, name: str, make: Callable[[Scene], T]) -> T:
        """What MAKE finds in this scene, worked out the first time NAME is asked for."""
        if name not in self._kept:
            self._kept[name] = make(self)
        return self._kept[name]  # type: ignore[return-value]

    @cached_property
    def board(self) -> Instance | None:
        """The controller board; None where there is none or only its user knows it."""
        found = self.circuit.board_instance()
        return found if found is not None and found.part.board is not None else None

    @cached_property
    def parts(self) -> list[Instance]:
        """Every part in use but the board."""
        return [i for i in self.circuit.parts.values() if i.ref != self.circuit.board]

    def net(self, ref: str, pin: str) -> Net | None:
        return self.circuit.net_at(ref, pin)

    def say(self, ref: str, pin: str) -> str:
        return self.circuit.say(PinRef(ref, pin))

    def on(self, net: Net | None) -> tuple[tuple[Instance, Pin], ...]:
        return self.electric.on(net) if net is not None else ()

    def board_pins(self, net: Net | None) -> list[Pin]:
        """The board's signal pins on a net."""
        if net is None or self.board is None:
            return []
        if net.name not in self._board_pins:
            self._board_pins[net.name] = [p for i, p in self.on(net) if i is self.board and is_signal(p)]
        return self._board_pins[net.name]

    @cached_property
    def signals(self) -> list[tuple[Instance, Pin, Path]]:
        """Every part pin with a job that reaches a signal pin of the board, through what passes a signal on."""
        found = []
        for item in self.parts if self.board else ():
            for pin in named_pins(self.circuit, item):
                if pin.connect not in NO_SIGNAL and self.net(item.ref, pin.name) is not None:
                    path = self.reach(item.ref, pin.name)
                    if path and path.board_pin and is_signal(self.board_pin(path)):
                        found.append((item, pin, path))
        return found

    def reach(self, ref: str, pin: str) -> Path | None:
        """The way from a part's pin to the board, or to an output of a part that the board commands."""
        key = (ref, pin)
        if key not in self._paths:
            self._paths[key] = reach(self.circuit, PinRef(ref, pin))
        return self._paths[key]

    def isolated(self, path: Path) -> bool:
        """True where the way leads through an optocoupler or a relay: no current and no common ground there."""
        return any((s := self.circuit.parts[ref].part.switch) is not None and s.kind in ISOLATES for ref in path.via)

    def board_pin(self, path: Path) -> Pin:
        assert self.board is not None
        found = self.board.pin(path.board_pin)
        assert found is not None
        return found

    def at_board(self, path: Path) -> str:
        """The board's pin of a path as the design spells it."""
        return self.say(self.circuit.board, path.board_pin)

    def logic(self, pin: Pin) -> float | None:
        """The high level of a board pin, in V."""
        volts = self.electric.domain(self.circuit.board, pin)
        return volts.nominal if volts else None

    def feature(self, name: str) -> bool | None:
        """What the sketch, else the design, says of a feature (wifi): on, off, or None where neither tells."""
        if self.sketch is not None and (name in self.sketch.features or self.sketch.complete()):
            return name in self.sketch.features
        said = self.circuit.design.features.get(name)
        return None if said is None else bool(said)


def named_pins(circuit: Circuit, item: Instance) -> list[Pin]:
    """The pins of a part, one of each joined group: the one that the design names, else the first."""
    groups: dict[str, Pin] = {}
    for pin in item.part.pin:
        key = pin.joined or pin.name
        if key not in groups or (PinRef(item.ref, pin.name) in circuit.spelled and PinRef(item.ref, groups[key].name) not in circuit.spelled):
            groups[key] = pin if key not in groups or pin.connect == groups[key].connect else groups[key]
    return list(groups.values())


def is_signal(pin: Pin) -> bool:
    """True for a board pin that a program reads or drives."""
    return bool(PINS & set(pin.functions)) or any(f.startswith(("adc:", "i2c:", "dac:")) for f in pin.functions)


def wired(scene: Scene, item: Instance) -> bool:
    """True when any pin of the part is joined to something."""
    return any(scene.net(item.ref, p.name) is not None for p in item.part.pin)


@dataclass(frozen=True)
class Rule:
    """`must` says in one sentence what a right circuit keeps; `why` and `source` stand in every finding and on the rule's page.

    `explained_by` names the rules whose findings on the same part or board pin are the cause of this one's: then only the
    cause is told.
    """

    id: str
    must: str
    why: str
    source: str
    judge: Callable[[Scene, Rule], Iterator[Verdict]]
    explained_by: tuple[str, ...] = ()
    of_sketch: bool = False

    def finding(self, severity: Severity, subjects: tuple[str, ...], message: str, remedy: str, why: str = "", source: str = "") -> Finding:
        return Finding(self.id, severity, tuple(dict.fromkeys(s for s in subjects if s)), message, why or self.why, remedy, source or self.source)

    def blind(self, why: str) -> NotChecked:
        return NotChecked(self.id, why)


def cite(item: Instance, doc: str, at: str) -> str:
    """'AM2302 datasheet, p. 3' of a part's own document; '' where it names none."""
    source = item.part.source.get(doc)
    return f"{source.title}{', ' + at if at else ''}" if source else ""


def volts(value: float) -> str:
    """'3.3 V', '0.25 V': three digits are enough."""
    return f"{value:.3g} V"


def listed(names: tuple[str, ...] | list[str], most: int = 4) -> str:
    """'R1, R2 and R3', cut with 'and 5 more'."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
