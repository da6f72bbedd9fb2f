"""Analog signals on a converter that the radio takes."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict, cite


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None or board.part.board is None:
        return
    for item, pin, path in scene.signals:
        units = {f[4:].split(".")[0] for f in scene.board_pin(path).functions if f.startswith("adc:")}
        for conflict in board.part.board.conflicts:
            on = scene.feature(conflict.feature)
            if pin.connect == "analog.in" and units and units <= {conflict.resource} and on is not False:
                where, name = scene.at_board(path), scene.say(item.ref, pin.name)
                good = [p.name for p in board.part.pin if any(f.startswith("adc:") and not f.startswith(f"adc:{conflict.resource}") for f in p.functions)]
                while_ = "cannot be read while Wi-Fi is on" if on else "cannot be read once the program turns Wi-Fi on"
                yield rule.finding("error" if on else "info", (where, name, item.ref), f"{where} is on {conflict.resource}, which {while_}: {name} gives no values then.", f"Use one of {', '.join(good[:6])}.", source=cite(board, conflict.doc, conflict.at))


RULE = Rule("adc_with_wifi", "Analog signals avoid the converter that the radio uses (ADC2 with Wi-Fi on the ESP32).", "The Wi-Fi driver takes the converter; readings fail or stay at the maximum.", "ESP-IDF programming guide, ADC, hardware limitations", judge, ("short_circuit",))
