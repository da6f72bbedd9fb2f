"""Deeds and quantities that nobody here knows ("projects a hologram", "reads her blood sugar"): said to be so, never dropped."""

from __future__ import annotations

from ohm_core.design.wishes import Unserved
from ohm_core.understand.clauses import Clause
from ohm_core.understand.grouping import Rule
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import by_itself, predicates
from ohm_core.understand.scene import Scene

_BEFORE = frozenset(["that", "which", "and", "also", ",", "then", "to"])
_WHAT = frozenset(["whether", "how", "what", "who", "where"])
_SENSES = frozenset(["measure", "read", "sense", "detect", "monitor", "analyze", "analyse", "recognize", "recognise", "identify", "sample", "smell", "taste", "sniff", "scan"])
_ENDS = frozenset([",", ".", ";", ":", "!", "?", "(", ")", "and", "but", "so", "then", "or"])
_WHY = "OHM does not know how to do this; it is left out."
_LEAST = 4  # letters of a word that can name a deed or a quantity


def unknown_deeds(scene: Scene, rules: list[Rule]) -> None:
    """Notes every clause of a request whose verb, or whose measured quantity, is not known."""
    page = scene.page
    if not any(d.role != "support" for d in scene.pool.live()):
        return
    for rule in rules:
        for clause in rule.deeds:
            verb = _unheard(scene, clause, bool(rule.conditions))
            words = page.said(clause.body, clause.end)
            if verb and not any(words in u.said or u.said in words for u in scene.pool.unserved):
                scene.pool.unserved.append(Unserved(words, _WHY))
    for j in range(1, len(page.tokens) - 1):
        effect, asked = _strange_effect(page, j), _strange_fact(page, j)
        if j in page.told or not (effect or asked or _strange_verb(page, j) or _strange_object(page, j)):
            continue
        end = _end(page, j)
        words = page.said(asked or j, end)
        known = not effect and any((asked or j) <= d.at < end for d in scene.pool.drafts) or any(words in u.said or u.said in words for u in scene.pool.unserved)
        if not known:
            scene.pool.unserved.append(Unserved(words, _WHY))


def _unheard(scene: Scene, clause: Clause, ruled: bool) -> int:
    """Where the verb stands that a main clause says of the device ("it zorbles too", "when it is dark, zorble the lamp") and nothing
    knows, or that no frame takes with what stands beside it; 0 for none.
    """
    page = scene.page
    if clause.kind != "main" or clause.purpose or clause.start in page.told or clause.body in page.told:
        return 0
    at = clause.body
    while page.is_("adverb", at) or page.low(at) in ("and", "then", "so", "but"):
        at += 1
    if page.low(at) == "it" and by_itself(page, at + 1):
        verb = at + 1
        ordered = page.is_("modal", verb)
        while page.is_("modal", verb) or page.is_("adverb", verb):
            verb += 1
        form = ordered or page.low(verb).endswith("s")
    else:
        verb, form = at, ruled and (page.is_("determiner", at + 1) or page.low(at + 1) in ("it", "them"))
    known = page.at.get(verb)
    if not form or verb >= clause.end or page.low(verb + 1) in _PERSONS or not page.low(verb).isalpha() or len(page.low(verb)) < _LEAST:
        return 0
    if known is not None:
        acts = known.as_verb and known.start == verb and any(f.does == "act" and f.action not in ("off", "stop") for f in page.frames(known)) and page.low(at) == "it"
        return verb if acts and not any(p.item.start <= verb < p.item.end for p in predicates(page, scene.pool, clause)) else 0
    return 0 if any(page.is_(n, verb) for n in _NO_VERBS) or verb in page.quantity_at or page.low(verb) in _STANDS else verb


_PERSONS = frozenset(["me", "us", "him", "her", "you", "them"])  # "it annoys me" tells how it feels
_NO_VERBS = ("determiner", "preposition", "auxiliary", "pronoun", "adverb", "coordinate", "condition", "otherwise", "color", "label", "modal", "number", "negation")
_STANDS = frozenset(["looks", "seems", "costs", "weighs", "matters", "hurts", "depends", "lasts", "needs", "feels", "smells", "tastes", "lacks", "contains", "exists", "helps", "fails", "suffices", "rests", "lies", "hangs", "stinks", "gets", "needs", "uses"])


