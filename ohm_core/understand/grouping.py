"""Clauses → rules: which conditions go with which deeds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ohm_core.understand.clauses import Clause, has_predicate, split, without_comma
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.page import Page


@dataclass(frozen=True)
class Rule:
    """Deeds with the conditions they stand under; `otherwise` marks the other case of the rule before."""

    conditions: tuple[Clause, ...] = ()
    deeds: tuple[Clause, ...] = ()
    otherwise: bool = False


def rules_of(page: Page) -> list[Rule]:
    """Every sentence's clauses, grouped."""
    rules: list[Rule] = []
    for start, end in page.sentences:
        clauses: list[Clause] = []
        for c in split(page, start, end):
            if clauses and clauses[-1].kind == "main" and not clauses[-1].opener and c.kind in ("when", "while") and c.joined == "and" and page.low(c.body) not in ("when", "if", "while") and _acts(page, c):
                c = replace(c, kind="main", joined="")  # "when I press it the servo turns and a LED lights"
            elif clauses and clauses[-1].kind == c.kind in ("when", "while") and _device_again(page, clauses[-1], c):
                c = replace(c, kind="main", joined="")
            clauses += without_comma(page, c)
        listed = page.low(start - 1) == ":" and bool(rules) and bool(rules[-1].conditions) and bool(clauses) and all(c.kind == "main" and not has_predicate(page, c.body, c.end) for c in clauses)
        if listed and any(page.nouns_in(c.body, c.end) for c in clauses):
            rules[-1] = replace(rules[-1], deeds=(*rules[-1].deeds, *(replace(c, joined="listed") for c in clauses)))
            continue
        rules += _grouped(page, clauses)
    return rules


def _device_again(page: Page, before: Clause, clause: Clause) -> bool:
    """True for "(that knows) when I slouch and vibrates": the verb agrees with the device, not with who is spoken of in the condition."""
    low = page.low(clause.body)
    agrees = low.endswith("s") and len(lemmas(low)) > 1 and clause.body in page.at and page.at[clause.body].as_verb and page.at[clause.body].start == clause.body
    return agrees and page.low(before.body) in ("i", "we", "you", "they", "people") and _acts(page, clause)


def _acts(page: Page, clause: Clause) -> bool:
    verbs = page.verbs_in(clause.body, clause.end)
    return bool(verbs) and any(f.does in ("act", "report") for f in page.frames(verbs[0]))


def _fronts(page: Page, clauses: list[Clause], k: int, now: Rule) -> bool:
    """True for a condition that belongs to what follows: "… and if it is hot a LED lights", or after mere nouns."""
    follows = k + 1 < len(clauses) and clauses[k + 1].kind == "main" and not clauses[k + 1].purpose
    if now.deeds[-1].joined == "gap":
        return False
    if follows and page.low(clauses[k + 1].start) in ("->", "=>", "→", "="):
        return True  # "knob sets the servo, press = back to 90"
    if _own_after(page, clauses, k, now):
        return False
    linked = clauses[k].joined == "and" or page.low(clauses[k].start - 1) in ("and", "but", ",", "also")
    bare = not any(has_predicate(page, d.body, d.end) for d in now.deeds)
    return follows and clauses[k].kind != "until" and (linked or bare)


def _circumstances(now: Rule) -> bool:
    """True for a rule that so far only says "in the dark, …": another condition may come after its deed."""
    return all(c.kind == "while" and not c.opener for c in now.conditions)


def _own_after(page: Page, clauses: list[Clause], k: int, now: Rule) -> bool:
    """True for "red LED when it is hot, green LED when it is cold": the deed is a thing or colour alone, and its condition comes after it."""
    last = now.deeds[-1]
    if has_predicate(page, last.body, last.end) or not _names_effect(page, last):
        return False
    after = clauses[k + 1 : k + 4]
    if not after or after[0].kind != "main":
        return True
    ruled = len(after) > 1 and after[1].kind in ("when", "while") and not (len(after) > 2 and after[2].kind == "main" and has_predicate(page, after[2].body, after[2].end))
    return ruled or not has_predicate(page, after[0].body, after[0].end) and _names_effect(page, after[0])


def _names_effect(page: Page, clause: Clause) -> bool:
    """True where what acts or shows is named, or a colour alone."""
    named = any(x.sort == "device" and x.sense is not None and x.sense.role in ("act", "show") for x in page.nouns_in(clause.body, clause.end))
    amount = clause.end > clause.body and all(j in page.quantity_at or page.low(j) in ("back", "to", "at") for j in range(clause.body, clause.end))
    return named or amount or clause.end - clause.body <= 3 and any(page.is_("color", j) for j in range(clause.body, clause.end))


def _timed(page: Page, clause: Clause) -> bool:
    return any(page.low(j) in ("every", "each", "hourly", "daily") for j in range(clause.body, clause.end))


def _at_a_time(page: Page, clause: Clause) -> bool:
    """"a white LED in the dark, a yellow one when …": the deed says of its own when it is done."""
    steady = any(page.low(j) in ("always", "constantly", "permanently", "continuously") or page.low(j) == "all" and page.low(j + 2) == "time" for j in range(clause.body, clause.end))
    return steady or any(x.sort == "state" and page.low(x.start) in ("at", "in", "by", "during") for x in page.items if clause.body <= x.start < clause.end)


