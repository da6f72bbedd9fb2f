"""Transistors whose legs are exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict

LOW_SIDE = frozenset({"npn", "nmos"})
WORDS = {"npn": ("collector", "emitter", "base"), "pnp": ("collector", "emitter", "base"), "nmos": ("drain", "source", "gate"), "pmos": ("drain", "source", "gate")}


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        fact = item.part.switch
        if fact is None or fact.kind not in WORDS or not fact.channels or not fact.common or item.part.supply:
            continue
        control, out = fact.channels[0]
        yield from _judge(scene, rule, item, fact.kind, control, out, fact.common)


def _judge(scene: Scene, rule: Rule, item: Instance, kind: str, control: str, out: str, common: str) -> Iterator[Verdict]:
    load, foot, gate = WORDS[kind]
    say = {name: scene.say(item.ref, name) for name in (control, out, common)}
    if _home(scene, item, out, kind) and not _home(scene, item, common, kind):
        where = "ground" if kind in LOW_SIDE else "the supply"
        yield rule.finding("error", (say[out], say[common], item.ref), f"The {load} of {item.ref} is on {where} and its {foot} at the load: they are exchanged.", f"Join {say[common]} to {where} and {say[out]} to the load.")
    elif not _commanded(scene, item, control) and (wrong := next((n for n in (out, common) if _commanded(scene, item, n) and not _home(scene, item, n, kind)), "")):
        word = load if wrong == out else foot
        yield rule.finding("error", (say[control], say[wrong], item.ref), f"The board's pin is at the {word} of {item.ref}, not at its {gate}: they are exchanged.", f"Join the board's pin to {say[control]}, and what is there now to {say[wrong]}.")


def _home(scene: Scene, item: Instance, pin: str, kind: str) -> bool:
    """True where a pin sits on what the transistor switches against: ground for N types, a supply for P types."""
    net = scene.net(item.ref, pin)
    if net is None:
        return False
    if kind not in LOW_SIDE:
        return bool(scene.electric.feeds_of(net))
    return any(p.connect == "ground" and (i.is_board or i.part.rail) for i, p in scene.on(net))


def _commanded(scene: Scene, item: Instance, pin: str) -> bool:
    """True where a signal pin of the board is on the pin's net, or behind one resistor of it."""
    net = scene.net(item.ref, pin)
    if net is None:
        return False
    return bool(scene.board_pins(net)) or any(scene.board_pins(far) for _, far, _ in scene.electric.resistors(net))


RULE = Rule("switch_reversed", "A transistor's legs are where they belong: emitter or source at ground (P types: at the supply), base or gate at the board.", "Exchanged it conducts always, hardly, or through its body diode, and the pin carries the load.", "the transistor's data sheet, pin assignment", judge, ("short_circuit",))
