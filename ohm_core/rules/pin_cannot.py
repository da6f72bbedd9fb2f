"""Signals on pins that have not the hardware for them."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.rules.rule import Rule, Scene, Verdict

WORDS = {
    "analog.in": ("adc:", "an analog input"), "analog.out": ("dac:", "an analog output"), "i2c.sda": ("i2c:", "SDA of I2C"), "i2c.scl": ("i2c:", "SCL of I2C"), "uart.rx": ("uart:", "RX of a serial port"),
    "uart.tx": ("uart:", "TX of a serial port"), "digital.out": ("out", "an output"), "pwm.out": ("out", "an output"), "digital.in": ("in", "an input"), "pulse.in": ("in", "an input"),
}
SOFT = ("esp32", "esp8266")  # their buses may sit on any pin


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        board_pin = scene.board_pin(path)
        if pin.connect not in WORDS or "flash" in board_pin.functions or _able(board_pin, pin.connect) or _soft(scene, pin.connect, board_pin):
            continue
        if pin.connect in ("digital.out", "pwm.out") and "in" in board_pin.functions:
            continue  # input_only speaks of it
        where, name = scene.at_board(path), scene.say(item.ref, pin.name)
        bus = pin.connect.startswith(("i2c", "uart"))
        yield rule.finding("warning" if bus else "error", (where, name, item.ref), f"{where} cannot be {WORDS[pin.connect][1]}, which {name} needs: wrong pin{', unless a software bus is used' if bus else ''}.", _where_else(scene, pin.connect))


def _able(pin: Pin, connect: str) -> bool:
    mark = WORDS[connect][0]
    if mark in ("in", "out"):
        return mark in pin.functions
    end = connect.partition(".")[2]
    return any(f.startswith(mark) and (mark in ("adc:", "dac:") or f.endswith("." + end)) for f in pin.functions)


def _soft(scene: Scene, connect: str, pin: Pin) -> bool:
    """On ESP chips buses may sit on any pin; on AVR and RP2040 the instance's pins are fixed. Swapped serial wires are uart_crossed's."""
    family = scene.board.part.board.family if scene.board and scene.board.part.board else ""
    bus = connect.partition(".")[0]
    crossed = bus == "uart" and any(f.startswith("uart:") for f in pin.functions)
    return crossed or (bus in ("i2c", "uart") and family in SOFT and {"in", "out"} <= set(pin.functions))


def _where_else(scene: Scene, connect: str) -> str:
    assert scene.board is not None
    good = [p.name for p in scene.board.part.pin if _able(p, connect) and not {"flash", "reset"} & set(p.functions)][:8]
    return f"Use one of {', '.join(good)}." if good else "Use a board that has such a pin."


RULE = Rule("pin_cannot", "Every signal sits on a pin that can do it.", "A pin without the hardware returns nothing: analogRead gives noise, I2C never answers.", "the board's pinout", judge, ("input_only", "flash_pin", "i2c_swapped", "short_circuit"))
