from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

VITAL = ("digital.out", "digital.in", "analog.in", "pulse.in", "pwm.out", "onewire", "ws2812.out", "i2c.sda", "i2c.scl", "spi.sck", "spi.mosi", "spi.cs", "load", "tie.ground", "tie.supply")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        pins = item.part.pin
        joined = {p.joined for p in pins if p.joined and scene.net(item.ref, p.name)}
        if not any(scene.net(item.ref, p.name) for p in pins):
            if pins and not item.part.category.startswith(("mechanical", "misc")) and any(p.connect for p in pins) and item.known:
                yield rule.finding("warning", (item.ref,), f"{item.ref} ({item.part.name}) is not connected to anything.", "Wire it, or take it out.")
            continue
        open_pins = [p for p in pins if p.connect in VITAL and not p.optional and (not p.joined or p.joined not in joined) and scene.net(item.ref, p.name) is None]
        alone = [p for p in pins if (net := scene.net(item.ref, p.name)) and p.connect in VITAL and {r.ref for r in net.pins} == {item.ref}]
        if item.part.category.startswith(("display:7segment", "input:keypad", "display:led_matrix", "logic:")) and len(open_pins) < len([p for p in pins if p.connect in VITAL]):
            open_pins = [p for p in open_pins if p.connect in ("tie.ground", "tie.supply")]
        for pin in (*open_pins, *alone):
            yield rule.finding("warning", (scene.say(item.ref, pin.name), item.ref), f"{scene.say(item.ref, pin.name)} is not connected.", f"The {item.part.name} needs it: {_to(pin.connect)}.")


def _to(connect: str) -> str:
    fixed = {"tie.ground": "join it to GND", "tie.supply": "join it to its supply", "load": "join it to what drives it"}
    return fixed.get(connect, "join it to a pin of the board")


RULE = Rule("unconnected_pin", "Every pin that a part needs is joined to something.", "A part with an open pin does nothing, or anything.", "the part's data sheet, pin description", judge)
