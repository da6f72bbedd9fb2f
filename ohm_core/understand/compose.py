"""Rules → behaviours: conditions and deeds put together, the other case, and "the nearer, the faster"."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, Always, AllOf, Behaviour, Condition, Event, subjects
from ohm_core.understand.actions import action, opposite, steered
from ohm_core.understand.clauses import Clause, Rule
from ohm_core.understand.deeds import Deed, deed_of
from ohm_core.understand.drafts import Draft
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import schedule, window
from ohm_core.understand.subjects import own_concept, reading
from ohm_core.understand.triggers import condition_of, is_event, negated, one_condition, with_check

_FASTER = {"faster": False, "quicker": False, "slower": True, "brighter": False, "louder": False, "higher": False, "lower": True, "dimmer": True, "more": False, "stronger": False, "less": True, "further": False, "shorter": False}
_RATE = frozenset("faster slower quicker often frequently".split())


def compose(scene: Scene, rules: list[Rule]) -> None:
    """The behaviours of all rules, in the order of the text."""
    last: Behaviour | None = None
    for rule in rules:
        made = _otherwise(scene, rule, last) if rule.otherwise and last is not None else _rule(scene, rule)
        last = made or last


def _rule(scene: Scene, rule: Rule) -> Behaviour | None:
    """One rule's behaviour; what it says of steering and counting stands beside it."""
    if _correlative(scene, rule):
        return None
    condition = condition_of(scene, rule.conditions)
    words = _words(scene, rule)
    actions: list[Action] = []
    timed: tuple[Condition, str] | None = None
    for clause in rule.deeds:
        deed = deed_of(scene, clause)
        _beside(scene, deed, condition)
        if deed.trigger is not None and condition is None:
            condition, words = deed.trigger, _joined(words, deed.trigger_said)
        timed = timed or schedule(scene.page, clause.start, clause.end)
        actions += deed.actions
    for clause in rule.conditions:
        timed = timed or (schedule(scene.page, clause.start, clause.end) if condition is None else None)
    if not actions and timed is not None:
        actions = _timed(scene, rule)
    if not actions:
        return None
    return _finish(scene, rule, condition, timed, list(dict.fromkeys(actions)), words)


def _timed(scene: Scene, rule: Rule) -> list[Action]:
    """A time said of a thing whose verb says nothing ("a lamp that imitates sunrise at 6"): it goes on."""
    drafts = [d for c in rule.deeds for x in [*scene.page.nouns_in(c.start, c.end), *([c.owner] if c.owner else [])] for d in scene.drafts_of(x) if scene.out(d)]
    return [action(scene.pool, d, "on") for d in drafts[:1]]


def _beside(scene: Scene, deed: Deed, condition: Condition | None) -> None:
    for behaviour in deed.behaviours:
        mine = {s.split(".")[0] for s in subjects(behaviour.do)} if condition is not None else set()
        same = condition is not None and bool(mine & {s.split(".")[0] for s in subjects(condition)})
        when = condition if condition is not None and isinstance(behaviour.when, Always) and not same else behaviour.when
        scene.add(Behaviour(scene.free_id(behaviour.id), when, behaviour.do, behaviour.else_, behaviour.said))


def _joined(words: str, more: str) -> str:
    return words if more in words else f"{more}: {words}" if words else more


def _words(scene: Scene, rule: Rule) -> str:
    clauses = sorted([*rule.conditions, *rule.deeds], key=lambda c: c.start)
    return scene.page.said(clauses[0].start, clauses[-1].end) if clauses else ""


