"""Inputs on the pin of the board's own LED."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict

READ = frozenset({"digital.in", "analog.in", "pulse.in", "interrupt.in", "onewire", "i2c.sda", "i2c.scl"})


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        board_pin = scene.board_pin(path)
        if "led" in board_pin.functions and pin.connect in READ:
            where, name = scene.at_board(path), scene.say(item.ref, pin.name)
            weak = _weak(item, pin) and "pull_up" not in board_pin.functions
            yield rule.finding("warning" if weak else "info", (where, name, item.ref), f"{where} also carries the on-board LED, which {'pulls the line and' if weak else 'lights with the signal and may'} disturb{'s' if weak else ''} what {name} says.", "Use a pin without an LED for inputs.")


def _weak(item: Instance, pin: Pin) -> bool:
    """A line that only a pull-up brings high: a contact, an open-drain output."""
    return pin.type in ("passive", "open_collector") or pin.drive in ("open_drain", "passive")


RULE = Rule("onboard_led", "Inputs avoid the pin of the on-board LED.", "The LED and its resistor load the line: a pull-up of 20 to 50 kΩ does not reach a high level against them.", "Arduino reference, digitalRead and pin 13 (LED and resistor on most boards)", judge, ("pin_used_twice", "strapping", "floating_input", "short_circuit"))
