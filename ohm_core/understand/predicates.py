"""Verbs with their arguments: who does what to what, and which frame that fits best."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.understand.clauses import Clause
from ohm_core.understand.drafts import Pool
from ohm_core.understand.items import Item
from ohm_core.understand.lexeme import Frame
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.schedule import time_at
from ohm_core.understand.subjects import STATES

_IT = frozenset(["it", "them", "they", "itself", "this", "these", "that", "one", "ones", "all", "everything", "both", "its"])
_REMINDS = frozenset(["remind", "reminder", "remember", "forget", "time", "tell", "ask"])
_PERSON = frozenset(["person", "animal", "hand", "car", "robot", "parcel"])
_BELONGINGS = frozenset(["toy", "bed", "house", "box", "bowl", "food", "tree", "cage", "litter", "treat", "leash", "collar", "laser", "feeder", "fountain", "door", "flap", "room", "seat", "chair"])
NO = -9.0


@dataclass(frozen=True)
class Arg:
    """A thing beside a verb: before it (`left`) or after it, with the preposition that brings it."""

    item: Item
    prep: str = ""
    left: bool = False

    @property
    def concepts(self) -> tuple[str, ...]:
        sense = self.item.sense
        if sense is not None and sense.sort == "product":
            return tuple(c for n in sense.needs if n.role in ("act", "show") for c in n.concepts)
        return () if sense is None else sense.concepts or sense.sense


@dataclass(frozen=True)
class Predicate:
    """A verb or state in a clause, its arguments, and the frame chosen. `pronoun`: it acts on something said before;
    `itself`: its subject is "it", and that is the device that is asked for.
    """

    item: Item
    args: tuple[Arg, ...]
    clause: Clause
    start: int
    end: int
    frame: Frame | None = None
    negated: bool = False
    pronoun: bool = False
    person: bool = False
    fit: float = 0.0
    itself: bool = False


def predicates(page: Page, pool: Pool, clause: Clause) -> list[Predicate]:
    """The predicates of one clause in order, each with its best frame; those that fit none are left out."""
    heads = [x for x in page.items if clause.body <= x.start < clause.end and page.predicative(x)]
    found = []
    for k, head in enumerate(heads):
        low = heads[k - 1].end if k else clause.body
        high = heads[k + 1].start if k + 1 < len(heads) else clause.end
        raw = _raw(page, clause, head, low, high, k == 0)
        if raw.fit == NO:
            continue
        best = raw if head.sort == "state" else _framed(page, pool, raw)
        if best:
            found.append(best)
    return found


def unfitted(page: Page, pool: Pool, clause: Clause) -> list[Predicate]:
    """The verbs of a clause of which no frame suits what stands beside them, without a frame."""
    fitted = {p.item.start for p in predicates(page, pool, clause)}
    heads = [x for x in page.items if clause.body <= x.start < clause.end and page.predicative(x)]
    bounds = [clause.body, *(x.end for x in heads)], [*(x.start for x in heads[1:]), clause.end]
    raw = [_raw(page, clause, head, low, high, k == 0) for k, (head, low, high) in enumerate(zip(heads, *bounds, strict=False))]
    return [p for p in raw if p.item.start not in fitted and p.item.as_verb and p.fit != NO]


def _raw(page: Page, clause: Clause, head: Item, low: int, high: int, first: bool) -> Predicate:
    left = [Arg(x, _prep(page, x, low), True) for x in page.nouns_in(low, head.start) if x.sort != "state" and not (x.key in ("animal", "person") and page.low(x.end) in _BELONGINGS)]
    right = [Arg(x, _prep(page, x, head.end)) for x in page.nouns_in(head.end, high) if x.sort != "state"]
    if clause.owner and first and not left:
        left = [Arg(clause.owner, "", True)]
    words = [page.low(j) for j in range(low, high)]
    person = any(page.lexicon.has("person", w) for w in words[: max(1, head.start - low)]) or any(a.item.key in _PERSON for a in left)
    before = [page.low(j) for j in range(max(low, head.start - 3), head.start)]
    if first and clause.purpose and any(page.lemma_in(j, _REMINDS) for j in range(max(clause.start - 4, 0), head.start)):
        return Predicate(head, (), clause, low, high, person=True, negated=True, fit=NO)
    negated = any(w in ("not", "don't", "doesn't", "never", "no", "isn't", "nobody", "nothing", "without", "won't", "didn't", "aren't", "dont") for w in before)
    return Predicate(head, tuple(left + right), clause, low, high, negated=negated, pronoun=any(w in _IT for w in words), person=person, itself=by_itself(page, head.start))


def by_itself(page: Page, verb: int) -> bool:
    """True where "it" right before VERB is the device: no animal that is known ("my dog … it barks") was spoken of before."""
    at = page.before(verb)
    while page.is_("modal", at) and page.low(at) != "it":
        at = page.before(at)
    if page.low(at) != "it":
        return False
    living = [x for x in page.items if x.end <= at and x.sense is not None and "animal" in x.sense.kinds]
    return all(page.low(page.phrase_start(x)) in ("a", "an") and x.start < 4 for x in living)  # "an owl that …; it hoots"


def _prep(page: Page, item: Item, low: int) -> str:
    """The preposition right before the item's phrase, also over the items of a list."""
    i = page.phrase_start(item) - 1
    while i >= low and (page.low(i) in (",", "and", "or", "&") or i in page.at and not page.at[i].as_verb and page.at[i].sort != "state"):
        i = page.phrase_start(page.at[i]) - 1 if i in page.at else i - 1
    return page.low(i) if i >= low and page.is_("preposition", i) or page.low(i) in ("using",) else ""


