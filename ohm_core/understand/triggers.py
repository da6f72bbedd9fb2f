"""Condition clauses → conditions on readings, events and times; the sensing they need joins the drafts."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import AllOf, AnyOf, Condition, Event, Reading, subjects
from ohm_core.design.wishes import Unserved
from ohm_core.understand.checks import FLIP, checked, is_event, negated
from ohm_core.understand.clauses import Clause
from ohm_core.understand.drafts import Draft
from ohm_core.understand.items import Item
from ohm_core.understand.keys import key_condition
from ohm_core.understand.lasting import as_state, lasting
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexeme import Lexeme
from ohm_core.understand.manners import press_kind, told_apart
from ohm_core.understand.parties import for_each
from ohm_core.understand.predicates import Predicate, numbers, predicates
from ohm_core.understand.quantities_wanted import is_produced
from ohm_core.understand.scene import Scene, first
from ohm_core.understand.schedule import schedule
from ohm_core.understand.subjects import HYSTERESIS, LIMITS, STATES, happening, own_concept, reading, span

BY_UNIT = {"temperature": ("temperature",), "length": ("distance", "water_level"), "percent": ("humidity", "soil_moisture", "light", "water_level"), "weight": ("weight",)}
_FITS_UNIT = {"temperature": ("temperature", "number"), "humidity": ("percent", "number"), "soil_moisture": ("percent", "number"), "distance": ("length", "number"), "weight": ("weight", "number"), "light": ("percent", "number", "other")}


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
        one = told_apart(lasting(scene, clause, one), press_kind(scene.page, clause.body, clause.end)) or one
        if isinstance(one, Event) and whole is not None and not is_event(whole) and _is_so(scene, clause):
            one = as_state(scene, one)
        one = negated(as_state(scene, one)) if clause.kind == "unless" else one
        whole = one if whole is None else joined(whole, one, AnyOf if clause.joined == "or" else AllOf)
    return whole


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
    if not parts:
        timed = schedule(scene.page, clause.body, clause.end)
        bare = timed[0] if timed else _bare(scene, clause)
        parts = [bare] if bare is not None else []
    if not parts:
        return None
    said_or = any(scene.page.low(j) == "or" for j in range(clause.body, clause.end))
    parts = _distinct(scene, list(dict.fromkeys(parts)))
    return parts[0] if len(parts) == 1 else (AnyOf if said_or else AllOf)(tuple(parts))


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
        concept = next((own_concept(scene.pool, d, tuple(_FITS_UNIT)) for d in scene.pool.drafts if d.id == id_), "")
        amount = next((q for q in numbers(scene.page, p.item.start, p.end) if q.kind in _FITS_UNIT.get(concept, ()) and q.kind != "number"), None)
        return made if amount is None else replace(made, value=amount.value)
    return made


def _of_predicate(scene: Scene, p: Predicate) -> Condition | None:
    if p.frame is None:
        return None if scene.page.low(p.item.start - 1) == "half" else _state(scene, p)  # "half full" is neither full nor empty
    match p.frame.does:
        case "state":
            return _limit(scene, p)
        case "event":
            return _event(scene, p)
        case "sense" | "count" | "report":
            return _sensed(scene, p)
        case "act":
            return _acted(scene, p)
    return None


def _state(scene: Scene, p: Predicate) -> Condition | None:
    """"is dry", "gets dark", "too hot"."""
    sense = p.item.sense
    assert sense is not None
    concepts = _concepts_for_state(scene, p, sense)
    if sense.event == "checked" and not scene.pool.serving(concepts):
        return None
    if any(q.kind == "length" for q in numbers(scene.page, p.item.end, p.end)):
        concepts = tuple(c for c in concepts if c in ("distance", "water_level")) or concepts  # an amount of centimetres is no yes or no
    draft = scene.pool.serve("input" if sense.event == "pressed" else "sense", concepts, said(scene, p), p.item.start, medium=_medium(p), about=_vessel(scene, p))
    if draft is None:
        return None
    concept = own_concept(scene.pool, draft, concepts)
    if sense.event == "checked":
        return checked(scene, draft, concept, sense.op)
    if sense.event or concept not in sense.concepts and concept in ("motion",):
        return happening(scene.pool, draft, concept, held=p.clause.kind == "while")
    quantity = next((q for q in numbers(scene.page, p.item.end, p.end) if q.kind in _FITS_UNIT.get(concept, ("number",))), None)
    if sense.value is None:
        return happening(scene.pool, draft, concept)
    if sense.op == "==":
        made: Condition = happening(scene.pool, draft, concept, held=True) if sense.value else negated(happening(scene.pool, draft, concept, held=True))
        return negated(made) if p.negated else made
    value = quantity.value if quantity else _own_value(sense, concept)
    if quantity is None:
        _assume(scene, p, sense, concept, value)
    op = FLIP[sense.op] if p.negated else sense.op
    return Reading(reading(scene.pool, draft, concept), op, value, HYSTERESIS.get(concept, 0.0))


def _concepts_for_state(scene: Scene, p: Predicate, sense: Lexeme) -> tuple[str, ...]:
    """What the state is about: the quantity beside it where that fits ("the water is hot"), else the state's own."""
    beside = [c for a in p.args for c in (*a.concepts, *(a.item.sense.sense if a.item.sense is not None else ())) if c in sense.concepts]
    sensors = [c for a in p.args if a.item.sort == "device" and a.item.sense is not None and a.item.sense.role == "sense" for c in a.item.sense.concepts]
    if sensors and not beside and sensors[0] in LIMITS and not set(sensors) & set(sense.concepts):
        return tuple(sensors)  # "the rain sensor is wet"
    named = [a.item for a in p.args if a.item.sort == "phenomenon" and a.item.sense]
    if sense.key in ("dry", "dry_air") and not beside and scene.pool.serving(("rain",)) and not any(x.key in ("plant", "soil") or "plant" in (x.sense.kinds if x.sense else ()) for x in scene.page.items):
        return ("rain",)  # "it closes when it rains and opens once it is dry"
    if sense.key in ("empty", "full", "near", "far") and named and named[0].sense:
        return named[0].sense.concepts
    return tuple(dict.fromkeys((*beside, *sense.concepts)))


