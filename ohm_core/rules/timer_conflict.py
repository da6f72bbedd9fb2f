"""Timers that a library takes, and PWM pins that need the same timer."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict, listed


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    taken: dict[str, dict[str, list[Instance]]] = {}
    for item in scene.parts if scene.board else ():
        for take in item.part.takes:
            if (not take.boards or (scene.board and scene.board.part.id in take.boards)) and any(i is item for i, _, _ in scene.signals):
                taken.setdefault(take.resource, {}).setdefault(take.by, []).append(item)
    for resource, users in taken.items():
        if len(users) > 1:
            refs = [items[0].ref for items in users.values()]
            yield rule.finding("warning", tuple(refs), f"{listed(refs)} both need {resource}: the libraries for {listed(sorted(users))} conflict.", "Use one of them only, or a library that takes another timer.")
        yield from _pwm(scene, rule, resource, {i.ref for items in users.values() for i in items})


def _pwm(scene: Scene, rule: Rule, resource: str, owners: set[str]) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        if item.ref not in owners and pin.connect == "pwm.out" and any(f.startswith(f"pwm:{resource}.") for f in scene.board_pin(path).functions):
            where, who = scene.at_board(path), sorted(owners)
            yield rule.finding("warning", (where, scene.say(item.ref, pin.name), *who), f"{where} has no PWM while {listed(who)} is in use: both need {resource}.", "Move the PWM signal to a pin of another timer.")


RULE = Rule("timer_conflict", "No two things need one timer.", "A library that takes a timer silences the PWM of its pins, and a second library on it breaks both.", "Arduino references of Servo (pins 9 and 10) and tone (pins 3 and 11)", judge, ("input_only",))
