from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        feeds = scene.electric.feeds.get(net.name, [])
        refs = {f.pin.ref for f in feeds}
        if len(feeds) < 2 or len({f.pin for f in feeds}) < 2:
            continue
        volts = [f.volts for f in feeds if f.volts]
        spread = max((v.max or 0 for v in volts), default=0) - min((v.min or 0 for v in volts), default=0)
        names = tuple(scene.circuit.say(f.pin) for f in feeds)
        if len(refs) == 1 and spread < 0.3:
            continue
        if all(f.rail.bidirectional for f in feeds if f.pin.ref == scene.circuit.board) and scene.circuit.board in refs and scene.circuit.design.supply.source not in ("usb", "") and spread < 0.6:
            continue
        note = next((f.rail.back_feed for f in feeds if f.rail.back_feed), "")
        yield rule.finding("error" if spread > 0.6 else "warning", names, f"Two supplies are tied in parallel: {' and '.join(names)}; the stronger feeds back into the other.",
                           "Give each its own net, or put a diode between; join only the grounds." + (f" {note}" if note else ""))


RULE = Rule("supplies_joined", "No two supplies are tied together.", "Two sources never agree exactly: the difference drives current backwards through the weaker one, into a computer's port or a regulator.", "USB 2.0 specification, section 7.2.1 (no back-voltage); regulator data sheets on reverse current", judge)
