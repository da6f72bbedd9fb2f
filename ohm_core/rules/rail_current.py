from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Fact
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        feeds = [f for f in scene.electric.feeds.get(net.name, []) if f.limit_a]
        if not feeds:
            continue
        limit = max(f.limit_a or 0 for f in feeds)
        draws = [(i, *_draw(scene, i, net)) for i, _ in scene.circuit.on(net) if i.ref not in {f.pin.ref for f in feeds}]
        unique = {i.ref: (i, t, p) for i, t, p in draws}
        typical, peak = sum(t for _, t, _ in unique.values()), sum(p for _, _, p in unique.values())
        big = [i for i, _, p in sorted(unique.values(), key=lambda d: -d[2]) if p > 0.1 * limit][:4]
        names = tuple(i.ref for i in big) + tuple(scene.circuit.say(f.pin) for f in feeds[:1])
        rail = scene.circuit.say(feeds[0].pin)
        if typical > limit:
            yield rule.finding("error", names, f"{rail} gives at most {limit:.2g} A, but {', '.join(i.ref for i in big) or 'its parts'} draw {typical:.2g} A: the supply is overloaded and browns out.", "Feed the biggest of them from a supply of their own, grounds joined.")
        elif peak > limit * 1.05:
            yield rule.finding("warning", names, f"{rail} gives at most {limit:.2g} A; when {', '.join(i.ref for i in big) or 'its parts'} start or stall, {peak:.2g} A are drawn: the board may brown out and restart.", "Feed the biggest of them from a supply of their own, grounds joined.")


def _draw(scene: Scene, item: Instance, net: Net) -> tuple[float, float]:
    """Typical and peak current of a part from this net, in A; loads count with what they draw when on."""
    for supply in item.part.supply:
        if scene.net(item.ref, supply.pin) is net:
            times = _pixels(item)
            return times * _most(supply.typical_a), max(times * _most(f) for f in (supply.typical_a, supply.peak_a, supply.inrush_a, supply.stall_a))
    for load in (*item.part.loads, *((item.part.load,) if item.part.load else ())):
        if load.kind != "led" and scene.net(item.ref, load.plus) is net:
            return _most(load.typical_a), max(_most(f) for f in (load.typical_a, load.stall_a, load.inrush_a))
    return 0.0, 0.0


def _pixels(item: Instance) -> float:
    """Facts of pixel strips are for one pixel when their condition says so."""
    count = item.use.attr("pixels") or (item.part.attrs["pixels"].default if "pixels" in item.part.attrs else 1)
    per_pixel = any("pixel" in (f.cond if f else "") and "all" not in (f.cond if f else "") for s in item.part.supply for f in (s.peak_a, s.typical_a))
    return float(count) if per_pixel and isinstance(count, (int, float)) else 1.0


def _most(fact: Fact | None) -> float:
    if fact is None or fact.unknown:
        return 0.0
    return fact.typ if fact.typ is not None else fact.max if fact.max is not None else fact.min or 0.0


RULE = Rule("rail_current", "What hangs on a rail draws no more than it gives.", "An overloaded rail sags: the controller resets (brown-out), the regulator overheats or the port switches off.", "the board's documents; USB 2.0 specification, section 7.2.1 (500 mA)", judge)
