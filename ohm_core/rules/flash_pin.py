"""Wires on the pins of the flash memory, and of the working memory that some modules have beside it."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict, listed


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    for pin in board.part.pin if board else ():
        net = scene.net(scene.circuit.board, pin.name)
        if net is not None and {"flash", "psram"} & set(pin.functions):
            where, names = scene.say(scene.circuit.board, pin.name), tuple(scene.say(i.ref, p.name) for i, p in scene.on(net) if i is not board)
            if names and "psram" in pin.functions:
                yield rule.finding("info", (where, *names[:3]), f"{where} belongs to the memory on modules with octal PSRAM (…R8): there {listed(list(names))} would crash the board.", "Look at the letters on the module, or use another pin.")
            elif names:
                yield rule.finding("error", (where, *names[:3]), f"{where} belongs to the board's flash memory; with {listed(list(names))} on it the board crashes at start.", "Use another pin.")


RULE = Rule("flash_pin", "Nothing hangs on the pins of the flash memory.", "The program itself is read over these pins; anything else on them stops it.", "ESP32 data sheet, SPI flash pins (GPIO6 to GPIO11)", judge)
