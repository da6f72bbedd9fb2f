"""Inputs on the pin of the board's own LED."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.rules.rule import Rule, Scene, Verdict

READ = frozenset({"digital.in", "analog.in", "pulse.in", "interrupt.in", "onewire", "i2c.sda", "i2c.scl"})


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        board_pin = scene.board_pin(path)
        if "led" in board_pin.functions and pin.connect in READ:
            where, name = scene.at_board(path), scene.say(item.ref, pin.name)
            weak = not _buffered(scene, board_pin)
            yield rule.finding("warning" if weak else "info", (where, name, item.ref), f"{where} also carries the on-board LED, which {f'loads the line and may disturb what {name} says' if weak else f'lights with what {name} says'}.", "Use a pin without an LED for inputs.")


def _buffered(scene: Scene, pin: Pin) -> bool:
    """True where the LED loads no high level: an amplifier drives it (Uno R3, whose pull-up still works there), or it hangs at the supply."""
    board = scene.board.part.board if scene.board else None
    return board is not None and (board.family == "avr" and "pull_up" in pin.functions or "low = on" in board.onboard.get(pin.name, ""))


RULE = Rule("onboard_led", "Inputs avoid the pin of the on-board LED.", "The LED and its resistor load the line: a pull-up of 20 to 50 kΩ does not reach a high level against them.", "Arduino reference, digitalRead and pin 13 (LED and resistor on most boards)", judge, ("pin_used_twice", "strapping", "floating_input", "short_circuit"))
