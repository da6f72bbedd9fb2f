"""Two sources of power on one net, or one on a pin that USB drives as well."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Net
from ohm_core.circuit.electric import Feed
from ohm_core.rules.rule import Rule, Scene, Verdict

ALIKE_V = 0.3  # sources nearer than this share the load, more or less


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        feeds = scene.electric.feeds.get(net.name, [])
        refs = {f.pin.ref for f in feeds}
        if len(refs) > 1:
            yield _parallel(scene, rule, feeds)
        elif feeds and scene.board is not None and scene.board.ref not in refs:
            yield from _with_usb(scene, rule, net, feeds[0])
        elif len(feeds) > 1 and _spread(feeds) > ALIKE_V:
            yield _parallel(scene, rule, feeds)


def _spread(feeds: list[Feed]) -> float:
    usual = [f.volts.nominal for f in feeds if f.volts]
    return max(usual) - min(usual) if usual else 0.0


def _parallel(scene: Scene, rule: Rule, feeds: list[Feed]) -> Verdict:
    names = tuple(scene.circuit.say(f.pin) for f in feeds)
    note = next((f.rail.back_feed for f in feeds if f.rail.back_feed), "")
    return rule.finding("error" if _spread(feeds) > 2 * ALIKE_V else "warning", (*names, *(f.pin.ref for f in feeds if f.pin.ref != scene.circuit.board)),
                        f"Two supplies are tied in parallel: {' and '.join(names)}; the stronger feeds back into the other.", "Give each its own net, or put a diode between; join only the grounds." + (f" {note}" if note else ""))


def _with_usb(scene: Scene, rule: Rule, net: Net, feed: Feed) -> Iterator[Verdict]:
    """A supply on a pin of the board that is USB's own wire: both meet as soon as the cable is plugged in."""
    board = scene.board
    assert board is not None
    pins = {p.name for i, p in scene.on(net) if i is board} | {p.joined for i, p in scene.on(net) if i is board}
    rail = next((r for r in board.part.rail if r.pin in pins and r.source.lower() == "usb" and r.kind == "direct"), None)
    if rail is not None:
        names = (scene.circuit.say(feed.pin), scene.say(board.ref, rail.pin))
        said = scene.circuit.design.supply.source not in ("usb", "")
        yield rule.finding("info" if said else "warning", (*names, feed.pin.ref), f"{names[0]} feeds {names[1]}, which USB drives as well: with the cable plugged in two supplies are in parallel.", f"Unplug one before the other, or put a diode between. {rail.back_feed}")


RULE = Rule("supplies_joined", "No two supplies are tied together.", "Two sources never agree exactly: the difference drives current backwards through the weaker one, into a computer's port or a regulator.",
            "USB 2.0 specification, section 7.2.1 (no back-voltage); regulator data sheets on reverse current", judge, ("short_circuit", "reversed_supply"))