def _framed(page: Page, pool: Pool, raw: Predicate) -> Predicate | None:
    scored = [(fit(page, pool, f, raw), -k, f) for k, f in enumerate(page.frames(raw.item))]
    best = max(scored, default=(NO, 0, None), key=lambda s: s[:2])
    if best[2] is None or best[0] <= 0 or best[2].does == "plain":
        return None
    return Predicate(raw.item, raw.args, raw.clause, raw.start, raw.end, best[2], raw.negated, raw.pronoun, raw.person, best[0], raw.itself)


def fit(page: Page, pool: Pool, frame: Frame, p: Predicate) -> float:
    """How well FRAME suits the predicate's arguments; 0 or less: not at all."""
    if p.item.end - p.item.start > 1:
        return 0.8 + _fit(page, pool, frame, p)
    if any(v.frame == frame.key and v.particle for v in p.item.verbs):
        return 0.8 + _fit(page, pool, frame, p)  # "feel … palm": two words that say it as well
    return _fit(page, pool, frame, p)


def _fit(page: Page, pool: Pool, frame: Frame, p: Predicate) -> float:
    if _excluded(frame, p) or frame.condition_only and p.clause.kind not in _CONDITIONAL and not _leads(page, p):
        return NO
    conditional = p.clause.kind in ("when", "while", "unless", "until")
    match frame.does:
        case "act":
            return _fit_act(page, pool, frame, p) - (1.2 if conditional else 0)
        case "event":
            return _fit_event(page, pool, frame, p) + (1.2 if conditional else 0)
        case "state" | "regulate":
            return _fit_limit(page, pool, frame, p) + (0.5 if conditional else 0)
        case "modulate":
            return _fit_modulate(page, pool, frame, p) - (1.5 if conditional else 0)
        case "report":
            return 0.6 + min(2.0, sum(0.7 for a in p.args if a.item.sort in ("phenomenon", "wifi") or _is_show(page, a) or frame.key == "see" and a.item.sort == "thing" and a.item.sense is not None and bool(a.item.sense.sense)))
        case "sense":
            return 0.3 + min(2.0, sum(0.9 for a in p.args if a.item.sort in ("phenomenon", "thing") or a.item.sense and a.item.sense.role == "sense"))
        case "count":
            return 0.9
    return 0.05


_CONDITIONAL = ("when", "while", "unless", "until")