def _own_value(sense: Lexeme, concept: str) -> float:
    if sense.concepts and concept == sense.concepts[0] or concept not in LIMITS:
        return float(sense.value or 0)
    same = LIMITS[concept].op == sense.op
    return LIMITS[concept].value if same else float(sense.value or 0)


def _assume(scene: Scene, p: Predicate, sense: Lexeme, concept: str, value: float) -> None:
    units = {"temperature": "°C", "distance": "cm", "obstacle": "cm", "weight": "g", "co2": "ppm"}
    side = "below" if sense.op == "<" else "above"
    unit = units.get(concept, "%")
    word = scene.page.said(p.item.start, p.item.end)
    scene.pool.note(f"{word[:1].upper()}{word[1:]} means {side} {value:g} {unit} {concept.replace('_', ' ')}; change {sense.name or concept.upper()}.")


_VESSELS = ("tank", "hopper", "bin")


def _vessel(scene: Scene, p: Predicate) -> str:
    """The vessel whose state is told: a bowl that is empty and a bucket that is empty are sensed apart."""
    found = next((a.item for a in p.args if a.left and not a.prep and a.item.sort == "thing" and a.item.sense is not None and set(_VESSELS) & set(a.item.sense.kinds)), None)
    return lemmas(scene.page.low(found.end - 1))[-1] if found is not None else ""


def _medium(p: Predicate) -> str:
    return next((str(a.item.sense.conditions["medium"]) for a in p.args if a.item.sense and "medium" in a.item.sense.conditions), "")


def _limit(scene: Scene, p: Predicate) -> Condition | None:
    """"drops below 20 %", "is above 30 degrees", "gets too high"."""
    assert p.frame is not None
    quantity = next((q for q in numbers(scene.page, p.item.start, p.end) if q.kind in ("temperature", "percent", "length", "weight", "number", "other")), None)
    if quantity is None and scene.page.lemma_in(p.item.end - 1, {"reach", "reached"}):
        quantity = next((q for q in reversed(scene.page.quantities) if p.start <= q.start < p.item.start and q.kind in ("temperature", "percent", "length", "weight")), None)  # "90 % has been reached"
    counts = any(a.act == "board" and a.action == "count" for b in scene.behaviours for a in b.do)
    if counts and quantity is not None and quantity.kind == "number" and quantity.value % 1 == 0 and not any(a.item.sort == "phenomenon" and not set(a.concepts) & set(STATES) for a in p.args):
        return Reading("board.count", FLIP[p.frame.op] if p.negated else p.frame.op, quantity.value)  # "more than 20 laps"
    draft, concept = _subject(scene, p, quantity.kind if quantity else "")
    if draft is None:
        return None
    op = FLIP[p.frame.op] if p.negated else p.frame.op
    low_high = {w for j in range(p.start, p.end) for w in (scene.page.low(j),)}
    if low_high & {"low"}:
        op = "<"
    value = quantity.value if quantity else _other_side(scene, p, reading(scene.pool, draft, concept), op)
    if value is None:
        limit = LIMITS.get(concept)
        value = 25.0 if limit is None else limit.value if limit.op == op and concept != "water_level" else _far_end(scene, concept, op)
        scene.pool.note(f"The limit for '{said(scene, p)}' is not said: {value:g} is assumed for {concept.replace('_', ' ')}; change {concept.upper()}_LIMIT.")
    scene.limit = Reading(reading(scene.pool, draft, concept), op, value, HYSTERESIS.get(concept, 0.0))
    return scene.limit


