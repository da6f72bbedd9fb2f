"""Clauses → rules: which conditions go with which deeds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ohm_core.understand.clauses import Clause, has_predicate, split, without_comma
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
            clauses += without_comma(page, c)
        rules += _grouped(page, clauses)
    return rules


def _acts(page: Page, clause: Clause) -> bool:
    verbs = page.verbs_in(clause.body, clause.end)
    return bool(verbs) and any(f.does in ("act", "report") for f in page.frames(verbs[0]))


def _fronts(page: Page, clauses: list[Clause], k: int, now: Rule) -> bool:
    """True for a condition that belongs to what follows: "… and if it is hot a LED lights", or after mere nouns."""
    follows = k + 1 < len(clauses) and clauses[k + 1].kind == "main" and not clauses[k + 1].purpose
    if now.deeds[-1].joined == "gap":
        return False
    linked = clauses[k].joined == "and" or page.low(clauses[k].start - 1) in ("and", "but", ",", "also")
    bare = not any(has_predicate(page, d.body, d.end) for d in now.deeds)
    return follows and clauses[k].kind != "until" and (linked or bare)


def _timed(page: Page, clause: Clause) -> bool:
    return any(page.low(j) in ("every", "each", "hourly", "daily") for j in range(clause.body, clause.end))


def _told_apart(page: Page, deeds: tuple[Clause, ...]) -> bool:
    """"shows the distance, and a red LED lights when …": what is shown has no condition where another thing has one."""
    last = deeds[-1]
    verbs = page.verbs_in(last.body, last.end)
    own = bool(verbs) and bool(page.nouns_in(last.body, verbs[0].start))
    shows = any(f.does == "report" for d in deeds[:-1] for x in page.verbs_in(d.body, d.end)[:1] for f in page.frames(x))
    return own and shows and not any(f.does == "report" for f in page.frames(verbs[0])) and page.low(last.start) in (",", "and")


def _grouped(page: Page, clauses: list[Clause]) -> list[Rule]:
    """Clauses in order → rules: a condition goes with the deeds before it, or, at the front, with those after it."""
    rules: list[Rule] = []
    now = Rule()
    after = False
    for k, clause in enumerate(clauses):
        if clause.kind == "main":
            limited = now.deeds and now.deeds[-1].joined == "gap" and has_predicate(page, now.deeds[-1].body, now.deeds[-1].end) and not now.conditions
            if after or limited or clause.joined == "gap" and now.deeds:
                rules.append(now)
                now, after = Rule(), False
            now = replace(now, deeds=(*now.deeds, clause))
        elif clause.kind == "else":
            rules.append(now)
            now, after = Rule((), (replace(clause, kind="main"),), otherwise=True), False
        elif now.conditions and now.deeds and after and clause.kind in ("when", "while") and page.low(clause.start - 1) == "only":
            now = replace(now, conditions=(*now.conditions, replace(clause, joined="and")))
        elif now.deeds and not now.conditions and _fronts(page, clauses, k, now) or now.conditions and now.deeds and (not clause.joined or not after and clause.joined == "and" and _fronts(page, clauses, k, now)) and clause.kind != "until" and not (after and clause.kind == "while"):
            rules.append(now)
            now, after = Rule((clause,)), False
        else:
            after = after or bool(now.deeds)
            if len(now.deeds) > 1 and not now.conditions and (any(_timed(page, d) for d in now.deeds[:-1]) or _told_apart(page, now.deeds)):
                rules.append(Rule((), now.deeds[:-1]))
                now = Rule((), now.deeds[-1:])
            now = replace(now, conditions=(*now.conditions, clause))
    return [r for r in [*rules, now] if r.conditions or r.deeds]
