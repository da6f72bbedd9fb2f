from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.electric import volts_from
from ohm_core.rules.rule import Rule, Scene, Verdict, cite

DRIVEN = ("digital.out", "pwm.out", "ws2812.out", "spi.sck", "spi.mosi", "spi.cs", "uart.tx")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for pin in item.part.pin:
            net = scene.net(item.ref, pin.name)
            if net is None or pin.connect not in DRIVEN:
                continue
            drivers = [p for p in scene.direct(item, pin) if "out" in p.functions] or _through(scene, item, pin.name)
            if not drivers:
                continue
            domain = scene.electric.domain(item.ref, pin)
            need = volts_from(pin.vih_v, domain.max if domain else None, "min")
            if need is None:
                if pin.vih_v is None or pin.vih_v.unknown:
                    yield rule.blind(f"{scene.say(item.ref, pin.name)}: nobody has written down from which voltage the {item.part.name} takes it for high")
                continue
            assert scene.board is not None
            logic = scene.electric.domain(scene.board.ref, drivers[0])
            have = logic.max if logic else None
            if have is not None and need > have * 0.99:
                fact, where = pin.vih_v, scene.say(item.ref, pin.name)
                yield rule.finding("warning", (where, scene.say(scene.board.ref, drivers[0].name), item.ref),
                                   f"{where} needs {need:.3g} V for a high level, the {have:g} V of {scene.say(scene.board.ref, drivers[0].name)} are below its threshold.",
                                   "Put a 74AHCT125 (or another level shifter powered from 5 V) between, or power the part with less.", source=cite(item, fact.doc, fact.at) if fact else "")
            yield from _stays_on(scene, rule, item, pin, drivers[0], have)


def _through(scene: Scene, item, name):  # type: ignore[no-untyped-def]
    path = scene.reach(item.ref, name)
    if path is None or not path.board_pin or any("level_shift" in scene.circuit.parts[v].part.category or scene.circuit.parts[v].part.switch for v in path.via):
        return []
    return [scene.board_pin(path)]


def _stays_on(scene: Scene, rule: Rule, item, pin, driver, have):  # type: ignore[no-untyped-def]
    """An active-low input pulled to a higher supply may not release at our high."""
    if not (item.part.switch and item.part.switch.active == "low" and pin.reset and pin.reset.presents == "pull-up") or have is None:
        return
    domain = scene.electric.domain(item.ref, pin)
    if domain and domain.max and domain.max - have > 1.0:
        where = scene.say(item.ref, pin.name)
        yield rule.finding("warning", (where, item.ref), f"{where} is pulled up to {domain.max:g} V; the {have:g} V high level of {scene.say(scene.board.ref, driver.name)} may be too low to switch the {item.part.name} off.",
                           "Use a module that triggers on a high level, or put a transistor or level shifter between.")


RULE = Rule("level_too_low", "A high level is high enough for the input that reads it.", "Between the thresholds an input may see anything: it works on the desk and fails when it is warm.", "VIH in the part's data sheet", judge)
