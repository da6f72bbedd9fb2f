"""Sentences → clauses: what is done, when, otherwise, until."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Literal

from ohm_core.understand.items import Item
from ohm_core.understand.page import Page
from ohm_core.understand.syntax import is_told, tells_no_state

Kind = Literal["main", "when", "while", "until", "unless", "else"]
_CONDITION_KINDS: tuple[tuple[str, Kind], ...] = (("unless", "unless"), ("until", "until"), ("held", "while"), ("condition", "when"), ("otherwise", "else"))
_ARROWS = ("->", "=>", "→", "=")
_COMPARES = frozenset(["below", "under", "above", "over", "than", "beneath", "beyond", "past", "to"])
_BRACKET = 60  # words that a bracket may hold and still be looked into
_TO_NEEDS = frozenset(["want", "need", "have", "like", "able", "used", "try", "going", "supposed", "love", "plan", "wish", "order", "helps", "help"])


@dataclass(frozen=True)
class Clause:
    """Tokens [start, end). `opener` is how many of them are the word that opens it; `owner` the item before a relative or
    purpose clause, its subject; `purpose` marks "to …"; `joined` how a condition is joined to the one before it.
    """

    start: int
    end: int
    kind: Kind = "main"
    opener: int = 0
    owner: Item | None = None
    purpose: bool = False
    joined: str = ""

    @property
    def body(self) -> int:
        return self.start + self.opener


def split(page: Page, start: int, end: int) -> list[Clause]:
    """The clauses of one sentence by the words and commas that open them."""
    clauses = [Clause(start, end)]
    i = start
    while i < end:
        opened = _opens(page, i, end, clauses[-1])
        if opened:
            last = clauses.pop()
            if i > last.start:
                clauses.append(replace(last, end=i))
            clauses.append(opened)
            i = opened.body if opened.opener else i + 1
        else:
            i += 1
    parted = [p for c in clauses if c.end > c.body for p in _between_arrows(page, c)]
    return [_before_arrow(page, c) for c in parted]


def _between_arrows(page: Page, clause: Clause) -> list[Clause]:
    """"dry -> pump 5 s, empty -> red LED": the deed of the one and the condition of the other."""
    comma = next((j for j in range(clause.end - 1, clause.body, -1) if page.low(j) in (",", ";", "and")), 0)
    if not comma or comma + 1 >= clause.end or clause.kind != "main":
        return [clause]
    between = page.low(clause.start) in _ARROWS and page.low(clause.end) in _ARROWS
    if not between and not (page.low(clause.end) in (":", *_ARROWS) and _states(page, Clause(comma, clause.end, "main", 1))):
        return [clause]
    return [replace(clause, end=comma), Clause(comma, clause.end, "when", 1)]


def _before_arrow(page: Page, clause: Clause) -> Clause:
    """"plant dry -> pump": what stands before an arrow is the condition."""
    if _circumstance_first(page, clause):
        return replace(clause, kind="while")
    if clause.kind in ("while", "when") and page.low(clause.start) == "while" and _told_meanwhile(page, clause):
        return replace(clause, kind="main")
    led = clause.kind == "main" and (page.low(clause.end) in _ARROWS or page.low(clause.end) in (":", "?") and _states(page, clause))
    return replace(clause, kind="when") if led else clause


def _told_meanwhile(page: Page, clause: Clause) -> bool:
    """True for "while the humidity is shown on an LCD", "while showing the time": another deed at the same time, no condition."""
    verbs = page.verbs_in(clause.body, clause.end)
    return bool(verbs) and page.frames(verbs[0])[0].does == "report" and not any(q.kind != "number" for q in page.quantities if verbs[0].end <= q.start < clause.end)


def _circumstance_first(page: Page, clause: Clause) -> bool:
    """"Only in the dark, turn on …", "at night the lamp …": when, said before what is done."""
    inside = [x for x in page.items if clause.body <= x.start < clause.end]
    return clause.kind == "main" and not clause.opener and page.low(clause.end) == "," and len(inside) == 1 and _circumstance(page, inside[0])


def _circumstance(page: Page, item: Item) -> bool:
    """True for "at night", "during the day"."""
    return item.sort == "state" and page.low(item.start) in ("at", "in", "by", "during")


def _states(page: Page, clause: Clause) -> bool:
    """True for "greenhouse too hot", "button pressed" before a colon: a state or event and nothing that acts."""
    inside = [x for x in page.items if clause.body <= x.start < clause.end]
    told = any(x.sort == "state" and not page.attributive(x) or x.as_verb or is_told(x, page.tokens) for x in inside)
    return clause.end - clause.body < 9 and told and not any(tells_no_state(x, page.tokens, page.lexicon) for x in inside)


def _opens(page: Page, i: int, end: int, current: Clause) -> Clause | None:
    """The clause that begins at token I, if one does. CURRENT is the clause read so far."""
    if i == current.start and i > 0 and current.opener:
        return None
    if i in page.at and page.at[i].start < i and page.low(i) != "when":
        return None
    return _conditional(page, i, end, current) or _by_doing(page, i, end, current) or _it_should(page, i, end, current) or _relative(page, i, end, current) or _purpose(page, i, end, current) or _coordinated(page, i, end, current)


def _conditional(page: Page, i: int, end: int, current: Clause) -> Clause | None:
    for name, kind in _CONDITION_KINDS:
        stop = page.lexicon.phrase(name, page.tokens, i)
        if stop > i and stop < end and not _no_clause(page, i, stop):
            joined = page.low(i - 1) if page.low(i - 1) in ("and", "or") else ""
            return Clause(i, end, kind, stop - i, joined=joined)
    return None


def _by_doing(page: Page, i: int, end: int, current: Clause) -> Clause | None:
    """"switch it on by clapping", "dim it by stroking its foot": what hands do is the condition."""
    item = page.at.get(i + 1)
    if current.kind != "main" or current.owner is not None or i - current.body < 2 or any(page.low(j) in ("can", "could", "start", "begin") for j in range(current.start, i)):
        return None
    done = page.low(i) == "by" and item is not None and item.as_verb and item.start == i + 1 and page.low(i + 1).endswith("ing")
    return Clause(i, end, "when", 1) if done and item is not None and page.frames(item)[0].does == "event" else None


def _it_should(page: Page, i: int, end: int, current: Clause) -> Clause | None:
    """"if gas leaks it should wake me": the device's deed begins without a comma."""
    begins = current.kind in ("when", "while", "unless") and i > current.body + 1 and page.low(i) == "it" and page.low(i + 1) in ("should", "must", "shall", "has", "needs") and page.low(i - 1) not in (",", "and", "or", "that", "than")
    return Clause(i, end) if begins and (page.low(i + 1) in ("should", "must", "shall") or page.low(i + 2) == "to") else None


