"""Currents that hang on a rail, with all rails made from it, against what it gives."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Net
from ohm_core.circuit.electric import Feed
from ohm_core.rules.draws import Draw, Draws, knows_draw, totals
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, listed
from ohm_core.units import show_si

PEAK_SLACK = 1.2  # ports, fuses and capacitors let a short peak a fifth above their limit through


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    draws, told = Draws(scene), set()
    limited = [(n, f) for n in scene.circuit.nets for f in scene.electric.feeds.get(n.name, ())[:1] if _limit(scene, n)]
    for net, feed in sorted(limited, key=lambda x: _limit(scene, x[0]) or 0.0):
        wanted = _all_draws(scene, draws, net)
        usual, peak = totals(wanted)
        limit = _limit(scene, net) or 0.0
        big = _biggest(wanted, limit)
        if peak > limit * PEAK_SLACK and (usual > limit or tuple(big) not in told):
            told.add(tuple(big))
            yield _over(scene, rule, feed, big, usual, peak, limit)
    yield from _unknown(scene, rule)


def _limit(scene: Scene, net: Net) -> float | None:
    known = [f.limit_a for f in scene.electric.feeds.get(net.name, ()) if f.limit_a]
    return max(known) if known else None


def _all_draws(scene: Scene, draws: Draws, net: Net) -> tuple[Draw, ...]:
    """The draws on a net; the board's own comes on top where USB feeds it here."""
    found, own, board = draws.on(net), draws.board_draw(), scene.board
    entry = scene.net(board.ref, draws.entry) if board and draws.entry else None
    return (*found, own) if own and entry is net else found


def _biggest(wanted: tuple[Draw, ...], limit: float) -> list[str]:
    """The references that matter: the heaviest first, no more than it takes."""
    heavy = sorted((d for d in wanted if d.peak > 0.1 * limit), key=lambda d: -d.peak)
    return [d.ref for d in heavy][:4]


def _over(scene: Scene, rule: Rule, feed: Feed, big: list[str], usual: float, peak: float, limit: float) -> Verdict:
    rail, who = scene.circuit.say(feed.pin), listed(big) if big else "its parts"
    names = (*(r for r in big if r != scene.circuit.board), rail)
    owner = scene.circuit.parts[feed.pin.ref]
    source = cite(owner, feed.rail.max_a.doc, feed.rail.max_a.at) if feed.rail.max_a else ""
    remedy = "Feed the biggest of them from a separate supply, grounds joined."
    if usual > limit:
        return rule.finding("error", names, f"{rail} gives at most {show_si(limit, 'A')}, but {who} draw {show_si(usual, 'A', 2)}: the supply is overloaded and browns out.", remedy, source=source)
    return rule.finding("warning", names, f"{rail} gives at most {show_si(limit, 'A')}; when {who} start, stall, send or play, {show_si(peak, 'A', 2)} are drawn: the supply sags and the board may brown out.", remedy, source=source)


def _unknown(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for supply in item.part.supply:
            net = scene.net(item.ref, supply.pin)
            if item.known and not knows_draw(item, supply) and net is not None and scene.electric.feeds.get(net.name) and item.part.switch is None and not item.part.rail:
                yield rule.blind(f"{item.ref}: nobody has written down what the {item.part.name} draws")


RULE = Rule("rail_current", "What hangs on a rail draws no more than it gives.", "An overloaded rail sags: the controller resets (brown-out), the regulator overheats or the port switches off.",
            "the board's documents; USB 2.0 specification, section 7.2.1 (500 mA)", judge, ("short_circuit", "supply_range"))
