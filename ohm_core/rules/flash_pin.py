"""Wires on the pins of the flash memory."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict, listed


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    for pin in board.part.pin if board else ():
        net = scene.net(scene.circuit.board, pin.name)
        if net is not None and "flash" in pin.functions:
            where, names = scene.say(scene.circuit.board, pin.name), tuple(scene.say(i.ref, p.name) for i, p in scene.on(net) if i is not board)
            if names:
                yield rule.finding("error", (where, *names[:3]), f"{where} belongs to the board's flash memory; with {listed(list(names))} on it the board crashes at start.", "Use another pin.")


RULE = Rule("flash_pin", "Nothing hangs on the pins of the flash memory.", "The program itself is read over these pins; anything else on them stops it.", "ESP32 data sheet, SPI flash pins (GPIO6 to GPIO11)", judge)