def _leads(page: Page, p: Predicate) -> bool:
    """True for what a person or animal does where an order follows at once: "A cat sneaks in. Scare it off"; and for what is asked: "who opened it"."""
    if page.low(p.item.start - 1) in ("who", "whether"):
        return True
    end = next((e for s, e in page.sentences if s <= p.item.start < e), p.end)
    after = page.at.get(end)
    someone = any(a.left and a.item.sense is not None and {"person", "animal"} & set(a.item.sense.kinds) for a in p.args)
    return someone and after is not None and after.as_verb and after.start == end and any(f.does in ("act", "report") for f in page.frames(after))


def _excluded(frame: Frame, p: Predicate) -> bool:
    keys = _kinds(p)
    return bool(keys & set(frame.not_objects)) and not (keys & set(frame.target)) or frame.person_subject and not p.person


def _kinds(p: Predicate) -> set[str]:
    """What kinds of things stand beside the verb, with the more general ones, and their concepts."""
    return {k for a in p.args if a.item.sense is not None for k in (a.item.key, *a.item.sense.kinds)} | {c for a in p.args for c in a.concepts}


def _is_show(page: Page, arg: Arg) -> bool:
    return any(page.lexicon.is_a(c, "display") for c in arg.concepts)


def targets(page: Page, frame: Frame, p: Predicate) -> list[Arg]:
    """The arguments that may be what the verb acts on: objects without preposition first, then the subject, then the rest."""
    fits = [a for a in p.args if a.item.sort in ("device", "product") and any(page.lexicon.any_is_a(c, frame.target) or any(page.lexicon.is_a(t, c) for t in frame.target) for c in a.concepts)]
    return sorted(fits, key=lambda a: (bool(a.prep), a.left))


_AT = ("on", "in", "at", "near", "behind", "beside", "under", "next")
_MOVERS = ("switched_power", "spin", "exact_turns", "angle", "push_pull", "linear_motion", "water_flow")


def instruments(page: Page, p: Predicate) -> list[Arg]:
    """What does it, where the object is a thing of the world: "a relay opens the door", "lower it with a stepper"."""
    return [a for a in p.args if a.item.sort == "device" and (a.left or a.prep in ("with", "using", "by", "via")) and any(page.lexicon.any_is_a(c, _MOVERS) for c in a.concepts)]


def _no_object(p: Predicate) -> bool:
    """True where nothing but the device itself can be the verb's subject and it has no object."""
    return not any(a.item.sort in ("thing", "device", "phenomenon") and not a.prep for a in p.args)


def objects_fit(frame: Frame, p: Predicate) -> bool:
    """True when an argument is of a kind the frame asks for ("input", "sensor", "none", or keys of things)."""
    keys = _kinds(p)
    roles = {a.item.sense.role for a in p.args if a.item.sense}
    right = [a for a in p.args if not a.left]
    wanted = set(frame.objects)
    if "mover" in wanted and any(a.left and not a.prep and a.item.sense is not None and "car" in a.item.sense.kinds for a in p.args[:1]):
        return True  # "a little car that drives": the vehicle is what is built
    if p.person and "person" in wanted and not any(a.item.sort == "device" for a in right):
        return True  # "he steps into his toilet box"
    if "device_itself" in wanted and p.clause.opener and p.clause.kind == "main" and not p.person and not p.pronoun and _no_object(p):
        return True  # "a thing that shakes when …"
    if "device_itself" in wanted and p.clause.kind == "main" and p.itself and _no_object(p):
        return True  # "it cackles too"
    if "own_limb" in wanted and not p.person and any(a.item.sense is not None and {"hand", "arm", "head"} & set(a.item.sense.kinds) for a in p.args):
        return True  # "its arms go up"
    if "driven" in wanted and p.item.start == p.clause.body and not p.clause.opener and any(a.item.sense is not None and "car" in a.item.sense.kinds for a in right):
        return True  # "drive a small vehicle around the yard"
    return bool(keys & wanted) or "input" in wanted and "input" in roles or "sensor" in wanted and "sense" in roles or "none" in wanted and not right