def _finish(scene: Scene, rule: Rule, condition: Condition | None, timed: tuple[Condition, str] | None, actions: list[Action], words: str) -> Behaviour:
    if timed is not None and condition is None:
        condition = timed[0]
    elif timed is not None and condition is not None and not isinstance(condition, Event):
        condition = AllOf((condition, timed[0])) if not is_event(timed[0]) else condition
    condition = with_check(scene, condition, any(a.action in ("move", "on", "open") and _locks(scene, a) for a in actions))
    else_: tuple[Action, ...] = ()
    if condition is not None and not is_event(condition):
        else_ = tuple(a for a in map(opposite, actions) if a is not None)
    when = condition or _unconditional(scene, actions)
    behaviour = Behaviour(scene.free_id(_name(actions)), when, tuple(actions), else_, words)
    scene.add(behaviour)
    _window(scene, rule, actions, words)
    _until(scene, rule, actions, words)
    return behaviour


def _locks(scene: Scene, done: Action) -> bool:
    """True for what a lock or door would be moved by."""
    draft = next((d for d in scene.pool.drafts if d.id == done.act), None)
    return draft is not None and draft.concept in ("lock", "angle", "switched_power", "push_pull", "exact_turns")


def _unconditional(scene: Scene, actions: list[Action]) -> Condition:
    """Without a condition: reports come every two seconds (a minute for what is sent or kept), the rest is always so."""
    from ohm_core.design.behaviour import Every

    if any(a.action in ("publish", "log") for a in actions):
        scene.pool.note("Values are sent or logged once a minute; change LOG_EVERY_S.")
        return Every(60.0)
    if any(a.action in ("show", "number", "bar") for a in actions):
        return Every(2.0)
    return Always()


def _window(scene: Scene, rule: Rule, actions: list[Action], words: str) -> None:
    """"from 7 to 21 h": the contrary at the second hour."""
    for clause in rule.deeds:
        ends = window(scene.page, clause.start, clause.end)
        undo = tuple(a for a in map(opposite, actions) if a is not None)
        if ends is not None and undo:
            scene.add(Behaviour(scene.free_id("until"), ends, undo, said=words))


def _until(scene: Scene, rule: Rule, actions: list[Action], words: str) -> None:
    """"… until it is wet": the contrary when that comes."""
    for clause in rule.conditions:
        if clause.kind == "until":
            stop = one_condition(scene, clause)
            ends = tuple(a for a in (opposite(Action(x.act, x.action, x.args)) for x in actions) if a is not None)
            if stop is not None and ends:
                scene.add(Behaviour(scene.free_id("until"), stop, ends, said=words))


def _name(actions: list[Action]) -> str:
    return f"{actions[0].act}_{actions[0].action}"


def _otherwise(scene: Scene, rule: Rule, last: Behaviour) -> Behaviour | None:
    """The other case of the rule before: its deeds are what is done when the condition does not hold."""
    actions: list[Action] = []
    for clause in rule.deeds:
        deed = deed_of(scene, clause)
        _beside(scene, deed, None)
        actions += deed.actions
    actions = actions or _same_again(scene, rule, last)
    if not actions:
        return None
    index = scene.behaviours.index(last) if last in scene.behaviours else -1
    if index < 0:
        return _rule(scene, Rule((), rule.deeds))
    undone = [a for a in last.else_ if a.act not in {x.act for x in actions}]
    if is_event(last.when):
        last = Behaviour(last.id, _held(scene, last.when), last.do, tuple(a for a in map(opposite, last.do) if a is not None), last.said)
        undone = [a for a in last.else_ if a.act not in {x.act for x in actions}]
    ends = tuple(a for a in map(opposite, actions) if a is not None and a.act not in {x.act for x in last.do})
    whole = Behaviour(last.id, last.when, (*last.do, *ends), (*undone, *actions), f"{last.said}; {_words(scene, rule)}")
    scene.behaviours[index] = whole
    return whole


def _same_again(scene: Scene, rule: Rule, last: Behaviour) -> list[Action]:
    """"… otherwise a green one", "else the buzzer": the same deed by another thing, which alone is named."""
    page, first = scene.page, last.do[0]
    drafts = [d for c in rule.deeds for x in page.nouns_in(c.body, c.end) if x.sort == "device" for d in scene.drafts_of(x) if scene.out(d)]
    colors = {page.lexicon.tables["color"].get(page.low(j), page.low(j)) for c in rule.deeds for j in range(c.body, c.end) if page.is_("color", j)}
    drafts = drafts or [d for d in scene.acting() if d.color in colors]
    return [action(scene.pool, d, first.action if first.action in ("on", "blink", "beep", "fade") else "on", first.args) for d in drafts if d.id != first.act][:2]


