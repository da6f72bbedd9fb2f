"""What a rule is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.circuit.electric import Electric
from ohm_core.circuit.trace import Path, reach
from ohm_core.design.finding import Finding, NotChecked, Severity
from ohm_core.design.values import PinRef

Verdict = Finding | NotChecked


class Scene:
    """A circuit as rules see it: nets, voltages, which part pin reaches which board pin."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self.electric = Electric(circuit)

    @cached_property
    def board(self) -> Instance | None:
        return self.circuit.board_instance()

    @cached_property
    def parts(self) -> list[Instance]:
        """Every part in use but the board."""
        return [i for i in self.circuit.parts.values() if i.ref != self.circuit.board]

    def net(self, ref: str, pin: str) -> Net | None:
        return self.circuit.net_at(ref, pin)

    def say(self, ref: str, pin: str) -> str:
        return self.circuit.say(PinRef(ref, pin))

    def board_pins(self, net: Net) -> list[Pin]:
        """The board's pins on a net."""
        return [p for i, p in self.circuit.on(net) if i.ref == self.circuit.board]

    @cached_property
    def signals(self) -> list[tuple[Instance, Pin, Path]]:
        """Every part pin that reaches a board pin through what passes a signal on."""
        found = []
        for item in self.parts:
            for pin in item.part.pin:
                if pin.connect in ("supply", "ground", "rail") or self.net(item.ref, pin.name) is None:
                    continue
                path = self.reach(item.ref, pin.name)
                if path and path.board_pin:
                    found.append((item, pin, path))
        return found

    def reach(self, ref: str, pin: str) -> Path | None:
        key = (ref, pin)
        if key not in self._paths:
            self._paths[key] = reach(self.circuit, PinRef(ref, pin))
        return self._paths[key]

    @cached_property
    def _paths(self) -> dict[tuple[str, str], Path | None]:
        return {}

    def board_pin(self, path: Path) -> Pin:
        assert self.board is not None
        found = self.board.pin(path.board_pin)
        assert found is not None
        return found

    def direct(self, item: Instance, pin: Pin) -> list[Pin]:
        """The board pins joined to a part's pin by wire alone."""
        net = self.net(item.ref, pin.name)
        return self.board_pins(net) if net else []

    def feature(self, name: str) -> bool:
        return bool(self.circuit.design.features.get(name))


@dataclass(frozen=True)
class Rule:
    """`must` says in one sentence what a right circuit keeps; `why` and `source` stand in every finding and on the rule's page."""

    id: str
    must: str
    why: str
    source: str
    judge: Callable[[Scene, Rule], Iterator[Verdict]]

    def finding(self, severity: Severity, subjects: tuple[str, ...], message: str, remedy: str, why: str = "", source: str = "") -> Finding:
        return Finding(self.id, severity, subjects, message, why or self.why, remedy, source or self.source)

    def blind(self, why: str) -> NotChecked:
        return NotChecked(self.id, why)


def cite(item: Instance, doc: str, at: str) -> str:
    """'AM2302 datasheet, p. 3' of a part's own document; '' where it names none."""
    source = item.part.source.get(doc)
    return f"{source.title}{', ' + at if at else ''}" if source else ""