_THAT = frozenset(["that", "this", "it", "again", "back"])


def _other_side(scene: Scene, p: Predicate, read: str, op: str) -> float | None:
    """"when it falls below that again", "and when it drops back": the limit said before, reached from the other side."""
    page, last = scene.page, scene.limit
    if last is None or last.read != read or last.op[:1] == op[:1] or not isinstance(last.value, float | int):
        return None
    back = any(page.low(j) in _THAT for j in (*range(p.item.start, p.item.end), p.item.end, p.item.end + 1))
    return float(last.value) if back else None


def _far_end(scene: Scene, concept: str, op: str) -> float:
    """Where a quantity is low ("<") or high, a fifth of its usual span from the end: of a tank, below 20 %."""
    low, high = span(scene.pool, concept)
    return low + 0.2 * (high - low) if op == "<" else high - 0.2 * (high - low)


def _subject(scene: Scene, p: Predicate, unit: str) -> tuple[Draft | None, str]:
    """Which reading a limit speaks of: the quantity named, a sensor named, what the unit tells, what was said last."""
    pool = scene.pool
    for arg in p.args:
        if arg.item.sort in ("phenomenon", "thing", "product") and arg.item.sense:
            concepts = arg.item.sense.concepts or arg.item.sense.sense or tuple(c for n in arg.item.sense.needs if n.role == "sense" for c in n.concepts)
            if concepts and not (arg.item.sort == "thing" and unit and not any(unit in _FITS_UNIT.get(c, () if c in STATES else (unit,)) for c in concepts)):
                draft = pool.serve("sense", concepts, said(scene, p), p.item.start, medium=_medium(p))
                return draft, own_concept(pool, draft, concepts) if draft else concepts[0]
        if arg.item.sort == "device" and arg.item.sense and arg.item.sense.role in ("sense", "input"):
            draft = first(scene.drafts_of(arg.item))
            if draft:
                return draft, own_concept(pool, draft, BY_UNIT.get(unit, draft.kinds) or draft.kinds)
    level = any(scene.page.low(j) == "level" and scene.page.low(j - 1) not in ("noise", "sound", "light", "battery", "gas") for j in range(p.start, p.end))
    level = level or any(scene.page.low(j) == "water" for j in range(p.start, p.item.start))
    wanted = ("water_level",) if level and unit in ("percent", "") else BY_UNIT.get(unit, ())
    if unit == "percent" and any(scene.page.low(j).startswith(("humidif", "dehumidif")) for j in range(len(scene.page.tokens))):
        draft = pool.serve("sense", ("humidity",), said(scene, p), p.item.start)
        return draft, "humidity"
    if level and wanted and not pool.serving(wanted):
        draft = pool.serve("sense", wanted, said(scene, p), p.item.start)
        return draft, "water_level"
    named = [x for x in scene.page.nouns_in(0, p.item.start) if x.sense is not None and x.sort in ("thing", "phenomenon") and wanted and not pool.serving(wanted)]
    about = next((c for x in reversed(named) if x.sense is not None for c in (x.sense.concepts or x.sense.sense)[:1] if c in wanted), "")
    if unit == "percent" and about:
        draft = pool.serve("sense", (about,), said(scene, p), p.item.start)  # "check the soil; if it is below 30 %"
        return draft, about
    known = pool.serving(wanted, p.item.start)
    if known:
        return known[0], own_concept(pool, known[0], wanted)
    graded = [d for d in scene.sensed() if d.concept not in STATES]
    earlier = [d for d in graded if d.at <= p.item.start] or graded
    warms = any(f.key in ("heat", "cool", "ventilate") for x in scene.page.verbs_in(p.clause.body, p.clause.end) for f in scene.page.frames(x))
    if not earlier and (warms or any(d.concept in ("heat", "cooling", "air_flow") for d in scene.acting())):
        wanted, unit = ("temperature",), "temperature"  # "it heats below 20"
    if earlier and not (wanted and unit != "percent"):
        return earlier[-1], earlier[-1].concept
    if wanted and unit != "percent":
        draft = pool.serve("sense", wanted[:1], said(scene, p), p.item.start)
        return draft, wanted[0]
    return None, ""


def _event(scene: Scene, p: Predicate) -> Condition | None:
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
    concepts = tuple(dict.fromkeys((*_things_sense(p, frame.need), *frame.need)))
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


