"""SPI devices that share a select line."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict, listed


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    users: dict[str, list[str]] = {}
    for item, pin, path in scene.signals:
        if pin.connect == "spi.cs" and not _chained(scene, item):
            users.setdefault(path.board_pin, []).append(scene.say(item.ref, pin.name))
    for board_pin, names in users.items():
        if len(names) > 1:
            where = scene.say(scene.circuit.board, board_pin)
            yield rule.finding("error", (where, *names), f"{listed(names)} share the select pin {where}: both answer at once, a conflict.", "Give each SPI device a select pin of its own.")


def _chained(scene: Scene, item: Instance) -> bool:
    """True for a module whose data comes from the one before it in a chain: these share a select line on purpose."""
    nets = [scene.net(item.ref, p.name) for p in item.part.pin if p.connect == "spi.mosi"]
    return any(other is not item and pin.connect == "chain.out" for net in nets if net for other, pin in scene.on(net))


RULE = Rule("chip_select", "Every SPI device has its own select line.", "Two devices selected together drive MISO against each other.", "any SPI device's data sheet, chip select", judge, ("short_circuit",))
