from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.rules.rule import Rule, Scene, Verdict

WORDS = {"analog.in": ("adc:", "an analog input"), "analog.out": ("dac:", "an analog output"), "i2c.sda": ("i2c:", "SDA of I2C"), "i2c.scl": ("i2c:", "SCL of I2C"), "digital.out": ("out", "an output"), "digital.in": ("in", "an input")}


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        board_pin = scene.board_pin(path)
        if pin.connect not in WORDS or not board_pin.functions or {"flash"} & set(board_pin.functions) or _able(board_pin, pin.connect):
            continue
        if pin.connect == "digital.out" and "in" in board_pin.functions and "out" not in board_pin.functions or _soft_i2c(scene, pin.connect, board_pin):
            continue  # input_only speaks of it; buses in software work on any pin
        where = scene.say(scene.circuit.board, path.board_pin)
        severity = "warning" if pin.connect.startswith("i2c") else "error"
        yield rule.finding(severity, (where, scene.say(item.ref, pin.name), item.ref), f"{where} cannot be {WORDS[pin.connect][1]}, which {scene.say(item.ref, pin.name)} needs: wrong pin.", _where_else(scene, pin.connect))


def _able(pin: Pin, connect: str) -> bool:
    mark = WORDS[connect][0]
    if mark in ("in", "out"):
        return mark in pin.functions
    end = connect.partition(".")[2]
    return any(f.startswith(mark) and (mark in ("adc:", "dac:") or f.endswith("." + end)) for f in pin.functions)


def _soft_i2c(scene: Scene, connect: str, pin: Pin) -> bool:
    """On ESP chips I2C may sit on any pin; on AVR and RP2040 the instance's pins are fixed."""
    family = scene.board.part.board.family if scene.board and scene.board.part.board else ""
    return connect.startswith("i2c") and family in ("esp32", "esp8266") and {"in", "out"} <= set(pin.functions)


def _where_else(scene: Scene, connect: str) -> str:
    assert scene.board is not None
    good = [p.name for p in scene.board.part.pin if _able(p, connect)][:8]
    return f"Use one of {', '.join(good)}." if good else "Use a board that has such a pin."


RULE = Rule("pin_cannot", "Every signal sits on a pin that can do it.", "A pin without the hardware returns nothing: analogRead gives noise, I2C never answers.", "the board's pinout", judge)