def _end(page: Page, j: int) -> int:
    """Where the clause that begins with the verb at J ends."""
    return next((k for k in range(j + 2, len(page.tokens)) if page.low(k) in _ENDS or page.is_("condition", k) or page.tokens[k].kind == "punct" and page.low(k) not in "'\"-%°"), len(page.tokens))


def _strange_verb(page: Page, j: int) -> bool:
    """True for "(that) projects a …": a verb of the device, by its place and ending, that the lexicon has not."""
    if _strange_order(page, j):
        return True
    low, after = page.low(j), page.low(j + 1)
    if j in page.at or len(low) < _LEAST or not low.isalpha() or not low.endswith("s") or len(lemmas(low)) < 2 or page.lexicon.has("auxiliary", low):
        return False
    at = j - 1
    while page.is_("adverb", at) or page.low(at) in ("also", "even"):
        at -= 1
    return page.low(at) in _BEFORE - {"to"} and (page.low(j + 1) in _WHAT or page.is_("determiner", j + 1)) and after not in ("that", "this")


_PEOPLE = frozenset(["i", "you", "we", "he", "she", "they", "people", "one", "who", "somebody", "someone", "kids", "children"])


def _strange_order(page: Page, j: int) -> bool:
    """True for "… should beep and translate what he says": an order to the device in a verb that the lexicon has not."""
    low, before = page.low(j), page.low(j - 1)
    if j in page.at or len(low) < 3 or not low.isalpha() or low.endswith(("s", "ed", "ing", "ly")) or before not in ("and", "should", "must", "shall", "will") or low in page.lexicon.words:
        return False
    start = next((s for s, e in page.sentences if s <= j < e), 0)
    if any(page.low(k) in _PEOPLE for k in range(max(start, j - 5), j)) or not any(page.is_("modal", k) or page.at.get(k) is not None and page.at[k].as_verb for k in range(start, j)):
        return False
    return page.low(j + 1) in _WHAT or page.low(j + 1) in ("it", "them") or page.is_("determiner", j + 1)


def _strange_fact(page: Page, j: int) -> int:
    """Where the "whether" of "tell me from my breath whether I have cancer" stands, where what follows names nothing that could be sensed; else 0."""
    if not page.lemma_in(j, {"tell", "say"}) or page.low(j - 1) in _PEOPLE:
        return 0
    end = _end(page, j)
    asked = next((k for k in range(j + 1, min(end, j + 9)) if page.low(k) in ("whether", "which")), 0)
    return 0 if not asked else asked * (not any(asked < x.start < end and not page.plain(x) and x.sort != "idiom" and x.sense is not None and x.key != "person" for x in page.items))


def _strange_effect(page: Page, j: int) -> bool:
    """True for "makes tomorrow's weather sunny": nothing known is made of it."""
    if page.low(j) != "makes" or not (page.is_("determiner", j + 1) or page.low(j + 1).endswith("'s")):
        return False
    end = _end(page, j)
    return not any(j < x.start < end and x.sense is not None and x.sort not in ("state", "idiom", "place") and not page.plain(x) and not (x.sense.wifi or x.key in ("person", "animal")) for x in page.items)


def _strange_object(page: Page, j: int) -> bool:
    """True for "reads her blood sugar": a verb of measuring whose object, right after it, the lexicon has not."""
    item = page.at.get(j)
    if item is None or not item.as_verb or item.start != j or not page.lemma_in(j, _SENSES) or not (page.is_("determiner", j + 1) or page.low(j + 1) in _WHAT):
        return False
    end = _end(page, j)
    if j + 2 in page.quantity_at:
        return False  # "read every ten minutes"
    words = [k for k in range(j + 1, end) if page.tokens[k].kind == "word" and not any(page.is_(n, k) for n in ("determiner", "preposition", "auxiliary", "pronoun", "adverb"))]
    return bool(words) and not any(k in page.at and page.at[k].sense is not None for k in range(j + 1, min(end, j + 6))) and any(len(page.low(k)) >= _LEAST for k in words)
