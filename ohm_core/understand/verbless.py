"""Deeds without a verb: "red LED when it is hot", "door open -> buzzer", "otherwise green"."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action
from ohm_core.understand.actions import action, family
from ohm_core.understand.clauses import Clause
from ohm_core.understand.drafts import Draft
from ohm_core.understand.manners import with_manner
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import predicates
from ohm_core.understand.report import shown
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import duration, time_at
from ohm_core.understand.subjects import own_concept

_MAKES = frozenset(["turn", "make", "set", "switch", "light", "change", "go", "put", "color", "colour"])
_DOES = ("act", "report", "modulate", "count", "regulate", "event")
_COLORED = ("colored_light", "pixel_light")


def bare_deeds(scene: Scene, clauses: tuple[Clause, ...], ruled: bool) -> list[Action]:
    """What things named alone do: they go on, a buzzer sounds; a colour alone is the light of that colour. Only where a condition
    rules them (RULED); a light that is turned blue is so without one too.
    """
    done: list[Action] = []
    for clause in clauses:
        if turned := _turned(scene, clause):
            done += turned
            continue
        if not ruled or any(p.frame is not None and p.frame.does in _DOES for p in predicates(scene.page, scene.pool, clause)):
            continue
        for_s = duration(scene.page, clause.start, clause.end) or next((t[0] for j in range(clause.body, clause.end) if (t := time_at(scene.page, j)) is not None), None)
        things = _named(scene, clause)
        done += with_manner(scene, clause.body, clause.end, [a for d in things if (a := usual(scene, clause, d, for_s)) is not None])
        if not things:
            done += _turned_to(scene, clause) or in_color(scene, colors_of(scene, clause), None)
    return done


def _turned(scene: Scene, clause: Clause) -> list[Action]:
    """"turn the neopixels blue", "make the lamp white": the colour after what shines."""
    page = scene.page
    if not any(page.lemma_in(j, _MAKES) for j in range(clause.body, clause.end)):
        return []
    done: list[Action] = []
    for item in page.nouns_in(clause.body, clause.end):
        at = item.end + (page.low(item.end) in ("to", "in", "into"))
        if item.sort == "device" and page.is_("color", at) and ((after := page.at.get(at + 1)) is None or after.sort not in ("device", "product")):
            lights = [d for d in scene.drafts_of(item, True) if scene.pool.lexicon.is_a(d.concept, "illumination")]
            done += [Action(d.id, "color", (("color", page.lexicon.tables["color"].get(page.low(at)) or page.low(at)),)) for d in (scene.pool.sharpened(d, ("colored_light",)) for d in lights)]
    return done


def _named(scene: Scene, clause: Clause) -> list[Draft]:
    found = [d for x in scene.page.nouns_in(clause.body, clause.end) if x.sort == "device" for d in scene.drafts_of(x) if scene.out(d)]
    return list({d.id: d for d in found}.values())


def usual(scene: Scene, clause: Clause, draft: Draft, for_s: float | None) -> Action | None:
    """What DRAFT does where CLAUSE only names it, or gives its angle or colour; None where a display has nothing to show."""
    if family(scene.pool, draft) == "display" and clause.joined != "listed":
        return None  # "temperature on an LCD, buzzer when …": what is shown is always shown
    if family(scene.pool, draft) == "display":
        phenomena = [x for x in scene.page.nouns_in(clause.body, clause.end) if x.sort == "phenomenon"]
        sensed = [(d, own_concept(scene.pool, d, x.concepts)) for x in phenomena for d in scene.pool.serving(x.concepts, x.start)[:1]]
        return shown(scene, draft, sensed, "") if sensed else None
    angle = angle_in(scene, clause)
    if family(scene.pool, draft) == "angle" and angle is not None:
        return Action(draft.id, "move", (("angle_deg", angle),))
    colors = colors_of(scene, clause)
    if colors and scene.pool.lexicon.any_is_a(draft.concept, _COLORED):
        return Action(draft.id, "color", (("color", colors[0]),))
    return action(scene.pool, draft, "alert" if family(scene.pool, draft) in ("sound", "tone") else "on", (), for_s)


def angle_in(scene: Scene, clause: Clause) -> float | None:
    """The angle a clause says: "90 degrees", "servo to 90", "back to 0", "servo 120"."""
    page = scene.page
    for q in page.quantities:
        if not clause.body <= q.start < clause.end or q.kind not in ("temperature", "number") or not 0 <= q.value <= 360:
            continue
        arm = page.at.get(q.start - 1)
        if q.kind == "temperature" or page.low(q.start - 1) in ("to", "at") or _amount_only(page, clause) or arm is not None and arm.sort == "device":
            return q.value
    return None


def _amount_only(page: Page, clause: Clause) -> bool:
    """True for "0", "back to 90", "30 degrees": a clause that says nothing but an amount."""
    return all(j in page.quantity_at or page.low(j) in ("back", "to", "at", "again", "then", "degrees") or page.is_("determiner", j) for j in range(clause.body, clause.end))


def _turned_to(scene: Scene, clause: Clause) -> list[Action]:
    """"90 when it is dark": the angle of the arm that is spoken of."""
    angle = angle_in(scene, clause) if _amount_only(scene.page, clause) else None
    arms = [d for d in scene.acting() if family(scene.pool, d) == "angle"]
    last = {a.act for b in scene.behaviours[-1:] for a in b.do}
    arms = [d for d in arms if d.id in last] or arms
    return [Action(arms[0].id, "move", (("angle_deg", angle),))] if angle is not None and len(arms) == 1 else []


def colors_of(scene: Scene, clause: Clause) -> list[str]:
    """The colours said in a clause."""
    page = scene.page
    return [page.lexicon.tables["color"].get(page.low(j)) or page.low(j) for j in range(clause.body, clause.end) if page.is_("color", j)]


def in_color(scene: Scene, colors: list[str], like: Action | None) -> list[Action]:
    """What shines in COLORS: the lights that are of them, a light that can show any colour, else one more light as that of LIKE."""
    lights = [d for d in scene.acting() if scene.pool.lexicon.is_a(d.concept, "illumination")]
    made: list[Action] = []
    for color in colors:
        own = next((d for d in lights if d.color == color), None)
        changing = next((d for d in lights if scene.pool.lexicon.any_is_a(d.concept, _COLORED) and (like is None or d.id == like.act)), None)
        if own is None and changing is not None:
            said = like is not None and like.arg("color") is not None
            made.append(replace(like, args=tuple((k, color if k == "color" else v) for k, v in like.args)) if like is not None and said else Action(changing.id, "color", (("color", color),)))
            continue
        kin = next((d for d in lights if like is not None and d.id == like.act), None) or next((d for d in lights if d.color), None)
        if own is None and kin is not None:
            own = scene.pool.add(replace(kin, id=f"{kin.id.removesuffix('_' + kin.color) if kin.color else kin.id}_{color}", color=color, count=1, said=color,
                                         conditions=dict(kin.conditions), attrs=dict(kin.attrs)))
        if own is not None:
            made.append(replace(like, act=own.id) if like is not None and like.action in ("on", "blink", "fade") else action(scene.pool, own, "on"))
    return made