def _no_clause(page: Page, i: int, stop: int) -> bool:
    """"after 5 minutes", "once a day", "until 8": times, not conditions."""
    word = page.low(i)
    if word in ("after", "before", "until", "till") and stop in page.quantity_at:
        return True
    if word == "before" and not any(page.is_("pronoun", j) or j in page.at and page.predicative(page.at[j]) and j > stop for j in range(stop, min(stop + 5, len(page.tokens)))):
        return True
    if word == "once" and page.low(stop) in ("a", "per", "every", "an", "the") and page.low(stop + 1) in ("day", "hour", "minute", "week", "second"):
        return True
    if word == "after" and page.low(stop) in ("that", "this", "a") and not page.verbs_in(stop, stop + 5):
        return True
    return word == "else" and page.low(i - 1) in ("something", "anything", "nothing", "everything")


def _relative(page: Page, i: int, end: int, current: Clause) -> Clause | None:
    """"… that beeps", "… which shows": a noun before, a verb soon after."""
    stop = page.lexicon.phrase("relative", page.tokens, i)
    if stop == i or i == current.body or not (page.low(i) != "that" or _verb_soon(page, stop, end)):
        return None
    if page.low(i) == "that" and page.low(i - 1) in _COMPARES:
        return None  # "when it drops below that again"
    if page.low(i) == "where" or not _verb_soon(page, stop, end) and page.low(i) != "whose":
        return None
    owner = next((x for x in reversed(page.items) if x.end <= i and x.start >= current.start and not x.as_verb and x.sense), None)
    after = stop
    while page.is_("adverb", after) or page.is_("auxiliary", after) or page.is_("modal", after):
        after += 1
    owner = owner if after in page.at and page.at[after].as_verb or page.at.get(after) is None and after > stop else None
    kind = current.kind if current.kind in ("when", "while") and page.low(i) in ("that", "which", "who") else "main"
    return Clause(i, end, kind, stop - i, owner=owner, joined="rel" if kind != "main" else "")


