""""X follows Y", "control X with Y", "each button its lamp": what steers what."""

from __future__ import annotations

from ohm_core.design.behaviour import Always, Behaviour
from ohm_core.understand.actions import action, steered
from ohm_core.understand.deed import Deed
from ohm_core.understand.drafts import Draft
from ohm_core.understand.predicates import Arg, Predicate, effects, sources
from ohm_core.understand.scene import Scene
from ohm_core.understand.states import said
from ohm_core.understand.subjects import happening, own_concept, reading


def in_pairs(scene: Scene, p: Predicate, arg: Arg, deed: Deed) -> bool:
    """As many buttons as lamps, each its own: a behaviour for each pair."""
    from ohm_core.understand.defaults import pairs

    hands = scene.drafts_of(arg.item)
    ids = {a.act for a in deed.actions}
    things = [d for d in scene.pool.live() if d.id in ids]
    each = any(scene.page.low(j) in ("each", "every", "its", "own", "corresponding", "matching", "respective") for j in range(p.start, p.end))
    if not each or len(hands) != 1 or len(things) != 1 or hands[0].count != things[0].count or hands[0].count < 2:
        return False
    name = deed.actions[0].action
    deed.actions = []
    deed.behaviours += pairs(scene, hands[0], things[0], "toggle" if name == "on" else name, said(scene, p))
    return True


def modulated(scene: Scene, p: Predicate, deed: Deed) -> None:
    """"X follows Y", "control X with Y"."""
    frame = p.frame
    assert frame is not None
    steering = [d for a in sources(scene.page, frame, p) for d in _source(scene, a.item)]
    steered_by = [d for a in effects(scene.page, p) for d in scene.drafts_of(a.item, not a.prep or a.prep == "of") if scene.out(d)] or [d for d in scene.pool.serving(frame.target, p.item.start) if scene.out(d)]
    if not steered_by and frame.default == "spin" and _on_screen(scene):
        return  # the figure of a game is steered: nothing turns
    if not steered_by and frame.default:
        draft = scene.pool.serve(frame.default_role, (frame.default,), said(scene, p), p.item.start, count=frame.count)
        steered_by = [draft] if draft else []
    if not steered_by:
        steered_by = [d for d in scene.acting() if d.at <= p.item.start][-1:]
    if not steering and "knob" in frame.by and not scene.pool.serving(frame.by) and any(scene.page.low(j) in ("can", "could", "want") for j in range(max(p.clause.start - 2, 0), p.item.start)):
        draft = scene.pool.serve("input", ("knob", "rotary_steps"), said(scene, p), p.item.start)  # "that one can dim"
        steering = [draft] if draft else []
    if not steering and frame.by:
        steering = scene.pool.serving(frame.by, p.item.start)[:1]
    if not steering or not steered_by:
        return
    source = steering[0]
    if source.concept in ("press", "touch", "toggle_switch", "remote_command", "key_entry", "motion"):
        deed.actions += [action(scene.pool, d, "toggle") for d in steered_by[:1]]
        deed.trigger = deed.trigger or happening(scene.pool, source, source.concept)
        return
    for number, draft in enumerate(steered_by[:4]):
        deed.behaviours.append(steering_of(scene, steering[number % len(steering)], draft, said(scene, p)))


def _on_screen(scene: Scene) -> bool:
    """True where there is a display to steer something on, and no vehicle or motor."""
    vehicle = any(x.sense is not None and (x.sort == "thing" and {"toy_vehicle", "car", "mover"} & set(x.sense.kinds) or any(n.concepts[:1] == ("spin",) for n in x.sense.needs)) for x in scene.page.items)
    return bool(scene.pool.serving(("display",))) and not vehicle


def _source(scene: Scene, item: object) -> list[Draft]:
    from ohm_core.understand.items import Item

    assert isinstance(item, Item)
    if item.sort == "phenomenon":
        draft = scene.pool.serve("sense", item.concepts, scene.page.said(item.start, item.end), item.start)
        return [draft] if draft else []
    return scene.drafts_of(item)


def steering_of(scene: Scene, source: Draft, draft: Draft, words: str, inverse: bool = False, manner: str = "") -> Behaviour:
    concept = own_concept(scene.pool, source, source.kinds)
    manner = manner or ("rate" if any(w in words.lower() for w in ("blink", "flash")) and any(w in words.lower() for w in ("speed", "rate", "frequency", "tempo", "fast", "quick")) else "")
    manner = manner or next((m for m in ("speed", "bright", "dim") if m in words.lower()), "")
    done = steered(scene.pool, draft, reading(scene.pool, source, concept), concept, inverse, manner)
    return Behaviour(f"{draft.id}_follows_{source.id}", Always(), (done,), said=words)
