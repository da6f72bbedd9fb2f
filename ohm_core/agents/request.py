"""The request a project answers, and what a new sentence makes of it: one text that is understood as a whole.

Most sentences are simply added. One that replaces ("use an LCD instead") or removes ("without the buzzer") something also
changes the earlier words that asked for it; those are known, since every part in use remembers the words it serves.
"""

from __future__ import annotations

import re

from ohm_core.agents import saying
from ohm_core.budget.bom import BomLine
from ohm_core.catalogue.schema import Part, group_of
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.project.prototype import Prototype
from ohm_core.understand import understand

CLAUSE = re.compile(r"(\s*(?:[,;.]|\band\b|\bthen\b)\s*(?:and\b\s*)?)", re.I)
REMOVING = re.compile(r"\b(without|remove|drop|delete|leave out|no longer|don't (?:need|want)|do not (?:need|want)|get rid of|take (?:out|away))\b", re.I)


def wants_parts(text: str, before: Prototype) -> bool:
    """True when the words, understood by themselves, wish for something or wish it away."""
    wishes = understand(text, before.catalogue)
    return bool(wishes.behaviours or any(w.status != "context" and not w.implied for w in wishes.wishes))


def combined(before: Prototype, text: str) -> str:
    """The earlier request with a new sentence worked into it."""
    request, new = saying.request_of(before).strip().rstrip(".!"), text.strip().rstrip(".!")
    wishes = understand(new, before.catalogue)
    if REMOVING.search(new):
        shorter = without(request, [words for line in meant(before, new, wishes) for words in line.serves])
        return shorter + "." if shorter != request else f"{request}. {new}."
    if re.search(r"\binstead\b(?!\s+of)", new, re.I) and (swapped := replaced(before, request, wishes)):
        return swapped + "."
    return f"{request}. {new}."


def replaced(before: Prototype, request: str, wishes: Requirements) -> str:
    """The request with the words that asked for a part in use changed into the new ones; "" when that is not clear."""
    for wish in wishes.wanted():
        groups = {group_of(p.category) for p in parts_of(before, wish)}
        old = [x for x in before.bom if group_of(x.category) in groups and not fits(before, wish, x) and any(w in request for w in x.serves)]
        if len(old) == 1 and wish.said:
            words = max((w for w in old[0].serves if w in request), key=len)
            return request.replace(words, wish.said, 1)
    return ""


def meant(before: Prototype, text: str, wishes: Requirements) -> list[BomLine]:
    """The parts in use that a sentence speaks of, by their own words or as what it wishes."""
    lower = text.lower()
    return [x for x in before.bom if x.serves and (any(fits(before, w, x) for w in wishes.wishes) or any(word in lower for word in names_of(before, x)))]


def names_of(before: Prototype, line: BomLine) -> set[str]:
    """What people may call a part in use: its reference, its kind, the nouns of its name."""
    part = before.circuit.parts[line.ref].part
    nouns = [w for name in (part.name, *part.aliases) for w in re.findall(r"[a-z]{3,}", name.lower())]
    return {line.ref.lower(), *line.category.split(":")[1:2], *nouns} - {"the", "and", "for", "with", "module", "active", "passive", "mini", "type", "pin", "legs", "block", "clip"}


def parts_of(before: Prototype, wish: Wish) -> list[Part]:
    """Catalogue parts that a wish may mean."""
    known = before.catalogue
    if wish.part:
        return [known.part(e.id) for e in known.entries() if e.id.startswith(wish.part)]
    return [p for p, _ in known.providers(wish.role, wish.concept)]


def fits(before: Prototype, wish: Wish, line: BomLine) -> bool:
    """True when a part in use is what a wish names."""
    return bool(wish.part and line.part.startswith(wish.part)) or bool(not wish.part and any(p.id == line.part for p in parts_of(before, wish)))


def without(request: str, words: list[str]) -> str:
    """The request less the clauses that hold any of these words; the request itself when nothing else would be left."""
    pieces = CLAUSE.split(request)
    clauses = list(zip(["", *pieces[1::2]], pieces[::2], strict=True))
    kept = [(joint, clause) for joint, clause in clauses if not any(re.search(rf"\b{re.escape(w)}\b", clause) for w in words)]
    text = "".join(joint + clause for joint, clause in kept)
    return re.sub(r"^[\s,;.]*(?:and\b|then\b)?\s*", "", text).strip() or request