def _verb_soon(page: Page, i: int, end: int) -> bool:
    for j in range(i, min(end, i + 6)):
        if j in page.at and page.at[j].as_verb or page.is_("auxiliary", j):
            return True
        if page.low(j) in (",", ";"):
            return False
    return False


def _purpose(page: Page, i: int, end: int, current: Clause) -> Clause | None:
    """"a button to start the motor", "press it to stop"."""
    if page.low(i) != "to" or i == current.body or not (i + 1 in page.at and page.at[i + 1].as_verb):
        return None
    before = page.before(i)
    if before < current.start or page.lemma_in(before, _TO_NEEDS) or page.is_("modal", before):
        return None
    owner = page.at.get(before)
    return Clause(i, end, "main", 1, owner=owner if owner and not owner.as_verb else None, purpose=True)


def _coordinated(page: Page, i: int, end: int, current: Clause) -> Clause | None:
    """A comma, colon or "and" before a new predicate."""
    word = page.low(i)
    if word in _ARROWS and i > current.start and i + 1 < end:
        return Clause(i, end, "main", 1)
    if any(page.lexicon.phrase("unless", page.tokens, j) > j for j in range(i + 1, min(i + 3, end))):
        return None  # ", but not when": opened where those words begin
    hard = word in (":", "–", "—", "?") or word == "-" and not page.tokens[i].joined and i not in page.quantity_at or word in "()" and _verb_inside(page, i, end)
    if not (hard or word in (",", "&", "+") or page.is_("coordinate", i)) or i == current.start:
        return None
    if word == ":" and page.tokens[i].joined and i + 1 < end and page.tokens[i + 1].joined:
        return None
    stop = i + 1
    while stop < end and page.low(stop) + page.low(stop + 1) != "plusone" and (page.low(stop) in ("and", "or", "then", "but", "also", ",", "so", "plus") or page.is_("adverb", stop) and not page.is_("condition", stop)):
        stop += 1
    if stop >= end or hard:
        return Clause(i, end, "main", stop - i) if hard and stop < end else None
    if page.is_("condition", stop) or page.is_("otherwise", stop) or page.is_("held", stop):
        return None
    if word in (",", "and", "but") and _another_key(page, stop) and end - stop > 2:
        return Clause(i, end, "main", stop - i)
    if word in (",", "and", "+", "&") and _also_done(page, i, stop, end, current):
        return Clause(i, end, "main", stop - i, joined="listed")
    return _gapped(page, i, stop, end, current) or _next_predicate(page, i, stop, end, current)


def _another_key(page: Page, i: int) -> bool:
    """"anything else beeps", "a wrong one …", "any other card …": another key than the one before."""
    i += page.low(i) in ("with", "for", "on")
    i += page.is_("determiner", i) and page.low(i) not in ("any", "every", "all")
    word, after = page.low(i), page.low(i + 1)
    return word in ("anything", "everything", "everyone", "anyone") and after == "else" or word in ("any", "every", "all") and after in ("other", "others") or word in ("wrong", "unknown", "right", "invalid", "others") and after in ("one", "ones", "card", "cards", "tag", "tags", "code", "codes")


def _also_done(page: Page, i: int, stop: int, end: int, current: Clause) -> bool:
    """"fan on, window servo to 90", "the fan off and the servo back to 0": one more deed without a verb, of another thing."""
    now = [x for x in page.nouns_in(current.body, i) if x.sort == "device" and x.sense is not None and x.sense.role == "act"]
    plain = current.kind in ("main", "else") and len(now) == 1 and all(page.low(x.start) in ("on", "off") and x.start == now[0].end for x in page.verbs_in(current.body, i))
    told = plain and (now[0].end < i or page.is_("color", now[0].start - 1)) and page.low(current.start - 1) not in ("with", "and")
    limit = _clause_limit(page, stop, end)
    more = next((x for x in page.nouns_in(stop, limit) if x.sort == "device" and x.sense is not None and x.sense.role in ("act", "show")), None)
    if not told or more is None or more.key == now[0].key or any(page.low(j) in ("and", "or", "with") for j in range(stop, more.start)):
        return False
    begun = page.low(current.start) in (*_ARROWS, ":", "?") or current.kind == "else"
    return begun and all(x.end <= more.start or page.low(x.start) in ("on", "off") for x in page.verbs_in(stop, limit)) and not has_predicate(page, stop, more.start)


