from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None or board.part.board is None:
        return
    usb = {p for p, why in board.part.board.avoid.items() if "USB" in why or "UART0" in why}
    for item, pin, path in scene.signals:
        if path.board_pin in usb and pin.connect not in ("tie.ground", "tie.supply", "open"):
            where = scene.say(board.ref, path.board_pin)
            speaks = pin.type in ("output", "bidirectional") or pin.connect in ("digital.in", "uart.rx")
            yield rule.finding("warning", (where, scene.say(item.ref, pin.name), item.ref), f"{where} is shared with the USB serial port: {scene.say(item.ref, pin.name)} conflicts with uploads{' and may block them' if speaks else ', and flickers with every message'}.",
                               "Use another pin, or unplug the wire for each upload.")


RULE = Rule("usb_serial_pin", "The pins of the USB serial port stay free.", "Uploads and Serial use these pins; a part that drives them blocks uploads.", "the board's pinout", judge)
