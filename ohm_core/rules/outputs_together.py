from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        if net.kind != "signal":
            continue
        loud = [(i, p) for i, p in scene.circuit.on(net) if not i.is_board and p.type == "output" and p.drive in ("push_pull", "analog", "") and p.connect not in ("spi.miso", "i2c.sda", "i2c.scl")]
        if len({i.ref for i, _ in loud}) > 1:
            names = tuple(scene.say(i.ref, p.name) for i, p in loud)
            yield rule.finding("error", names, f"{' and '.join(names)} both drive one wire: when they disagree, they fight.", "Give each its own pin.")
        boards = [p for p in scene.board_pins(net) if {"gpio", "out"} & set(p.functions)]
        if len(boards) > 1:
            names = tuple(scene.say(scene.circuit.board, p.name) for p in boards)
            yield rule.finding("error" if all("out" in p.functions for p in boards) else "warning", names, f"The pins {' and '.join(names)} of the board are tied together: a conflict as soon as one drives.", "Take one of the wires away.")


RULE = Rule("outputs_together", "Only one output drives a wire.", "Two push-pull outputs at different levels short the supply through their transistors.", "output short-circuit current in every logic data sheet", judge)