def _gapped(page: Page, i: int, stop: int, end: int, current: Clause) -> Clause | None:
    """"… when it is hot and a blue one when it is cold", "… and off again above 21": the verb is the one said before."""
    shown = current.kind == "main" and any(f.does == "report" for x in page.verbs_in(current.body, i)[:1] for f in page.frames(x)) and _limit_after(page, stop, end)
    limited = shown or any(current.body <= x.start < i and _circumstance(page, x) for x in page.items) and not page.verbs_in(current.body, i) or any(f.does == "state" for x in page.verbs_in(current.body, i) for f in page.frames(x)) or any(page.low(j) in ("at", "from") and j + 1 in page.quantity_at for j in range(current.body, i))
    if not (current.kind in ("when", "while") and (has_predicate(page, current.body, i) or page.is_("middling", i - 1) or _states_alone(page, current.body, i)) or current.kind == "main" and limited):
        return None
    named = False
    for j in range(stop, min(end, stop + 8)):
        item = page.at.get(j)
        if any(page.lexicon.phrase(name, page.tokens, j) > j for name in ("condition", "held")) or item is not None and item.as_verb and any(f.does == "state" for f in page.frames(item)):
            return Clause(i, end, "main", stop - i, joined="gap") if named and j > stop else None
        if named and page.is_("middling", j + (page.low(j) == "in")):
            return Clause(i, end, "main", stop - i, joined="gap")
        if named and page.is_("otherwise", j) and current.kind in ("when", "while"):
            return Clause(i, end, "else", stop - i)
        if named and item is not None and (item.as_verb and any(f.does == "state" for f in page.frames(item)) or _circumstance(page, item)):
            return Clause(i, end, "main", stop - i, joined="gap")
        if named and page.low(j) in ("at", "from") and j + 1 in page.quantity_at and current.kind == "main":
            return Clause(i, end, "main", stop - i, joined="gap")
        acts = item is not None and item.sort == "device" and item.sense is not None and item.sense.role in ("act", "show")
        named = named or acts or page.is_("color", j) or page.low(j) in ("off", "on", "one", "ones")
        if not (acts or page.is_("color", j) or page.is_("determiner", j) or page.is_("adverb", j) or page.low(j) in ("off", "on", "one", "ones")):
            return None
    return None


def _states_alone(page: Page, start: int, end: int) -> bool:
    """True for "door opens", known as one quantity, without a verb of its own."""
    return any(x.sort == "phenomenon" and x.key in _TOLD for x in page.nouns_in(start, end))


def _limit_after(page: Page, start: int, end: int) -> bool:
    """True for "a red LED above 70 %": what acts, then a limit."""
    item = next((x for x in page.nouns_in(start, min(end, start + 5)) if x.sort == "device"), None)
    verb = page.at.get(item.end) if item is not None else None
    return item is not None and item.sense is not None and item.sense.role == "act" and verb is not None and verb.as_verb and any(f.does == "state" for f in page.frames(verb))


_TOLD = frozenset(["door_state", "door_open"])


def _told(page: Page, clause: Clause) -> list[Item]:
    """Where a condition says what is so without a verb the frames know: "door opens", "the switch is on"."""
    nouns = [x for x in page.nouns_in(clause.body, clause.end) if x.sort == "phenomenon" and x.key in _TOLD]
    switched = [Item(j, j + 2) for j in range(clause.body + 1, clause.end - 1) if page.low(j) in ("is", "are") and page.low(j + 1) in ("on", "off") and j not in page.at and (hand := page.at.get(j - 1)) is not None
                and hand.sort == "device" and hand.sense is not None and hand.sense.role == "input"]
    return nouns + switched


def _verb_inside(page: Page, i: int, end: int) -> bool:
    """True for brackets that hold a predicate; others only list something."""
    if page.low(i) == "(":
        close = next((j for j in range(i, min(end, i + _BRACKET)) if page.low(j) == ")"), min(end, i + _BRACKET))
        return bool(page.verbs_in(i, close))
    opened = next((j for j in range(i - 1, max(-1, i - _BRACKET), -1) if page.low(j) == "("), i)
    return page.low(i) == ")" and bool(page.verbs_in(opened, i))