def _fit_act(page: Page, pool: Pool, frame: Frame, p: Predicate) -> float:
    if _stands_on(page, p):
        return NO
    found = targets(page, frame, p) or (instruments(page, p) if frame.objects else [])
    if not found and page.low(p.item.start - 1) in ("should", "must", "can", "could", "may") and page.low(p.item.start - 2) in ("i", "we", "you", "one", "people"):
        return NO  # "whether I should open the window": somebody else does it
    if frame.key in ("heat", "ventilate") and p.item.end - p.item.start == 1 and not found and (not p.pronoun and not any(not a.left for a in p.args) or any(a.item.sense is not None and a.item.sense.role == "sense" and not a.left for a in p.args)):
        return NO  # "warm, damp": how it is, not what is done
    if frame.key in ("heat", "ventilate") and p.item.end - p.item.start == 1 and page.at.get(p.item.end) is not None and page.at[p.item.end].sort == "thing" and page.low(p.item.start) in ("warm", "cool"):
        return NO  # "warm beer": how it is
    if not found and frame.default in _MOVERS and frame.objects and _by_person(page, p, _ANYBODY):
        return NO  # "somebody pushes the lever"
    if not found and frame.default in ("sound", "audio_playback", "tone") and _by_person(page, p):
        return NO  # "the doctor says that", "I sing"
    if page.low(p.item.start - 1) == "to" and page.lemma_in(p.item.start - 2, {"remember", "forget", "manage", "bother", "hate"}):
        return NO  # "I never remember to water the ferns"
    if not found and page.low(p.item.start - 1) in ("who", "whoever", "somebody", "someone", "anybody", "nobody") and frame.default in _MOVERS:
        return NO  # "find out who opened my drawer"
    score = 2.2 if found else 0.0
    if frame.objects:
        if objects_fit(frame, p):
            score += 2.5
        elif not found and not p.args and p.pronoun and _said_before(page, frame, p) and "act" not in pool.lacking and (pool.serving(frame.target) or not any(d.concept in _MOVERS for d in pool.live())):
            score += 1.5
        elif not found and not (p.pronoun and not any(not a.left for a in p.args) and _device_before(page, frame, p)):
            return NO
    if not found and (_does_itself(page, p) or frame.default and not frame.objects and _moves_other(page, frame, p)):
        return NO
    if not found and p.pronoun and pool.serving(frame.target):
        score += 1.0
    if frame.needs_target and score <= 0:
        return 0.2 if pool.serving(frame.target) and not any(not a.left for a in p.args) else NO
    return score + (0.5 if frame.default or frame.any_target else 0.0) + (0.15 if not frame.needs_target else 0)


_SAYERS = frozenset(["i", "we", "he", "she", "they", "you", "people", "everyone", "everybody", "nobody"])


_ANYBODY = frozenset(["somebody", "someone", "anyone", "anybody", "people", "he", "she"])


def _by_person(page: Page, p: Predicate, who: frozenset[str] = _SAYERS) -> bool:
    """True where a person stands right before the verb, with no "should": it is the person's deed."""
    at = page.before(p.item.start)
    while page.low(at) in ("can", "can't", "cannot", "could", "couldn't", "do", "don't", "does", "doesn't", "did", "often", "always"):
        at = page.before(at)
    person = page.low(at) in who or any(a.left and a.item.end == at + 1 and a.item.sense is not None and "person" in a.item.sense.kinds for a in p.args)
    return person and not p.clause.purpose


def _said_before(page: Page, frame: Frame, p: Predicate) -> bool:
    """True where "it" may be a thing of the right kind said before: "a safe … and it opens"."""
    return any(x.end <= p.item.start and (x.sort in ("thing", "product") and bool({x.key, *(x.sense.kinds if x.sense else ())} & set(frame.objects)) or x.key == "door_state" and "door" in frame.objects)
               for x in page.items if not x.as_verb)


def _device_before(page: Page, frame: Frame, p: Predicate) -> bool:
    """True where "it" is a part said before that the verb acts on: "open the valve when it is dry, close it when it is wet"."""
    return any(x.end <= p.item.start and x.sort == "device" and not x.as_verb and x.sense is not None and page.lexicon.any_is_a(x.sense.concept, tuple(t for t in frame.target if t != "angle")) for x in page.items)


