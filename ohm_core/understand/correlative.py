""""The nearer, the faster": one reading steers an effect by comparison."""

from __future__ import annotations

from ohm_core.design.behaviour import Always, Behaviour
from ohm_core.understand.actions import steered
from ohm_core.understand.clauses import Clause
from ohm_core.understand.deeds import deed_of
from ohm_core.understand.drafts import Draft
from ohm_core.understand.grouping import Rule
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import own_concept, reading

_FASTER = {"faster": False, "quicker": False, "slower": True, "brighter": False, "louder": False, "higher": False, "lower": True, "dimmer": True, "more": False, "stronger": False, "less": True, "further": False, "shorter": False}
_RISES = frozenset(["rising", "increasing", "growing", "rises", "increases", "grows", "climbs"])
_FALLS = frozenset(["falling", "decreasing", "sinking", "falls", "decreases", "sinks", "drops"])
_RATE = frozenset(["faster", "slower", "quicker", "often", "frequently"])


def correlative(scene: Scene, rule: Rule) -> bool:
    """"beeps faster the nearer the obstacle is", "the darker it gets, the brighter the lamp": one reading steers an effect."""
    clauses = [*rule.conditions, *rule.deeds]
    if not clauses:
        return False
    start, end = min(c.start for c in clauses), max(c.end for c in clauses)
    found = _comparison(scene, start, end)
    if found is None or _plain_condition(scene, rule, found[0]):
        return False
    at, concepts, low_first = found
    source = scene.pool.serve("sense", concepts, scene.page.said(at, min(end, at + 3)), at)
    if source is None:
        return False
    drafts = _steered(scene, clauses, at, source)
    manner = next((scene.page.low(j) for j in range(start, end) if scene.page.low(j) in _FASTER and j != at), "")
    for draft in drafts:
        concept = own_concept(scene.pool, source, concepts)
        inverse = _inverse(low_first, _FASTER.get(manner, False), draft, manner, scene)
        done = steered(scene.pool, draft, reading(scene.pool, source, concept), concept, inverse, "rate" if manner in _RATE else manner or "beep")
        scene.add(Behaviour(scene.free_id(f"{draft.id}_follows_{source.id}"), Always(), (done,), said=scene.page.said(start, end)))
    return bool(drafts)


def compared_apart(scene: Scene, rule: Rule) -> list[Rule]:
    """"beeps faster the closer I get, and a LED lights when …": a deed that holds both sides of a comparison stands alone."""
    if len(rule.conditions) == 1 and len(rule.deeds) > 1 and _whole_comparison(scene, Clause(rule.conditions[0].start, rule.deeds[0].end)) and scene.page.low(rule.conditions[0].start) not in ("when", "if"):
        return [Rule(rule.conditions, rule.deeds[:1]), Rule((), rule.deeds[1:])]
    alone = [c for c in rule.deeds if _whole_comparison(scene, c)]
    if not alone or len(rule.deeds) + len(rule.conditions) < 2 or rule.otherwise:
        return [rule]
    rest = tuple(c for c in rule.deeds if c not in alone)
    if not rest and any(c.start < alone[0].start for c in rule.conditions):
        return [rule]
    return [*(Rule((), (c,)) for c in alone), *([Rule(rule.conditions, rest)] if rest else [rule] if not alone else [])]


def _whole_comparison(scene: Scene, clause: Clause) -> bool:
    found = _comparison(scene, clause.start, clause.end)
    return found is not None and any(scene.page.low(j) in _FASTER and j != found[0] for j in range(clause.start, clause.end))


def _plain_condition(scene: Scene, rule: Rule, at: int) -> bool:
    """"when it gets warmer": a limit, unless the deed is compared too."""
    inside = next((c for c in rule.conditions if c.start <= at < c.end), None)
    words = {scene.page.low(j) for c in (*rule.conditions, *rule.deeds) for j in range(c.start, c.end)}
    return inside is not None and scene.page.low(at - 1) != "the" and not words & set(_FASTER)