def _sensed(scene: Scene, p: Predicate) -> Condition | None:
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


def _acted(scene: Scene, p: Predicate) -> Condition | None:
    """An action named as a condition: only what hands or senses do counts ("if the button is on")."""
    drafts = [d for a in p.args if a.item.sort == "device" for d in scene.drafts_of(a.item) if d.role in ("sense", "input", "identify")]
    if not drafts:
        return _mover(scene, p) or _bare(scene, p.clause)
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


def _bare(scene: Scene, clause: Clause) -> Condition | None:
    """"in case of fire", "on motion", "when button", "is 80 degrees": a thing or amount named, no verb."""
    amount = next((q for q in numbers(scene.page, clause.body, clause.end) if q.kind in BY_UNIT), None)
    if amount is not None:
        draft = scene.pool.serve("sense", BY_UNIT[amount.kind], scene.page.said(clause.body, clause.end), clause.body)
        if draft is not None:
            concept = own_concept(scene.pool, draft, BY_UNIT[amount.kind])
            near = concept in ("distance", "obstacle")  # what "comes within 20 cm" is nearer than that
            return Reading(reading(scene.pool, draft, concept), "<" if near else ">=", amount.value, HYSTERESIS.get(concept, 0.0))
    absent = [x for x in scene.page.items if clause.start <= x.start < clause.end and x.sort == "phenomenon" and scene.page.low(x.start - 1) == "no"]
    nouns = scene.page.nouns_in(clause.start, clause.end) or absent  # "no gas" refuses nothing
    made = next((m for item in nouns if (m := _switched(scene, item, clause)) is not None), None)
    if made is not None:
        return made
    known = any(scene.page.predicative(x) for x in scene.page.items if clause.body <= x.start < clause.end)
    return next((m for item in nouns if not (known and not {"person", "animal"} & set(item.sense.kinds if item.sense else ())) and (m := _of_thing(scene, item)) is not None), None)


def _switched(scene: Scene, item: Item, clause: Clause) -> Condition | None:
    """The condition of a noun; of a switch that "is off" the contrary."""
    made = of_noun(scene, item, clause.kind == "while")
    off = item.sort == "device" and scene.page.low(item.end) in ("is", "are") and scene.page.low(item.end + 1) == "off" or item.sort == "phenomenon" and scene.page.low(item.start - 1) == "no"
    return negated(as_state(scene, made)) if off and made is not None else made


_ANYBODY = frozenset(["somebody", "someone", "anyone", "anybody", "people", "stranger", "intruder", "burglar", "thief", "visitor", "guest", "person", "human"])
_STEADY = ("temperature", "light", "humidity", "high_temperature", "contactless_temperature")


def _of_thing(scene: Scene, item: Item) -> Condition | None:
    """Something that happens to a thing, in words nobody knows: what is usually sensed of its kind. Of known people nothing follows."""
    sense = item.sense
    if sense is None or scene.game() or item.sort != "thing" or sense.soft or not sense.sense or sense.role or sense.sense[0] in _STEADY:
        return None
    if "person" in sense.kinds and not any(scene.page.lemma_in(j, _ANYBODY) for j in range(item.start, item.end)):
        return None
    draft = scene.pool.serve("sense", sense.sense, scene.page.said(item.start, item.end), item.start)
    return happening(scene.pool, draft, own_concept(scene.pool, draft, sense.sense), name="opened" if "door" in sense.kinds else "") if draft else None


def of_noun(scene: Scene, item: Item, held: bool = False) -> Condition | None:
    """The condition that a quantity or sensor named alone stands for."""
    if item.sense is None:
        return None
    if item.sort == "phenomenon" and is_produced(scene.page, item):
        return None
    if item.sort == "phenomenon":
        draft = scene.pool.serve("sense", item.concepts, scene.page.said(item.start, item.end), item.start)
        return happening(scene.pool, draft, own_concept(scene.pool, draft, item.concepts), held, "opened" if item.key in ("door_state", "door_open") else "") if draft else None
    drafts = [d for d in scene.drafts_of(item) if d.role in ("sense", "input", "identify")] if item.sort == "device" else []
    return happening(scene.pool, drafts[0], drafts[0].concept, held) if drafts else None


def said(scene: Scene, p: Predicate) -> str:
    """The words of a predicate with its arguments."""
    start = min([p.item.start, *(scene.page.phrase_start(a.item) for a in p.args if p.start <= a.item.start)])
    end = max([p.item.end, *(a.item.end for a in p.args if a.item.start < p.end), *(q.end for q in numbers(scene.page, p.item.start, p.end))])
    return scene.page.said(start, end)