def _next_predicate(page: Page, i: int, stop: int, end: int, current: Clause) -> Clause | None:
    verb_now, had_verb = _starts_with_verb(page, stop, end), has_predicate(page, current.body, i)
    clock = page.quantity_at.get(stop + 1) if page.low(stop) == "at" else None
    if clock is not None and clock.kind == "clock" and had_verb and current.kind == "main" and _starts_with_verb(page, clock.end, end):
        return Clause(i, end, "main", stop - i)
    linked = any(page.low(j) in ("and", "or", "but") for j in range(i, stop))
    if current.kind in ("when", "while", "unless", "until"):
        return _after_condition(page, i, stop, end, current, verb_now, had_verb, linked)
    subject_then_verb = had_verb and _noun_then_verb(page, stop, end)
    if verb_now and (had_verb or page.nouns_in(current.body, i)) or subject_then_verb:
        same = verb_now and not subject_then_verb
        return Clause(i, end, current.kind if current.kind == "else" else "main", stop - i, owner=current.owner if same else None, purpose=current.purpose and same)
    return None


def _after_condition(page: Page, i: int, stop: int, end: int, current: Clause, verb_now: bool, had: bool, linked: bool) -> Clause | None:
    """After "when …": a comma or "then" ends it where a deed follows; "and" goes on with it unless an order follows."""
    if not (had or page.nouns_in(current.start, i)):
        return None
    then = any(page.low(j) == "then" for j in range(i, stop))
    deed = has_predicate(page, stop, end) or page.nouns_in(stop, end)
    counts = stop in page.at and page.at[stop].as_verb and any(f.does == "count" for f in page.frames(page.at[stop]))
    if counts and page.low(i) in (",", "&", "+"):
        return Clause(i, end, "main", stop - i)  # "whenever the beam is broken, plus one"
    if (page.low(i) in (",", "-") and i not in page.quantity_at and not linked or then) and deed:
        return Clause(i, end, "main", stop - i)
    if linked and had and _effect_acts(page, stop, end):
        return Clause(i, end, "main", stop - i)
    if linked and had and (verb_now or _noun_then_verb(page, stop, end) or has_predicate(page, stop, _clause_limit(page, stop, end))):
        order = verb_now and _orders(page, stop) and page.low(i) != "or"
        return Clause(i, end, "main" if order else current.kind, stop - i, joined="" if order else "or" if page.low(stop - 1) == "or" or page.low(i) == "or" else "and")
    return None


def _effect_acts(page: Page, start: int, end: int) -> bool:
    """True for "and a blue LED lights …": what acts or shows does something, which is no condition."""
    item = next((x for x in page.nouns_in(start, min(end, start + 6)) if x.sort == "device"), None)
    if item is None or item.sense is None or item.sense.role not in ("act", "show") or page.phrase_start(item) > start:
        return False
    verb = page.at.get(item.end + (page.is_("adverb", item.end) or page.is_("modal", item.end)))
    return verb is not None and verb.as_verb and page.low(item.end) not in ("is", "are") and any(f.does in ("act", "report") for f in page.frames(verb))


def _clause_limit(page: Page, i: int, end: int) -> int:
    return next((j for j in range(i, end) if page.low(j) in (",", ";")), end)


def _orders(page: Page, i: int) -> bool:
    """True when the verb at I is a bare order for the device: turn on, beep, show."""
    item = page.at.get(i)
    return bool(item and item.as_verb and page.tokens[i].low == page.low(i) and not page.low(i).endswith(("ed", "ing"))
                and any(f.does in ("act", "report") for f in page.frames(item)) and not any(f.does in ("event", "state") and not f.objects for f in page.frames(item)))


def _starts_with_verb(page: Page, i: int, end: int) -> bool:
    """A verb at I, maybe after a pronoun, "to" or an auxiliary."""
    for j in range(i, min(end, i + 3)):
        if j in page.at and page.at[j].as_verb:
            return True
        if not (page.is_("pronoun", j) or page.is_("auxiliary", j) or page.is_("modal", j) or page.low(j) == "to"):
            return False
    return False


def _noun_then_verb(page: Page, i: int, end: int) -> bool:
    """"a buzzer beeps", "the red LED is on": a noun phrase, then its verb, with no comma between."""
    for j in range(i, min(end, i + 9)):
        if page.low(j) in (",", ";") or page.is_("preposition", j) and page.low(j) not in ("of", "on", "off", "up", "down"):
            return False
        item = page.at.get(j)
        if j > i and (item and item.as_verb and item.start == j and page.nouns_in(i, j) or page.low(j) in ("is", "are", "should", "will", "gets", "goes", "turns") and page.nouns_in(i, j)):
            return True
    return False


