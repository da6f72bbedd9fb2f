"""Condition clauses → conditions on readings, events and times; the sensing they need joins the drafts."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, AnyOf, Behaviour, Condition, Event, Reading, subjects
from ohm_core.understand.causes import bare_cause, of_noun
from ohm_core.understand.checks import is_event, negated
from ohm_core.understand.clauses import Clause
from ohm_core.understand.dimensions import FITS_UNIT
from ohm_core.understand.events import of_acting, of_event, of_sensing
from ohm_core.understand.keys import key_condition
from ohm_core.understand.lasting import as_state, lasting
from ohm_core.understand.limits import of_limit
from ohm_core.understand.manners import press_kind, told_apart
from ohm_core.understand.predicates import Predicate, numbers, predicates
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import schedule
from ohm_core.understand.states import of_state
from ohm_core.understand.subjects import own_concept

MOST = 24  # conditions joined in one behaviour; nobody means more


def condition_of(scene: Scene, clauses: tuple[Clause, ...]) -> Condition | None:
    """The condition that several clauses make together, None where none of them says one."""
    whole: Condition | None = None
    for clause in clauses:
        if clause.kind == "until":
            continue
        one = (key_condition(scene, clause) if not scene.page.verbs_in(clause.body, clause.end) else None) or one_condition(scene, clause)
        if one is None:
            continue
        one = _so_often(scene, clause, one)
        one = told_apart(lasting(scene, clause, one), press_kind(scene.page, clause.body, clause.end)) or one
        if isinstance(one, Event) and whole is not None and not is_event(whole) and _is_so(scene, clause):
            one = as_state(scene, one)
        one = negated(as_state(scene, one)) if clause.kind == "unless" else one
        whole = one if whole is None else joined(whole, one, AnyOf if clause.joined == "or" else AllOf)
    return whole


def _so_often(scene: Scene, clause: Clause, one: Condition) -> Condition:
    """"after the door has been opened ten times": it is counted, and the count is the condition."""
    often = next((q for q in scene.page.quantities if clause.body <= q.start < clause.end and q.unit == "times" and q.value >= 3 and q.value % 1 == 0), None)
    if often is None or any(a.action == "count" for b in scene.behaviours for a in b.do):
        return one
    scene.add(Behaviour(scene.free_id("count"), one, (Action("board", "count", (("name", "count"),)),), said=scene.page.said(clause.start, clause.end)))
    return Reading("board.count", ">=", often.value)


def _is_so(scene: Scene, clause: Clause) -> bool:
    """True for "the button is pressed", "the switch is held": how it is, not that somebody does it."""
    return any(scene.page.low(x.start) in ("is", "are") or scene.page.low(scene.page.before(x.start)) in ("is", "are") for x in scene.page.verbs_in(clause.body, clause.end))


def joined(whole: Condition, one: Condition, kind: type[AllOf] | type[AnyOf]) -> Condition:
    """WHOLE joined with ONE, flat where both are joined in the same way, each condition once."""
    def parts(condition: Condition) -> tuple[Condition, ...]:
        if kind is AllOf:
            return condition.all if isinstance(condition, AllOf) else (condition,)
        return condition.any if isinstance(condition, AnyOf) else (condition,)

    each = tuple(dict.fromkeys((*parts(whole), *parts(one))))[:MOST]
    return each[0] if len(each) == 1 else kind(each)


def one_condition(scene: Scene, clause: Clause) -> Condition | None:
    """What one clause says must hold."""
    parts: list[Condition] = []
    for predicate in predicates(scene.page, scene.pool, clause):
        part = of_predicate(scene, predicate)
        if part is not None:
            parts.append(part)
    parts += _also_so(scene, clause) if parts else []
    parts += _joined_nouns(scene, clause) if parts else []
    if not parts:
        timed = schedule(scene.page, clause.body, clause.end)
        bare = timed[0] if timed else bare_cause(scene, clause)
        parts = [bare] if bare is not None else []
    if not parts:
        return None
    said_or = any(scene.page.low(j) == "or" for j in range(clause.body, clause.end))
    parts = _distinct(scene, list(dict.fromkeys(parts)))
    return parts[0] if len(parts) == 1 else (AnyOf if said_or else AllOf)(tuple(parts))


_HAPPENS = ("motion", "rain", "vibration", "flame", "smoke", "gas", "knock")


def _joined_nouns(scene: Scene, clause: Clause) -> list[Condition]:
    """"dark and motion", "hot + rain": what happens, named beside a state without a verb."""
    page = scene.page
    said = {x.item.start for p in predicates(page, scene.pool, clause) for x in p.args if p.frame is not None}
    alone = [x for x in page.nouns_in(clause.body, clause.end) if x.sort == "phenomenon" and x.concepts[0] in _HAPPENS and (x.end == clause.end or page.low(x.end) in ("and", "&", "+", ",", "n"))]
    beside = [x for x in alone if x.start not in said and (page.low(page.phrase_start(x) - 1) in ("and", "&", "+", "n") or page.low(x.end) in ("and", "&", "+", "n"))]
    beside += [x for x in alone if x.start not in said and x not in beside and page.low(x.start - 1) == "is" and page.low(x.start - 2) == "there"]
    return [made for x in beside if (made := of_noun(scene, x)) is not None]


def _also_so(scene: Scene, clause: Clause) -> list[Condition]:
    """"… and it is not raining": what is so, known as a quantity and not as a state."""
    page = scene.page
    found: list[Condition] = []
    for item in page.items:
        if clause.body < item.start < clause.end and item.sort == "phenomenon" and page.low(item.start - 1) in ("is", "not", "isn't") and page.low(item.end - 1).endswith("ing"):
            made = of_noun(scene, item)
            found += [negated(as_state(scene, made)) if page.low(item.start - 1) != "is" else made] if made is not None else []
    return found


def _distinct(scene: Scene, parts: list[Condition]) -> list[Condition]:
    """Without what another part says exactly: "somebody sits closer than 60 cm" is a distance, "the load cell reads more than 500 g" one limit."""
    def numeric(c: Condition) -> bool:
        return isinstance(c, Reading) and c.op[:1] in "<>"

    near = any(numeric(c) and c.read.endswith("_cm") for c in parts if isinstance(c, Reading))
    kept = [c for c in parts if not (near and (isinstance(c, Event) and c.event.endswith(".motion") or isinstance(c, Reading) and c.read.endswith(".motion")))]
    amounts = {q.value for q in scene.page.quantities}
    exact = {(c.read, c.op[:1]) for c in kept if isinstance(c, Reading) and c.value in amounts}
    kept = [c for c in kept if not (isinstance(c, Reading) and (c.read, c.op[:1]) in exact and c.value not in amounts)]
    gone = {str(s).partition(".")[0] for c in parts if c not in kept for s in subjects(c)} - {s.partition(".")[0] for c in kept for s in subjects(c)} - scene.touched()
    scene.pool.drafts[:] = [d for d in scene.pool.drafts if not (d.id in gone and d.implied)]
    return kept


def of_predicate(scene: Scene, p: Predicate) -> Condition | None:
    """The condition of one verb or state with its arguments; an amount that is said stands for the usual limit."""
    made = _of_predicate(scene, p)
    if isinstance(made, Reading) and p.frame is not None and p.frame.does in ("event", "sense", "report") and made.op[:1] in "<>":
        id_ = made.read.partition(".")[0]
        concept = next((own_concept(scene.pool, d, tuple(FITS_UNIT)) for d in scene.pool.drafts if d.id == id_), "")
        amount = next((q for q in numbers(scene.page, p.item.start, p.end) if q.kind in FITS_UNIT.get(concept, ()) and q.kind != "number"), None)
        return made if amount is None else replace(made, value=amount.value)
    return made


def _of_predicate(scene: Scene, p: Predicate) -> Condition | None:
    if p.frame is None:
        return None if scene.page.low(p.item.start - 1) == "half" else of_state(scene, p)  # "half full" is neither full nor empty
    match p.frame.does:
        case "state":
            return of_limit(scene, p)
        case "event":
            return of_event(scene, p)
        case "sense" | "count" | "report":
            return of_sensing(scene, p)
        case "act":
            return of_acting(scene, p)
    return None