def _comparison(scene: Scene, start: int, end: int) -> tuple[int, tuple[str, ...], bool] | None:
    """(token, concepts, True when it means little of them) of "the nearer", "as it gets darker", "the more light"."""
    page = scene.page
    said_so = [j for j in range(start, end) if page.low(j) in ("the", "as", "gets", "get", "becomes", "comes", "getting") and j + 1 < end]
    manner = any(page.low(j) in _FASTER for j in range(start, end))
    for j in range(start, end):
        rising = page.low(j) in ("with", "as") and (noun := next((page.at[k] for k in range(j + 1, min(end, j + 5)) if k in page.at and page.at[k].sort == "phenomenon"), None)) is not None
        if rising and noun is not None and noun.sense is not None:
            around = {page.low(k) for k in range(j + 1, min(end, noun.end + 2))}
            if around & (_RISES | _FALLS) and (page.low(j) == "as" or page.low(j + 1) in _RISES | _FALLS):
                return noun.start, noun.sense.concepts, bool(around & _FALLS)
    for state in scene.page.items:
        after = state.end
        bare = start <= state.start and after < end and state.sense is not None and state.sort == "state" and page.low(state.start).endswith("er")
        if bare and page.low(after) in ("=", "->", "=>", "→", ":", ",") and any(page.low(k) in _FASTER for k in range(after, min(end, after + 5))) and state.sense is not None:
            return state.start, state.sense.concepts, state.sense.op == "<"  # "hotter = fan faster"
    for j in said_so:
        item = page.at.get(j + 1)
        if page.low(j) in ("the", "gets") and page.low(j + 1) in ("warmer", "hotter", "colder", "cooler") and (item is None or item.sort != "state") and (page.low(j) == "the" or page.low(j - 2) == "as"):
            return j + 1, ("temperature",), page.low(j + 1) in ("colder", "cooler")
        if page.low(j) == "the" and page.low(j + 1) in ("more", "less") and page.low(j + 2) == "light" and page.low(j + 3) in (",", "there", "it", "is", "falls", "comes"):
            return j + 2, ("light",), page.low(j + 1) == "less"
        if page.low(j + 2) == "than":
            continue
        if item and item.sense is not None and item.sort == "state" and page.low(j + 1).endswith("er") and (page.low(j) == "the" or manner or page.low(j) in ("gets", "get", "comes")):
            if (hand := _turned(scene, item.start, end)) is not None and item.sense.concepts[0] == "distance":
                return hand[0], hand[1], item.sense.op == "<"
            if _own_effect(scene, item.sense.concepts, item.start):
                continue
            return item.start, item.sense.concepts, item.sense.op == "<"
        if page.low(j) == "the" and page.low(j + 1) in ("more", "less", "higher", "lower", "stronger", "harder") :
            noun = next((page.at[k] for k in range(j + 2, min(end, j + 6)) if k in page.at and page.at[k].sort in ("phenomenon", "device") and getattr(page.at[k].sense, "role", "") not in ("act", "show")), None)
            if noun is not None and noun.sense is not None:
                return noun.start, noun.sense.concepts, page.low(j + 1) in ("less", "lower")
    return None


def _turned(scene: Scene, at: int, end: int) -> tuple[int, tuple[str, ...]] | None:
    """"the further I turn the knob": what is turned or pushed by hand, which "far" speaks of."""
    for item in scene.page.nouns_in(at, min(end, at + 8)):
        if item.sort == "device" and item.sense is not None and item.sense.role == "input" and item.sense.concept in ("knob", "rotary_steps", "joystick"):
            return item.start, item.sense.concepts
    return None


def _own_effect(scene: Scene, concepts: tuple[str, ...], at: int) -> bool:
    """True for "brighter" said of a lamp, "louder" said of a speaker: how it shines, not what is sensed."""
    if concepts[0] in ("light", "sound_level"):
        effect = "illumination" if concepts[0] == "light" else "sound"
        page = scene.page
        others = any(x.sort == "state" and x.start != at and page.low(x.start).endswith("er") for x in page.items)
        sensed = scene.pool.serving((concepts[0],))
        if page.low(at) not in ("brighter", "louder"):
            return False
        if not sensed and any(page.low(j) in ("longer", "harder", "often") for j in range(len(page.tokens))):
            scene.pool.serve("act", (effect,), page.said(at, at + 1), at)
            return True
        return (others or not sensed) and any(scene.pool.lexicon.is_a(d.concept, effect) for d in scene.acting())
    return False


def _steered(scene: Scene, clauses: list[Clause], at: int, source: Draft) -> list[Draft]:
    """What the comparison steers: what the verbs beside it act on, else the nearest that acts."""
    ids: list[str] = []
    for clause in clauses:
        deed = deed_of(scene, Clause(clause.start, clause.end, "main", clause.opener, clause.owner))
        ids += [a.act for a in (*deed.actions, *(x for b in deed.behaviours for x in b.do)) if a.act != "board"]
    drafts = [d for d in scene.pool.live() if d.id in ids]
    beside = [d for c in clauses for x in scene.page.nouns_in(c.body, c.end) if x.sort == "device" for d in scene.drafts_of(x) if scene.out(d) and d is not source]
    drafts = drafts or beside
    return list({d.id: d for d in drafts}.values()) or [d for d in scene.acting() if d is not source][-1:]


def _inverse(low_first: bool, slower: bool, draft: Draft, manner: str, scene: Scene) -> bool:
    """Whether the far end of the reading meets the low end of the effect. A period is short where a rate is high."""
    period = scene.pool.lexicon.is_a(draft.concept, "sound") and manner not in ("higher", "lower") or manner in _RATE and scene.pool.lexicon.is_a(draft.concept, "illumination")
    more_at_high = not low_first
    if slower:
        more_at_high = not more_at_high
    return more_at_high if period else not more_at_high
