"""Pins that get more voltage than they stand: 5 V outputs, pull-ups, contacts and dividers on 3.3 V inputs."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.levels import Height, highest, limit
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, is_signal, volts

CLAMP_A = 0.002  # what a protection diode carries for years without harm (AVR application note AVR182 works with 1 mA)
HARM_V = 1.5  # a part that is a little over its limit mostly lives, out of specification; for a board's pin that is no comfort
TOLERANCE = 1.05  # of supplies and limits
SOFT_OHM = 1000.0  # behind more than this the current is small
OVER_V = 0.3  # above its supply a CMOS input without other words conducts


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        if net.kind == "ground":
            continue
        fed = scene.electric.volts(net)
        for item, pin in scene.on(net):
            if pin.type in ("passive", "power_in", "power_out") or (item.is_board and not is_signal(pin)):
                continue
            at = highest(scene, net, item, pin)
            if fed is not None and (fed.max or 0.0) > 0.5 and (at is None or at.volts < (fed.max or 0.0)):
                continue  # short_circuit speaks of pins tied to a supply
            if at is not None:
                yield from _judge(scene, rule, item, pin, at)


def _judge(scene: Scene, rule: Rule, item: Instance, pin: Pin, at: Height) -> Iterator[Verdict]:
    most = limit(scene, item, pin)
    if most is None:
        domain = scene.electric.domain(item.ref, pin)
        above = domain is None or at.volts > (domain.max or 0.0) + OVER_V
        if item.known and not item.is_board and item.part.supply and pin.type in ("input", "bidirectional") and above and at.ohm < SOFT_OHM:
            yield rule.blind(f"{scene.say(item.ref, pin.name)} gets {volts(at.volts)}; nobody has written down whether the {item.part.name} stands that")
        return
    if at.volts <= most * TOLERANCE:
        return
    where, soft = scene.say(item.ref, pin.name), at.ohm > 0 and (at.volts - most) / at.ohm <= CLAMP_A
    fact, spared = pin.abs_max_v, not item.is_board and at.volts - most < HARM_V
    yield rule.finding("warning" if soft or spared else "error", (where, at.by.who, item.ref, at.by.ref), f"{at.by.who} puts up to {volts(at.volts)} on {where}, which stands at most {volts(most)}: overvoltage{' (through a resistor, so the current is small)' if soft else ''}.",
                       _remedy(scene, item, at), source=cite(item, fact.doc, fact.at) if fact else "")


def _remedy(scene: Scene, item: Instance, at: Height) -> str:
    logic = "3.3 V" if item.is_board else "the lower voltage"
    other = scene.circuit.parts[at.by.ref]
    if other.part.category.startswith(("passive", "sensor:ldr", "sensor:ntc", "input")):
        return f"Tie {at.by.ref} to the {logic} supply instead."
    if at.ohm > 0:
        return f"Put a level shifter between, or power {at.by.ref} so that its pull-up goes to {logic}."
    return "Put a voltage divider (1 kΩ above, 2 kΩ below) or a level shifter between, or power the part from the lower supply."


RULE = Rule("level_too_high", "No pin gets more voltage than it stands.", "Above its absolute maximum the input's protection diode conducts; the pin, then the chip, is damaged.",
            "absolute maximum ratings in the part's data sheet", judge, ("reversed_supply", "short_circuit", "outputs_together"))
