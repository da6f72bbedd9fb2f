"""Verbs → conditions: what happens, what is noticed, what is done by hand."""

from __future__ import annotations

from ohm_core.design.behaviour import AllOf, AnyOf, Condition
from ohm_core.design.wishes import Unserved
from ohm_core.understand.causes import bare_cause, not_only_shown
from ohm_core.understand.checks import is_event, negated
from ohm_core.understand.manners import press_kind
from ohm_core.understand.parties import for_each
from ohm_core.understand.predicates import Predicate
from ohm_core.understand.scene import Scene
from ohm_core.understand.states import said
from ohm_core.understand.subjects import happening, own_concept


def of_event(scene: Scene, p: Predicate) -> Condition | None:
    """"I press the button", "someone walks by", "I tip it over"."""
    frame = p.frame
    assert frame is not None
    own = [d for a in p.args if a.item.sort == "device" for d in scene.drafts_of(a.item) if d.role in ("sense", "input", "identify", "time", "communicate")]
    many = next((scene.page.low(j) for j in range(max(p.start, p.item.start - 1), p.end) if scene.page.low(j) in ("twice", "double", "thrice", "triple")), "")
    kind = press_kind(scene.page, max(p.clause.body, p.item.start - 4), p.end) if "press" in frame.need else ""
    if many and "press" in frame.need and not kind:
        scene.pool.unserved.append(Unserved(many, "A button tells single presses; this is done at each of them."))
    held = p.clause.kind == "while" or p.negated
    name = "shut" if frame.event == "opened" and scene.page.lemma_in(p.item.end - 1, {"close", "shut"}) else frame.event
    if scene.game() and not own:
        return None  # "when the ball hits": inside the game
    fits = [d for d in own if any(scene.pool.provides(d, c) for c in frame.need)] or [d for d in own[:1] if d.concept not in ("knob", "rotary_steps", "joystick")]
    if own and not fits:
        return None  # a knob that moves something is no event
    if fits:
        concept = own_concept(scene.pool, fits[0], frame.need)
        made = [happening(scene.pool, d, own_concept(scene.pool, d, frame.need) if concept else concept, held, name) for d in fits]
        made = list(dict.fromkeys(made))
        both = any(scene.page.low(j) == "and" for j in range(p.start, p.end)) and len(made) > 1
        return _contrary(p, made[0] if len(made) == 1 else AllOf(tuple(made)) if both else AnyOf(tuple(made)))
    if any(a.item.sort == "device" and a.item.sense is not None and a.item.sense.role in ("sense", "input") for a in p.args):
        return None  # the sensor it speaks of is one the catalogue lacks; another would not be what was asked for
    named = [d for a in p.args if a.item.sort == "phenomenon" and not a.left and not a.prep for d in scene.pool.serving(a.item.concepts) if d.role == "sense"]
    if named:
        return happening(scene.pool, named[0], own_concept(scene.pool, named[0], named[0].kinds), p.clause.kind == "while")  # "tap the secret rhythm"
    concepts = not_only_shown(scene, tuple(dict.fromkeys((*_things_sense(p, frame.need), *frame.need))), frame.need[0])
    count = for_each(scene.page, p.item.start) if frame.role == "input" else 1
    draft = scene.pool.serve(frame.role or "sense", concepts, said(scene, p), p.item.start, count=count)
    if draft is None:
        return None
    return _contrary(p, happening(scene.pool, draft, own_concept(scene.pool, draft, frame.need), held, name))


def _contrary(p: Predicate, made: Condition) -> Condition | None:
    """"nobody moves", "the button is not pressed": the state that it is not so; None for what is an instant only."""
    if not p.negated:
        return made
    return None if is_event(made) else negated(made)


def _things_sense(p: Predicate, need: tuple[str, ...]) -> tuple[str, ...]:
    """What is sensed of the things beside the verb, where the frame allows it too."""
    opened = p.frame is not None and p.frame.event == "opened"  # what is near a lid does not tell that it is open
    return tuple(c for a in p.args if a.item.sense for c in (a.item.sense.sense or a.item.sense.concepts) if c in need and not (opened and c == "distance"))


def of_sensing(scene: Scene, p: Predicate) -> Condition | None:
    """"motion is detected", "the sensor sees a person", "recognises my card"."""
    drafts = [d for a in p.args if a.item.sort == "device" for d in scene.drafts_of(a.item) if d.role in ("sense", "input", "identify")]
    if drafts:
        opened = any(scene.page.lemma_in(j, {"open"}) for j in range(p.item.end, p.end))
        made = happening(scene.pool, drafts[0], drafts[0].concept, p.clause.kind == "while" or p.negated, "opened" if opened else "")
        return negated(made) if p.negated else made
    noticed = [a for a in p.args if not a.left] or list(p.args)
    if not noticed and any(scene.page.low(j) == "water" for j in range(p.start, p.end)):
        draft = scene.pool.serve("sense", ("water_level", "rain"), said(scene, p), p.item.start)
        if draft is None:
            return None
        seen = happening(scene.pool, draft, own_concept(scene.pool, draft, ("water_level", "rain")))
        return negated(seen) if p.negated else seen
    for arg in noticed:
        if arg.item.sense is not None and arg.item.sort in ("phenomenon", "thing"):
            concepts = arg.item.sense.concepts or arg.item.sense.sense
            draft = scene.pool.serve("sense", concepts, said(scene, p), p.item.start) if concepts else None
            if draft:
                made = happening(scene.pool, draft, own_concept(scene.pool, draft, concepts), p.clause.kind == "while" or p.negated)
                return negated(made) if p.negated else made
    return None


def of_acting(scene: Scene, p: Predicate) -> Condition | None:
    """An action named as a condition: only what hands or senses do counts ("if the button is on")."""
    drafts = [d for a in p.args if a.item.sort == "device" for d in scene.drafts_of(a.item) if d.role in ("sense", "input", "identify")]
    if not drafts:
        return _mover(scene, p) or bare_cause(scene, p.clause)
    by_hand = any(a.prep in ("with", "by", "via", "using") and a.item.sense is not None and a.item.sense.concept in ("press", "touch") for a in p.args)
    if by_hand:
        return happening(scene.pool, drafts[0], drafts[0].concept)  # "until it is reset with a button"
    made = happening(scene.pool, drafts[0], drafts[0].concept, True)
    return negated(made) if p.frame and p.frame.action == "off" else made


def _mover(scene: Scene, p: Predicate) -> Condition | None:
    """"when children come up": people and animals that move in a way that machines may move too."""
    someone = any(a.left and not a.prep and a.item.sort == "thing" and a.item.sense is not None and {"person", "animal"} & set(a.item.sense.kinds) for a in p.args)
    if not someone or p.frame is None or p.frame.default not in ("angle", "spin", "exact_turns"):
        return None
    draft = scene.pool.serve("sense", ("motion", "distance"), said(scene, p), p.item.start)
    return happening(scene.pool, draft, own_concept(scene.pool, draft, ("motion", "distance"))) if draft else None
