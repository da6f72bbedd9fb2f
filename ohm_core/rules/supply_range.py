"""Supply voltages against what parts take, for batteries from full to empty."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import SupplyInput
from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.volts import Volts, volts_from
from ohm_core.design.finding import Severity
from ohm_core.rules.feeding_pins import feeding_pin
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, volts

SLACK = 0.05  # rails carry their own tolerance; ranges are nominal
LOW_SLACK = 0.08  # what is made for 5 V takes USB less a diode: 4.6 V
DEAD, COIL = 0.7, 0.85  # below this share of its least voltage a part does not work at all; a relay's coil not even near it
FRESH = 1.1  # a fresh battery may stand a tenth above nominal for a while


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.circuit.parts.values():
        for supply in item.part.supply:
            at, fed = _fed(scene, item, supply)
            if at is None or at.max is None or at.max < 0.5:
                continue
            if supply.v is None or supply.v.unknown:
                if item.known:
                    yield rule.blind(f"{item.ref}: nobody has written down which supply voltage the {item.part.name} takes")
                continue
            yield from _judge(scene, rule, item, supply, at, fed)


def _fed(scene: Scene, item: Instance, supply: SupplyInput) -> tuple[Volts | None, str]:
    """The voltage at a supply pin and who gives it: a supply, or the signal pin that stands in for one."""
    net = scene.net(item.ref, supply.pin)
    fed = next((scene.circuit.say(f.pin) for f in (scene.electric.feeds_of(net) if net is not None else ()) if f.pin.ref != item.ref), "")
    if fed:
        return scene.electric.supplied(net), fed
    giver, pin = feeding_pin(scene, item, supply) or (None, None)
    high = scene.electric.drives(giver.ref, pin) if giver is not None and pin is not None else None
    return (Volts(high, high, high), scene.say(giver.ref, pin.name)) if high is not None and giver is not None and pin is not None else (None, "")


def _judge(scene: Scene, rule: Rule, item: Instance, supply: SupplyInput, at: Volts, fed: str) -> Iterator[Verdict]:
    assert supply.v is not None
    low, high = supply.v.min, supply.v.max if supply.v.max is not None else supply.v.typ
    absolute = volts_from(supply.abs_max_v, None, "max")
    where = scene.say(item.ref, supply.pin)
    names, source = (where, item.ref, fed), cite(item, supply.v.doc, supply.v.at)
    top = at.max or 0.0
    if high is not None and top > high * (1 + SLACK):
        severity = _too_high(at, top, high, absolute)
        yield rule.finding(severity, names, f"{where} gets {_span(at)} from {fed}, too high: the {item.part.name} takes at most {volts(high)}.", f"Feed it with {volts(low or high)}{f' to {volts(high)}' if low else ''}.",
                           "Above its maximum supply voltage a part is damaged, at once or over time.", source)
    elif low is not None and at.nominal < low * (1 - LOW_SLACK):
        coil = item.part.switch is not None and item.part.switch.kind == "relay"
        yield rule.finding("error" if at.nominal < low * (COIL if coil else DEAD) else "warning", names, f"{where} gets {volts(at.nominal)} from {fed}, too low: the {item.part.name} needs at least {volts(low)}.",
                           f"Feed it with {volts(low)} to {volts(high or low)}.", "Below its minimum supply voltage a part does not start, or works now and then.", source)
    elif low is not None and at.min is not None and at.min < low * (1 - LOW_SLACK) and at.min < at.nominal:
        yield rule.finding("info", names, f"{where} needs at least {volts(low)}; {fed} falls from {volts(top)} to {volts(at.min)} as it empties, so the {item.part.name} stops before the battery is used up.",
                           "Take a battery with more cells, or a converter.", "Below its minimum supply voltage a part stops.", source)


def _too_high(at: Volts, top: float, high: float, absolute: float | None) -> Severity:
    """error above what the part stands; a fresh battery only a little above its range is worth a word, no more."""
    if at.nominal <= high and top <= high * FRESH:
        return "info"
    return "error" if (top > absolute if absolute is not None else top > high * 1.2) else "warning"


def _span(at: Volts) -> str:
    return volts(at.max or 0.0) if at.min == at.max or at.nominal == at.max else f"{volts(at.nominal)} (up to {volts(at.max or 0.0)} when full)"


RULE = Rule("supply_range", "Every supply pin gets a voltage within the part's range.", "Outside its supply range a part is damaged or does not work.", "the part's data sheet", judge,
            ("short_circuit", "reversed_supply"))
