"""Pins that the sketch uses and nothing is wired to."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.firmware.reading.facts import DRIVES, PinUse
from ohm_core.rules.rule import Rule, Scene, Verdict, listed
from ohm_core.rules.sketch import DRIVEN, READ, board_pin, on_buses, perhaps, spoken, uses, wired_signals

QUIET = frozenset({"sda", "scl", "sck", "mosi", "miso", "rx", "tx", "cs"})  # a bus is begun with its pins, used or not


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    if scene.board is None or scene.sketch is None:
        return
    yield from _no_such(scene, rule)
    wired = wired_signals(scene)
    for name, found in uses(scene).items():
        pin = scene.board.pin(name)
        first = next((u for u in found if u.sure), None)
        if pin is None or first is None or name in wired or scene.net(scene.circuit.board, name) is not None or "led" in pin.functions or all(u.how in QUIET for u in found):
            continue
        idle = _idle(scene, found)
        where = spoken(scene, pin.name)
        meant = f" {listed(idle)} {'is' if len(idle) == 1 else 'are'} wired and not used by the sketch: perhaps {'that is' if len(idle) == 1 else 'one of them is'} meant." if idle else ""
        remedy = f"Write {idle[0].partition('.')[2]} in {first.at}, or move the wire to {pin.name}." if idle else f"Wire the part to {pin.name}, or take the line out of the sketch."
        yield rule.finding("error" if idle else "warning", (where, *idle), f"The sketch uses {where} ({first.by}, {first.at}), but nothing is wired to it.{meant}", remedy)


def _no_such(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    """Pins that the board does not have."""
    told: set[str] = set()
    for use in scene.sketch.pins if scene.sketch else ():
        if use.sure and board_pin(scene, use.pin, use.how) is None and str(use.pin) not in told and scene.board is not None:
            told.add(str(use.pin))
            if isinstance(use.pin, int) or use.pin[:1] in "ADG" and use.pin[1:].isdigit():
                yield rule.finding("error", (scene.circuit.board,), f"The sketch uses pin {use.pin} ({use.by}, {use.at}), but the {scene.board.part.name} has no such pin.", "Use a pin that the board has, and wire the part there.")


def _idle(scene: Scene, found: list[PinUse]) -> list[str]:
    """Wired board pins that the sketch leaves alone and whose part wants what is done here."""
    outward = any(u.how in DRIVES for u in found)
    taken = set(uses(scene)) | perhaps(scene) | on_buses(scene)
    wanted = DRIVEN if outward else READ
    return [spoken(scene, name) for name, items in wired_signals(scene).items() if name not in taken and any(p.connect in wanted or not outward and p.connect == "onewire" for _, p in items)]


RULE = Rule("sketch_pin_open", "Every pin that the sketch uses is wired.", "The sketch drives or reads a pin that leads nowhere, so the part does nothing.", "Arduino language reference, digital and analog I/O", judge, of_sketch=True)
