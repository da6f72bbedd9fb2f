"""Grounds that are open or apart from the board's, where current or signals need a way back."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.grounds import Sets, board_ground, ground_sets, islands
from ohm_core.rules.rule import Rule, Scene, Verdict, is_signal, listed, wired


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    sets, reference = ground_sets(scene), board_ground(scene)
    shared = _shares_current(scene)
    apart: dict[str, list[tuple[Instance, Net, str]]] = {}
    for item in scene.parts:
        grounds = [p for p in item.part.pin if p.connect == "ground" and not p.optional]
        if not grounds or not wired(scene, item) or (item.is_board and item.ref not in shared):
            continue
        net = next((n for p in grounds if (n := scene.net(item.ref, p.name)) is not None), None)
        where = scene.say(item.ref, next((p.name for p in grounds if scene.net(item.ref, p.name) is net), grounds[0].name))
        if net is None:
            yield rule.finding("error", (where, item.ref), f"{where} is not connected: the {item.part.name} has no ground.", f"Join {where} to GND.")
        elif item.ref in shared and not _is_one(sets, net, reference) and _meant(scene, item, net):
            apart.setdefault(sets.find(net.name), []).append((item, net, where))
    yield from (_apart(scene, rule, found, reference) for found in apart.values() if scene.circuit.board)


def _is_one(sets: Sets, net: Net, reference: Net | None) -> bool:
    return reference is not None and sets.find(net.name) == sets.find(reference.name)


def _meant(scene: Scene, item: Instance, net: Net) -> bool:
    """True where the net is somebody's ground, not the live side of a load (an emitter follower) or the plus of a stack of cells."""
    if item.part.category.startswith("transistor"):
        return any(p.connect == "ground" and not i.part.category.startswith("transistor") for i, p in scene.on(net))
    return not any(f.rail.kind == "cell" for f in scene.electric.feeds.get(net.name, ())) or not item.part.rail


def _shares_current(scene: Scene) -> set[str]:
    """References that need the board's ground: those with a signal to it that is not isolated, and sources whose current reaches it."""
    talkers = {item.ref for item, _, path in scene.signals if not scene.isolated(path)}
    talkers |= {i.ref for n in scene.circuit.nets if scene.board_pins(n) for i, p in scene.on(n) if i.is_board and i is not scene.board and is_signal(p)}
    sets, board = islands(scene), scene.circuit.board_instance()
    home = next((sets.find(n.name) for p in (board.part.pin if board else ()) if (n := scene.net(scene.circuit.board, p.name)) is not None), "")
    for item in scene.parts:
        plus = next((n for r in item.part.rail if (n := scene.net(item.ref, r.pin)) is not None), None)
        if home and plus is not None and not item.is_board and sets.find(plus.name) == home:
            talkers.add(item.ref)
    return talkers


def _apart(scene: Scene, rule: Rule, found: list[tuple[Instance, Net, str]], reference: Net | None) -> Verdict:
    """One finding for all parts whose ground is one, but not the board's."""
    sources = [w for i, _, w in found if i.part.rail]
    names = tuple(sources + [w for i, _, w in found if not i.part.rail])
    board = scene.circuit.board_instance()
    home = next((scene.say(scene.circuit.board, p.name) for p in board.part.pin if p.connect == "ground" and (reference is None or scene.net(board.ref, p.name) is reference)), "GND") if board else "GND"
    refs = tuple(dict.fromkeys(i.ref for i, _, _ in found))
    fed = next((scene.circuit.say(f.pin) for _, n, _ in found for f in scene.electric.feeds.get(n.name, ())), "")
    message = f"{listed(names)} {'is' if len(names) == 1 else 'are'} on the supply {fed}, not on ground." if fed and not sources else f"The ground of {listed(refs)} is not joined to the board's: there is no common ground."
    return rule.finding("error", (*names, *refs, home), message, f"Join {names[0]} and {home}.")


RULE = Rule("missing_ground", "Every part and every supply that shares current or signals with the board shares its ground.", "Signals are voltages against ground, and current needs a way back: with two grounds apart levels mean nothing.",
            "Kirchhoff's current law", judge, ("reversed_supply", "short_circuit"))
