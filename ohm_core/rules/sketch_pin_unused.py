"""Parts that the sketch never speaks to."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict, listed
from ohm_core.rules.sketch import DRIVEN, READ, nameless, on_buses, perhaps, spoken, uses, wired_signals


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    if scene.sketch is None or scene.board is None:
        return
    if not scene.sketch.complete():
        yield rule.blind("not every pin of the sketch could be worked out, so none can be called unused")
        return
    if scene.sketch.strangers:
        yield rule.blind(f"{listed(list(scene.sketch.strangers))} may use pins of {'its' if len(scene.sketch.strangers) == 1 else 'their'} own accord, so none can be called unused")
        return
    if unknown := nameless(scene):
        yield rule.blind(f"the sketch uses {listed(unknown)}, which nothing here explains, so none can be called unused")
        return
    taken = set(uses(scene)) | perhaps(scene) | on_buses(scene)
    for name, items in wired_signals(scene).items():
        if name in taken or not any(p.connect in DRIVEN | READ or p.connect == "onewire" for _, p in items):
            continue
        item, pin = items[0]
        where = spoken(scene, name)
        yield rule.finding("warning", (where, scene.say(item.ref, pin.name), item.ref), f"{item.ref} ({item.part.name}) is wired to {where}, but the sketch never uses that pin.", f"Use {name} in the sketch, or move the wire to the pin that the sketch uses.")


RULE = Rule("sketch_pin_unused", "The sketch uses every part that is wired.", "A part on a pin that the program never touches does nothing.", "Arduino language reference, digital and analog I/O", judge, ("sketch_pin_open",), of_sketch=True)
