"""Commands on pins that only listen."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

OUTWARD = frozenset({"digital.out", "pwm.out", "ws2812.out", "spi.sck", "spi.mosi", "spi.cs", "uart.tx", "load", "onewire", "i2c.sda", "i2c.scl", "analog.out"})


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        board_pin = scene.board_pin(path)
        if pin.connect in OUTWARD and "out" not in board_pin.functions and not any(f.startswith("i2c:") for f in board_pin.functions):
            where = scene.at_board(path)
            yield rule.finding("error", (where, scene.say(item.ref, pin.name), item.ref), f"{where} is input-only and cannot drive {scene.say(item.ref, pin.name)}.", "Move the wire to a pin that is also an output.")


RULE = Rule("input_only", "Nothing that must be driven hangs on an input-only pin.", "An input-only pin has no output transistor; it never changes the wire.", "ESP32 data sheet, section on GPIO (GPIO34 to GPIO39 are input-only)", judge, ("short_circuit",))
