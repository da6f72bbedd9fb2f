"""Two things that drive one wire."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict

SHARED = ("spi.miso", "i2c.sda", "i2c.scl", "onewire")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        if net.kind != "signal":
            continue
        loud = [(i, p) for i, p in scene.on(net) if _drives(i, p)]
        if len({i.ref for i, _ in loud}) > 1 or len(loud) > 1:
            names = tuple(scene.say(i.ref, p.name) for i, p in loud)
            yield rule.finding("error", (*names, *(scene.say(scene.circuit.board, p.name) for p in scene.board_pins(net))), f"{' and '.join(names)} both drive one wire: a conflict, when they disagree they fight.", "Give each its own pin.")
        boards = list({p.joined or p.name: p for p in scene.board_pins(net)}.values())
        if len(boards) > 1:
            names = tuple(scene.say(scene.circuit.board, p.name) for p in boards)
            hard = sum("out" in p.functions for p in boards) > 1
            yield rule.finding("error" if hard else "warning", names, f"The pins {' and '.join(names)} of the board are tied together: a conflict as soon as {'both drive' if hard else 'one drives'}.", "Take one of the wires away.")


def _drives(item: Instance, pin: Pin) -> bool:
    """A push-pull output of a part; those that let go (tri-state, open drain) may share a wire."""
    return not item.is_board and pin.type == "output" and pin.drive in ("push_pull", "analog", "") and pin.connect not in SHARED


RULE = Rule("outputs_together", "Only one output drives a wire.", "Two push-pull outputs at different levels short the supply through their transistors.", "output short-circuit current in every logic data sheet", judge, ("short_circuit", "gutter"))