def has_predicate(page: Page, start: int, end: int) -> bool:
    return any(start <= x.start < end and page.predicative(x) for x in page.items)


def without_comma(page: Page, clause: Clause) -> list[Clause]:
    """"when I press the button two lights blink": the deed inside a condition's words, split off."""
    if clause.kind not in ("when", "while", "unless"):
        return [clause]
    told = _told(page, clause)
    inside = sorted([x for x in page.items if clause.body <= x.start < clause.end and page.predicative(x)] + told, key=lambda x: x.start)
    for modal in [j for j in range(clause.body + 1, clause.end - 2) if page.low(j) in ("should", "shall", "must", "may", "will", "does", "do")]:
        noun = next((x for x in page.nouns_in(modal, min(clause.end, modal + 5)) if x.sort == "device" and page.phrase_start(x) == modal + 1), None)
        if noun is not None and has_predicate(page, clause.body, modal) and (has_predicate(page, noun.end, clause.end) or page.at.get(clause.end) is not None):
            return [replace(clause, end=modal), Clause(modal, clause.end)]  # "only when it is dry should the valve open"
    for first, verb in itertools.pairwise(inside):
        if verb.as_verb and any(f.does in ("act", "report", "modulate") for f in page.frames(verb)) and not _passive(page, verb):
            cut = _cut(page, clause, first, verb)
            if clause.body < cut < clause.end and (first in told or has_predicate(page, clause.body, cut)):
                return [replace(clause, end=cut), Clause(cut, clause.end)]
    return _before_effect(page, clause, inside)


def _before_effect(page: Page, clause: Clause, inside: list[Item]) -> list[Clause]:
    """"when it is below 40 % the servo goes to 120 degrees": what acts or shows, with a verb that says little, begins the deed."""
    for noun in page.nouns_in(inside[0].end, clause.end) if inside else ():
        at = page.phrase_start(noun)
        if (whose := page.at.get(at - 1)) is not None and whose.sort == "thing" and whose.end == at and whose.start >= inside[0].end:
            at = page.phrase_start(whose)  # "the awning servo"
        acts = noun.sort == "device" and noun.sense is not None and noun.sense.role in ("act", "show") and (page.is_("determiner", at) or page.quantity_at.get(at - 1) is not None and page.quantity_at[at - 1].end == at)
        verb = page.at.get(noun.end)
        if acts and at > inside[0].end - (inside[0].sort == "state") and not page.is_("preposition", at - 1) and page.low(at - 1) not in ("and", "or") and (verb is not None and verb.as_verb or page.low(noun.end) in ("goes", "moves", "is") or (amount := page.quantity_at.get(noun.end)) is not None and amount.kind == "time" or noun.end == clause.end):
            return [replace(clause, end=at), Clause(at, clause.end)]
    return [clause]


def _passive(page: Page, verb: Item) -> bool:
    return page.low(verb.start).endswith(("ed", "en")) and page.low(verb.start) not in ("open", "listen", "happen") and page.is_("auxiliary", page.before(verb.start)) and any(f.does in ("event", "sense") for f in page.frames(verb))


def _cut(page: Page, clause: Clause, first: Item, verb: Item) -> int:
    """Where the deed begins: at its subject's phrase, or at the verb itself when it is an order."""
    at = verb.start
    while at > first.end and (page.is_("auxiliary", at - 1) or page.is_("modal", at - 1) or page.is_("pronoun", at - 1) or page.is_("adverb", at - 1) or page.low(at - 1) in ("to", "then")):
        at -= 1
    bare = [x for x in page.nouns_in(first.end, verb.start) if x.sort not in ("state", "place") and not page.is_("preposition", page.phrase_start(x) - 1)]
    passive = page.low(first.end - 1).endswith(("ed", "en")) or page.is_("auxiliary", first.start) or page.is_("auxiliary", page.before(first.start))
    transitive = first.as_verb and not passive and not any(f.does == "event" and not f.objects for f in page.frames(first))
    subjects = bare[1:] if transitive else bare
    return page.phrase_start(subjects[0]) if subjects else at
