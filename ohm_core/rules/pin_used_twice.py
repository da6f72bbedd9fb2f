"""A board pin with two jobs that disturb each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.hookup import is_contact
from ohm_core.design.finding import Severity
from ohm_core.rules.rule import Rule, Scene, Verdict, listed

BUS = ("i2c", "spi.sck", "spi.mosi", "spi.miso")
OUT = frozenset({"digital.out", "pwm.out", "ws2812.out", "spi.cs", "uart.tx", "load", "analog.out"})
FIXED = ("tie", "open", "chain")


@dataclass(frozen=True)
class Use:
    item: Instance
    pin: Pin

    @property
    def out(self) -> bool:
        return self.pin.connect in OUT


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    uses: dict[str, list[Use]] = {}
    for item, pin, path in scene.signals:
        if not pin.connect.startswith((*BUS, *FIXED)) and not item.part.category.startswith(("passive", "diode", "logic:level")):
            uses.setdefault(path.board_pin, []).append(Use(item, pin))
    buses = {path.board_pin: scene.say(item.ref, pin.name) for item, pin, path in scene.signals if pin.connect.startswith(BUS)}
    for board_pin, found in uses.items():
        where = scene.say(scene.circuit.board, board_pin)
        names = tuple(scene.say(u.item.ref, u.pin.name) for u in found)
        refs = {u.item.ref for u in found}
        if board_pin in buses and not any(u.item.part.switch for u in found):
            yield _finding(rule, "error", where, (buses[board_pin], *names))
        elif len(refs) > 1 and (severity := _severity(found)):
            yield _finding(rule, severity, where, names)


def _finding(rule: Rule, severity: Severity, where: str, names: tuple[str, ...]) -> Verdict:
    return rule.finding(severity, (where, *names, *(n.split(".")[0] for n in names)), f"{where} is used more than once, by {listed(names)}: they conflict.", "Give each its own pin.")


def _severity(found: list[Use]) -> Severity | None:
    """None where sharing works: outputs that follow one signal, contacts in parallel, DS18B20 on one line."""
    if all(u.out for u in found):
        return None
    if all(u.pin.connect == "onewire" for u in found):
        return None if all(u.item.part.i2c is None and "ds18" in u.item.part.id for u in found) else "error"
    if not any(u.out for u in found):
        return None if all(is_contact(u.item) or u.pin.drive == "open_drain" for u in found) else "error"
    return "warning" if all(u.pin.connect == "load" for u in found if u.out) else "error"


RULE = Rule("pin_used_twice", "A board pin serves one thing, buses excepted.", "Two parts on one pin disturb each other: one's signal is the other's command.", "the board's pinout", judge, ("outputs_together", "short_circuit"))
