from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict, cite


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None or board.part.board is None:
        return
    for item, pin, path in scene.signals:
        if pin.connect != "analog.in":
            continue
        units = {f[4:].split(".")[0] for f in scene.board_pin(path).functions if f.startswith("adc:")}
        for conflict in board.part.board.conflicts:
            if units and units <= {conflict.resource} and scene.feature(conflict.feature):
                where = scene.say(board.ref, path.board_pin)
                good = [p.name for p in board.part.pin if any(f.startswith("adc:") and not f.startswith(f"adc:{conflict.resource}") for f in p.functions)]
                yield rule.finding("error", (where, scene.say(item.ref, pin.name), item.ref), f"{where} is on {conflict.resource}, which cannot be read while Wi-Fi is on: {scene.say(item.ref, pin.name)} gives no values.",
                                   f"Use one of {', '.join(good[:6])}.", source=cite(board, conflict.doc, conflict.at))


RULE = Rule("adc_with_wifi", "Analog signals avoid the converter that the radio uses (ADC2 with Wi-Fi on the ESP32).", "The Wi-Fi driver takes the converter; readings fail or stay at the maximum.", "ESP-IDF programming guide, ADC, hardware limitations", judge)