def _told_apart(page: Page, deeds: tuple[Clause, ...]) -> bool:
    """"shows the distance, and a red LED lights when …": what is shown has no condition where another thing has one."""
    last = deeds[-1]
    verbs = page.verbs_in(last.body, last.end)
    own = bool(verbs) and bool(page.nouns_in(last.body, verbs[0].start))
    reports = [(d, x) for d in deeds[:-1] for x in page.verbs_in(d.body, d.end)[:1] if any(f.does == "report" for f in page.frames(x))]
    measured = any(x.sort == "phenomenon" for d, verb in reports for x in page.nouns_in(verb.end, d.end))  # a reading, no notice
    acts = bool(verbs) and not any(f.does == "report" for f in page.frames(verbs[0])) and page.low(last.start) in (",", "and", "&", "plus")
    return acts and (own and bool(reports) or measured)


_UNDO = frozenset(["again", "back", "off", "closes", "close", "stops", "stop", "shuts", "shut"])


def _undoes(page: Page, clause: Clause) -> bool:
    """True for "and it closes again": what ends the deed before, at its own condition after it."""
    return has_predicate(page, clause.body, clause.end) and any(page.low(j) in _UNDO for j in range(clause.body, clause.end))


def _grouped(page: Page, clauses: list[Clause]) -> list[Rule]:
    """Clauses in order → rules: a condition goes with the deeds before it, or, at the front, with those after it."""
    rules: list[Rule] = []
    now = Rule()
    after = False
    for k, clause in enumerate(clauses):
        if clause.kind == "main":
            limited = now.deeds and now.deeds[-1].joined == "gap" and has_predicate(page, now.deeds[-1].body, now.deeds[-1].end) and not now.conditions
            also = after and now.conditions and any(page.low(j) in ("also", "plus", "additionally") for j in range(clause.start, clause.body + 1))
            if (after and not also) or limited or clause.joined == "gap" and now.deeds:
                rules.append(now)
                now, after = Rule(), False
            now = replace(now, deeds=(*now.deeds, clause))
        elif clause.kind == "else" and len(now.deeds) == 1 and not now.conditions and rules and rules[-1].conditions and not page.nouns_in(clause.body, clause.end) and _names_effect(page, now.deeds[0]) and page.low(now.deeds[0].start) in (",", "and", ";"):
            now, after = Rule((), (replace(now.deeds[0], kind="main"),), otherwise=True), False  # "…, red LED otherwise"
        elif clause.kind == "else":
            rules.append(now)
            now, after = Rule((), (replace(clause, kind="main"),), otherwise=True), False
        elif now.conditions and now.deeds and (after and clause.kind in ("when", "while") and page.low(clause.start - 1) == "only" or clause.kind == "unless"):
            now = replace(now, conditions=(*now.conditions, replace(clause, joined="and")))
        elif now.deeds and not now.conditions and _fronts(page, clauses, k, now) or now.conditions and now.deeds and (not clause.joined and not _circumstances(now) or not after and clause.joined == "and" and _fronts(page, clauses, k, now)) and clause.kind != "until" and not (after and clause.kind == "while"):
            if now.conditions and not after and len(now.deeds) > 1 and _undoes(page, now.deeds[-1]) and not (k + 1 < len(clauses) and clauses[k + 1].kind == "main"):
                rules.append(replace(now, deeds=now.deeds[:-1]))
                now, after = Rule((clause,), now.deeds[-1:]), True
                continue
            rules.append(now)
            now, after = Rule((clause,)), False
        else:
            after = after or bool(now.deeds)
            if len(now.deeds) > 1 and not now.conditions and (any(_timed(page, d) or _at_a_time(page, d) for d in now.deeds[:-1]) or _told_apart(page, now.deeds)):
                rules.append(Rule((), now.deeds[:-1]))
                now = Rule((), now.deeds[-1:])
            now = replace(now, conditions=(*now.conditions, clause))
    return _each_time(page, [r for r in [*rules, now] if r.conditions or r.deeds])


_LOOKS = frozenset(["check", "measure", "look", "test", "read", "sample", "probe"])


def _each_time(page: Page, rules: list[Rule]) -> list[Rule]:
    """"every hour check the soil, if it is dry …": how often is said of what follows."""
    for k in range(len(rules) - 1):
        one, two = rules[k], rules[k + 1]
        looks = not one.conditions and not one.otherwise and len(one.deeds) == 1 and _timed(page, one.deeds[0])
        acts = looks and any(f.does not in ("sense", "plain") for x in page.verbs_in(one.deeds[0].body, one.deeds[0].end) if not page.lemma_in(x.start, _LOOKS) for f in page.frames(x))
        acts = acts or looks and any(x.sense is not None and x.sense.role in ("act", "show") for x in page.nouns_in(one.deeds[0].body, one.deeds[0].end))
        if looks and not acts and two.conditions and two.deeds:
            return [*rules[:k], replace(two, deeds=(*one.deeds, *two.deeds)), *_each_time(page, rules[k + 2 :])]
    return rules
