"""Buses that the sketch begins on other pins than the devices are wired to."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.firmware.reading.facts import BusUse
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.rules.sketch import board_pin, spoken

ENDS = {"i2c": ("sda", "scl"), "spi": ("sck", "mosi", "miso")}


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    begun = [b for b in scene.sketch.buses if b.kind in ENDS] if scene.sketch else []
    for item, pin, path in scene.signals if begun else ():
        kind, _, end = pin.connect.partition(".")
        of_kind = [b for b in begun if b.kind == kind]
        expected = [e for b in of_kind if end in ENDS.get(kind, ()) and (e := _expected(scene, b, end)) is not None]
        wired = scene.board_pin(path)
        if not expected or any((e.joined or e.name) == (wired.joined or wired.name) for e in expected):
            continue
        where, name, bus = scene.at_board(path), scene.say(item.ref, pin.name), of_kind[0]
        names = " or ".join(spoken(scene, e.name) for e in expected)
        told = bus.pin(end) is not None
        yield rule.finding("error", (where, name, item.ref), f"{name} is wired to {where}, but the sketch has {end.upper()} on {names} ({bus.by}, {bus.at}{'' if told else ', the board’s usual pin'}).", f"Move the wire to {names}, or name {where} in the sketch where the bus is begun.")


def _expected(scene: Scene, bus: BusUse, end: str) -> Pin | None:
    """The pin of one end: the sketch's, else the board's usual one."""
    board = scene.board
    said = bus.pin(end)
    if said is not None or board is None or board.part.board is None:
        return board_pin(scene, said, end) if said is not None else None
    return board.pin(board.part.board.prefer.get(f"{bus.kind}.{end}", ""))


RULE = Rule("sketch_bus", "A bus is begun on the pins that its devices are wired to.", "On other pins no device hears the clock.", "Arduino Wire and SPI references; the cores' default pins", judge, ("i2c_swapped", "pin_cannot", "flash_pin"), of_sketch=True)