def _stands_on(page: Page, p: Predicate) -> bool:
    """True for "a reed switch is on the door": where it is, not that it is on."""
    on = page.low(p.item.end - 1) == "on" and page.low(p.item.start) in ("is", "are", "be", "sits", "sit")
    return on and any(not a.left and a.item.sort in ("thing", "place") and page.phrase_start(a.item) == p.item.end for a in p.args)


def _moves_other(page: Page, frame: Frame, p: Predicate) -> bool:
    """True when the verb acts on, or is said of, something that acts in another way: "the servo turns left" is no motor's deed."""
    if not page.lexicon.any_is_a(frame.default, _MOVERS):
        return False
    return any(a.item.sort == "device" and a.item.sense is not None and a.item.sense.role in ("act", "show") and not a.prep and a.item.key not in ("dc_motor",) for a in p.args)


def _does_itself(page: Page, p: Predicate) -> bool:
    """True when a thing of the world is the subject: "my printer heats", "the dog moves"; not where it "should"."""
    if any(page.low(j) in ("should", "shall", "must", "to") for j in range(max(p.start, p.item.start - 3), p.item.start)):
        return False
    return any(a.left and not a.prep and (a.item.sort == "thing" and a.item.key in ("animal", "plant", "cup", "fridge", "parcel", "hand", "sun", "person_thing") and page.low(a.item.start) != "arm" or a.item.sense is not None and a.item.sense.outside) for a in p.args)


def _fit_event(page: Page, pool: Pool, frame: Frame, p: Predicate) -> float:
    if p.clause.kind == "while" and frame.need[:1] == ("temperature",) and page.low(p.clause.start) == "while":
        return NO  # "while my pasta boils": what goes on meanwhile
    if frame.objects and not objects_fit(frame, p) and not (p.pronoun and ("self" in frame.objects or _said_before(page, frame, p))):
        return NO
    if "none" in frame.objects and any(a.left and not a.prep and a.item.sort in ("thing", "phenomenon", "product") and a.item.sense is not None and not set(a.item.sense.kinds) & set(frame.objects) for a in p.args):
        return NO  # "kibble falls", "the hatch comes": no person or animal
    if p.clause.kind == "while" and frame.person_subject and not p.args and any(page.low(j) in ("i", "we") for j in range(p.clause.body, p.item.start)):
        return NO  # "while I sit downstairs"
    if any(page.low(j) in ("i", "we") for j in range(p.start, p.item.start)) and any(page.low(j) in ("have", "has", "need", "must") and (page.low(j + 1) == "to" or page.low(j) == "must") for j in range(max(p.start, p.item.start - 3), p.item.start)):
        return NO  # "before I have to get up"
    moved = any(not a.left and not a.prep and a.item.sense and a.item.sense.role in ("act", "show") and a.item.sort == "device" for a in p.args)
    if moved and p.clause.kind == "main" and any(a.prep in ("with", "using", "by", "via") and a.item.sense and a.item.sense.role == "input" for a in p.args):
        return NO  # "turn a servo with a knob": the hand's part steers, the servo turns
    subject_acts = any(a.left and a.item.sense and a.item.sense.role == "act" and not a.item.sense.sense for a in p.args)
    own = any(page.lexicon.any_is_a(c, frame.need) for a in p.args for c in a.concepts)
    if "wifi" not in frame.objects and any(a.left and a.item.sort in ("wifi", "bluetooth") for a in p.args):
        return NO  # "where the Wi-Fi still reaches"
    before = page.at.get(p.item.start - 1)
    if frame.key == "fall" and before is not None and before.sort in ("state", "phenomenon"):
        return NO
    if frame.key == "fall" and any(a.left and a.item.sort in ("phenomenon", "product", "thing") and a.item.key not in _PERSON for a in p.args):
        return NO  # "the barometer is falling", "kibble falls"
    if frame.key == "tip" and p.clause.kind == "main" and p.item.start == p.clause.body and any(not a.left for a in p.args):
        return NO  # "lift the vent": an order to the device
    if any(q.start == p.item.end and q.kind in ("percent", "temperature") for q in page.quantities) and any(f.does == "state" for f in page.frames(p.item)):
        return NO  # "it reaches 55 %": a limit, no hand
    score = (1.8 if frame.objects else 0.9) + (1.0 if own else 0.0) - (2.5 if subject_acts and not own else 0.0)
    if p.clause.kind == "main" and not p.person and not p.args and not p.pronoun and page.low(p.item.start) in ("click", "shake", "knock", "rattle") and page.low(p.item.end) not in ("=", "to"):
        score -= 1.6  # an order: the device shall click or shake
    return NO if frame.needs_target and not own else score + (0.4 if p.person else 0)


