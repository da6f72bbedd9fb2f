"""Deeds that a clause leaves unsaid: the same again by another thing, in another colour, the other way round."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, Behaviour, Reading, Template
from ohm_core.understand.actions import action, opposite, same_family
from ohm_core.understand.bands import spoken_text
from ohm_core.understand.checks import is_event
from ohm_core.understand.grouping import Rule
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import happening
from ohm_core.understand.verbless import in_color


def as_before(scene: Scene, rule: Rule, last: Behaviour) -> list[Action]:
    """The deed of a clause without a verb: on or off of what the clause before switched, or the same deed by another thing or in another colour."""
    page = scene.page
    words = {page.low(j) for c in rule.deeds for j in range(c.body, c.end)}
    named = any(x.sort == "device" and scene.drafts_of(x) for c in rule.deeds for x in page.nouns_in(c.body, c.end) if x.sense is not None and x.sense.role in ("act", "show"))
    if words & {"off", "on"} and not named:
        return [a for x in last.do for a in ([opposite(x)] if "off" in words else [x]) if a is not None]
    again = same_again(scene, rule, last)
    colors = [page.lexicon.tables["color"].get(page.low(j), page.low(j)) for c in rule.deeds for j in range(c.body, c.end) if page.is_("color", j)]
    if not again and colors:
        again = [replace(a, args=tuple((k, colors[0] if k == "color" else v) for k, v in a.args)) for a in last.do if a.arg("color") is not None] or in_color(scene, colors[:1], last.do[0])
    return again


def likewise(scene: Scene, rule: Rule, last: Behaviour | None) -> Behaviour | None:
    """"A button inside opens it the same way": another hand for the deeds before."""
    page = scene.page
    same = any(page.low(j) == "same" and page.low(j + 1) in ("way", "thing", "manner") or page.low(j) == "likewise" for c in rule.deeds for j in range(c.start, c.end))
    hands = [d for c in rule.deeds for x in page.nouns_in(c.body, c.end) if x.sort == "device" for d in scene.drafts_of(x) if d.role in ("input", "identify")]
    if not same or rule.conditions or last is None or not hands or not is_event(last.when) and not isinstance(last.when, Reading):
        return None
    made = Behaviour(scene.free_id(last.id), happening(scene.pool, hands[0], hands[0].concept), last.do, said=words_of(scene, rule))
    scene.add(made)
    return made


def words_of(scene: Scene, rule: Rule) -> str:
    clauses = sorted([*rule.conditions, *rule.deeds], key=lambda c: c.start)
    return scene.page.said(clauses[0].start, clauses[-1].end) if clauses else ""


def same_again(scene: Scene, rule: Rule, last: Behaviour) -> list[Action]:
    """"… otherwise a green one", "else the buzzer": the same deed by another thing, which alone is named."""
    page, first = scene.page, last.do[0]
    drafts = [d for c in rule.deeds for x in page.nouns_in(c.body, c.end) if x.sort == "device" for d in scene.drafts_of(x) if scene.out(d)]
    colors = {page.lexicon.tables["color"].get(page.low(j), page.low(j)) for c in rule.deeds for j in range(c.body, c.end) if page.is_("color", j)}
    if colors and all(d.id == first.act for d in drafts):
        return in_color(scene, sorted(colors), first)[:2]
    angle = next((q.value for c in rule.deeds for q in page.quantities if c.body <= q.start < c.end and q.kind in ("temperature", "number")), None)
    if first.action == "move" and angle is not None and not drafts:
        return [replace(first, args=(("angle_deg", angle),))]
    if first.action == "show" and not drafts and (text := next((t for c in rule.deeds if (t := spoken_text(page, c.body, c.end))), "")):
        return [replace(first, args=(("text", Template(text)),))]  # "otherwise OK"
    like = [d for d in drafts if d.id != first.act][:2]
    return [action(scene.pool, d, first.action, first.args) if first.action in ("on", "blink", "beep", "fade") and same_family(scene.pool, d, first.act) else action(scene.pool, d, "on") for d in like]