def _held(scene: Scene, condition: Condition) -> Condition:
    """An event as the state that lasts: "when I press …, otherwise …" means while it is pressed."""
    from ohm_core.design.behaviour import Reading
    from ohm_core.understand.subjects import STATES

    if isinstance(condition, Event):
        id_, _, name = condition.event.partition(".")
        draft = next((d for d in scene.pool.drafts if d.id == id_), None)
        if draft is not None and draft.concept in STATES:
            return Reading(reading(scene.pool, draft, draft.concept) if scene.pool.names.best(draft.concept, draft.part) else f"{id_}.{STATES[draft.concept]}", "==", 1)
    return condition


def _correlative(scene: Scene, rule: Rule) -> bool:
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
    for j in said_so:
        item = page.at.get(j + 1)
        if page.low(j + 2) == "than":
            continue
        if item and item.sense is not None and item.sort == "state" and page.low(j + 1).endswith("er") and (page.low(j) == "the" or manner or page.low(j) in ("gets", "get", "comes")):
            if _own_effect(scene, item.sense.concepts, item.start):
                continue
            return item.start, item.sense.concepts, item.sense.op == "<"
        if page.low(j) == "the" and page.low(j + 1) in ("more", "less", "higher", "lower", "stronger", "harder") :
            noun = next((page.at[k] for k in range(j + 2, min(end, j + 6)) if k in page.at and page.at[k].sort in ("phenomenon", "device") and page.at[k].sense and page.at[k].sense.role not in ("act", "show")), None)
            if noun is not None and noun.sense is not None:
                return noun.start, noun.sense.concepts, page.low(j + 1) in ("less", "lower")
    return None


def _own_effect(scene: Scene, concepts: tuple[str, ...], at: int) -> bool:
    """True for "brighter" said of a lamp, "louder" said of a speaker: how it shines, not what is sensed."""
    if concepts[0] in ("light", "sound_level"):
        effect = "illumination" if concepts[0] == "light" else "sound"
        page = scene.page
        others = any(x.sort == "state" and x.start != at and page.low(x.start).endswith("er") for x in page.items)
        sensed = scene.pool.serving((concepts[0],))
        return (others or not sensed) and page.low(at) in ("brighter", "louder") and any(scene.pool.lexicon.is_a(d.concept, effect) for d in scene.acting())
    return False


def _steered(scene: Scene, clauses: list[Clause], at: int, source: Draft) -> list[Draft]:
    """What the comparison steers: what the verbs beside it act on, else the nearest that acts."""
    ids: list[str] = []
    for clause in clauses:
        deed = deed_of(scene, Clause(clause.start, clause.end, "main", clause.opener, clause.owner))
        ids += [a.act for a in (*deed.actions, *(x for b in deed.behaviours for x in b.do)) if a.act != "board"]
    drafts = [d for d in scene.pool.live() if d.id in ids]
    return list({d.id: d for d in drafts}.values()) or [d for d in scene.acting() if d is not source][-1:]


def _inverse(low_first: bool, slower: bool, draft: Draft, manner: str, scene: Scene) -> bool:
    """Whether the far end of the reading meets the low end of the effect. A period is short where a rate is high."""
    period = scene.pool.lexicon.is_a(draft.concept, "sound") and manner not in ("higher", "lower") or manner in _RATE and scene.pool.lexicon.is_a(draft.concept, "illumination")
    more_at_high = not low_first
    if slower:
        more_at_high = not more_at_high
    return more_at_high if period else not more_at_high


__all__ = ["compose", "negated"]