def numbers(page: Page, start: int, end: int) -> list[Quantity]:
    return [q for q in page.quantities if start <= q.start < end and q.kind not in ("money",)]


def _fit_limit(page: Page, pool: Pool, frame: Frame, p: Predicate) -> float:
    if frame.does == "state" and time_at(page, p.item.end) is not None:
        return NO  # "for more than a minute": how long, not how much
    quantity = any(q.kind in ("temperature", "percent", "length", "weight", "other") or q.kind == "number" for q in numbers(page, p.item.start, p.end))
    quantity = quantity or frame.does == "regulate" and any(q.kind in ("temperature", "percent") for q in numbers(page, p.item.start, p.clause.end))
    named = any(a.item.sort == "phenomenon" or a.item.sense and a.item.sense.role == "sense" for a in p.args)
    if frame.does == "regulate":
        from ohm_core.understand.regulate import limits

        found = limits(page, p)
        unit = any(q.kind in ("temperature", "percent") for q in found)
        return 2.0 if found and (named or unit or pool.serving(("temperature", "humidity", "soil_moisture", "light"))) else NO
    subject = named or p.pronoun or any(a.item.sort == "product" or a.item.sort == "thing" and _graded(page, a) for a in p.args)
    subject = subject or any(page.low(j) == "water" for j in range(p.start, p.item.start)) or any(page.low(j).startswith(("humidif", "dehumidif")) for j in range(len(page.tokens)))
    close = any(q.start in (p.item.end, p.item.end + 1) and q.kind in ("temperature", "percent", "length", "weight") for q in page.quantities)
    subject = subject or close
    return (2.5 if quantity and (subject or not p.args) else 0.0) + (1.2 if named else 0.0) - (0 if subject or quantity else 3.0) - (0.3 if not p.clause.opener else 0)


def _graded(page: Page, arg: Arg) -> bool:
    """True for a thing of which a quantity is sensed that rises and falls: a tank's level, no door's opening."""
    sense = arg.item.sense
    return sense is not None and sense.key not in _PERSON and bool(sense.sense) and sense.sense[0] not in STATES


def sources(page: Page, frame: Frame, p: Predicate) -> list[Arg]:
    """The arguments that may steer: inputs, sensors and quantities."""
    from ohm_core.understand.quantities_wanted import is_produced

    return [a for a in p.args if a.item.sort == "phenomenon" and not is_produced(page, a.item) and not (a.item.sense is not None and a.item.sense.soft and a.prep in _AT) or a.item.sense is not None and a.item.sense.role in ("sense", "input") and a.item.sort == "device"]


def effects(page: Page, p: Predicate) -> list[Arg]:
    """The arguments that may be steered: what acts or shows."""
    return [a for a in p.args if a.item.sense is not None and a.item.sort == "device" and a.item.sense.role in ("act", "show")]


def _fit_modulate(page: Page, pool: Pool, frame: Frame, p: Predicate) -> float:
    steering, steered = sources(page, frame, p), effects(page, p)
    if steering and (steered or frame.default or p.pronoun):
        return 3.0
    if frame.default and (steered or pool.serving(frame.target) or any(a.item.key in ("robot", "car") for a in p.args)):
        return 1.2
    if frame.by and steered and pool.serving(frame.by):
        return 1.5
    return 0.4 if steered and frame.by else NO if not steering else 0.3
