"""A pull-up and a pull-down on one contact's wire."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.hookup import is_contact
from ohm_core.circuit.trace import ohms
from ohm_core.rules.rule import Rule, Scene, Verdict, volts

STRONG = 0.25  # share of the logic voltage that a pull must at least leave on its own side


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        if pin.connect != "digital.in" or not is_contact(item):
            continue
        ends = [(r, at.max or 0.0) for r, far, _ in scene.electric.resistors(path.net) if (at := scene.electric.volts(far)) is not None and ohms(r)]
        ups, downs = [(r, v) for r, v in ends if v > 1], [r for r, v in ends if v < 0.5]
        if ups and downs:
            up, down = 1 / sum(1 / (ohms(r) or 1.0) for r, _ in ups), 1 / sum(1 / (ohms(r) or 1.0) for r in downs)
            rest = down / (up + down)
            if STRONG < rest < 1 - STRONG:
                where = scene.at_board(path)
                yield rule.finding("warning", (where, item.ref, ups[0][0].ref, downs[0].ref), f"{ups[0][0].ref} pulls {where} up and {downs[0].ref} pulls it down: open, it stands at {volts(rest * ups[0][1])}, neither high nor low.", "Keep one of the two.")


RULE = Rule("pulls_fight", "A wire is pulled up or down, not both.", "Two pull resistors make a divider: the input sees a level between the thresholds.", "Ohm's law; VIL and VIH in the controller's data sheet", judge)
