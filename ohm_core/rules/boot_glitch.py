"""Loads that start by themselves while the board boots."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rest import at_rest
from ohm_core.rules.rule import Rule, Scene, Verdict

POWER = ("actuator", "driver", "transistor", "isolator")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        switch, reset = item.part.switch, scene.board_pin(path).reset
        if switch is None or not switch.active or reset is None or not item.part.category.startswith(POWER) or not any(pin.name == c for c, _ in switch.channels):
            continue
        held = at_rest(scene, path.net)
        risky = reset.own_pull == "up" if switch.active == "high" else reset.own_pull == "down"
        if (reset.glitch and "pull" not in reset.glitch) or (risky and held is None):
            where = scene.at_board(path)
            yield rule.finding("info", (where, scene.say(item.ref, pin.name), item.ref), f"While the board starts, {where} {reset.glitch or f'is pulled {reset.own_pull}'}: {item.ref} may switch on for a moment.", f"Use a quiet pin, or 10 kΩ from {where} to {'GND' if switch.active == 'high' else 'the logic supply'}.")


RULE = Rule("boot_glitch", "What drives relays and motors is quiet while the board starts.", "Some pins move or are pulled before the program sets them; a relay clicks, a motor jerks.", "ESP32 and ESP8266 boot documents, pins at reset", judge, ("strapping", "usb_serial_pin"))
