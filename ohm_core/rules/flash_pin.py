from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None:
        return
    for pin in board.part.pin:
        net = scene.net(board.ref, pin.name)
        others = list(scene.electric.others(net, board.ref)) if net else []
        if "flash" in pin.functions and others:
            where, names = scene.say(board.ref, pin.name), tuple(scene.say(i.ref, p.name) for i, p in others[:3])
            yield rule.finding("error", (where, *names), f"{where} belongs to the board's flash memory; with {', '.join(names)} on it the board crashes at start.", "Use another pin.")


RULE = Rule("flash_pin", "Nothing hangs on the pins of the flash memory.", "The program itself is read over these pins; anything else on them stops it.", "ESP32 data sheet, SPI flash pins (GPIO6 to GPIO11)", judge)
