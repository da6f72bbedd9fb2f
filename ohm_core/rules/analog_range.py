"""Analog signals above what the converter can measure, though the pin stands them."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.levels import highest, limit
from ohm_core.rules.rule import Rule, Scene, Verdict, volts

SLACK = 1.1


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    reference = board.part.board.reference_v.any() if board and board.part.board and board.part.board.reference_v else None
    if board is None or reference is None:
        return
    for item, pin, path in scene.signals:
        if pin.connect != "analog.in":
            continue
        at, most = highest(scene, path.net, board, scene.board_pin(path)), limit(scene, board, scene.board_pin(path))
        if at is not None and at.volts > reference * SLACK and (most is None or at.volts <= most):
            where, name = scene.at_board(path), scene.say(item.ref, pin.name)
            yield rule.finding("warning", (where, name, item.ref), f"{name} gives up to {volts(at.volts)}, but {where} measures only up to {volts(reference)}: above that it always reads the maximum.", "Divide the signal, or power the sensor with less.")


RULE = Rule("analog_range", "An analog signal stays within what the converter measures.", "Above its reference a converter shows its maximum, whatever the voltage.", "the controller's data sheet, ADC reference", judge, ("short_circuit", "pin_cannot"))
