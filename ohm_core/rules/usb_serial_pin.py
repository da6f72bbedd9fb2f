"""Wires on the pins that the USB serial port uses."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

QUIET = ("tie.ground", "tie.supply", "open", "chain.in", "chain.out")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None or board.part.board is None:
        return
    usb = {p for p, why in board.part.board.avoid.items() if "USB" in why or "UART0" in why}
    for item, pin, path in scene.signals:
        if path.board_pin not in usb or pin.connect in QUIET:
            continue
        where, name = scene.at_board(path), scene.say(item.ref, pin.name)
        speaks = pin.type in ("output", "bidirectional", "open_collector") or pin.connect in ("digital.in", "uart.rx", "analog.in")
        light = pin.connect == "load"
        yield rule.finding("info" if light else "warning", (where, name, item.ref), f"{where} is shared with the USB serial port: {name} {'flickers with every message and upload' if light else 'conflicts with uploads' + (' and may block them' if speaks else '')}.",
                           "Use another pin, or unplug the wire for each upload.")


RULE = Rule("usb_serial_pin", "The pins of the USB serial port stay free.", "Uploads and Serial use these pins; a part that drives them blocks uploads.", "the board's pinout", judge, ("pin_used_twice", "outputs_together", "short_circuit"))
