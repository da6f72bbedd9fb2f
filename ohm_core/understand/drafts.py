"""Wishes in the making: things mentioned and functions needed, merged so that one thing said twice is one wish."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import Any

from ohm_core.design.wishes import Status, Unserved, Wish
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.names import Names

_USUAL = {"display": ("text_display",)}  # what a general wish usually becomes


@dataclass
class Draft:
    """A wish being put together. `kinds` are all the concepts it serves; `generic` when words named it only by what it does."""

    id: str
    role: str
    concept: str
    kinds: tuple[str, ...]
    count: int = 1
    part: str = ""
    color: str = ""
    label: str = ""
    conditions: dict[str, Any] = field(default_factory=dict)
    attrs: dict[str, Any] = field(default_factory=dict)
    status: Status = "wanted"
    implied: bool = False
    generic: bool = False
    counted: bool = False
    said: str = ""
    at: int = 0
    key: str = ""
    about: str = ""  # the thing of the world whose state it tells, where one has to be told from another

    def wish(self) -> Wish:
        """The finished value."""
        conditions = self.conditions | ({"color": self.color} if self.color else {})
        attrs = self.attrs | ({"color": self.color} if self.color else {})
        return Wish(self.id, self.role, self.concept, self.count, self.part, conditions, attrs, self.status, self.implied, clause_of(self.said))


_LONG = 60  # characters that still read as one clause
_CLAUSE_ENDS = re.compile(r"\s*(?:[,;:!?(–—]|\.\s|\b(?:because|although|though|since|so that|which|who|but)\b)")


def clause_of(said: str) -> str:
    """SAID cut to its first clause where it is long: what a part is for, not the story around it."""
    if len(said) <= _LONG:
        return said
    ends = next((m.start() for m in _CLAUSE_ENDS.finditer(said) if m.start() >= 12), len(said))
    words = said[:ends].split()
    while len(" ".join(words)) > 2 * _LONG:
        words.pop()
    return " ".join(words)


@dataclass
class Pool:
    """All drafts of one request. `unserved` what no part can do; `noted` the assumptions made while merging;
    `lacking` the roles of things named that the catalogue has not; `refused` the concepts that are not wanted.
    """

    lexicon: Lexicon
    names: Names
    drafts: list[Draft] = field(default_factory=list)
    unserved: list[Unserved] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def kept(self) -> Pool:
        """A copy of all that changes while a text is read, for `restore`."""
        drafts = [replace(d, conditions=dict(d.conditions), attrs=dict(d.attrs)) for d in self.drafts]
        return replace(self, drafts=drafts, unserved=list(self.unserved), noted=list(self.noted), asked=list(self.asked), lacking=set(self.lacking), refused=set(self.refused))

    def restore(self, before: Pool) -> None:
        """Back to what `kept` gave."""
        self.drafts, self.unserved, self.noted, self.asked, self.lacking, self.refused = before.drafts, before.unserved, before.noted, before.asked, before.lacking, before.refused

    def live(self) -> list[Draft]:
        return [d for d in self.drafts if d.status in ("wanted", "owned")]

    def add(self, draft: Draft) -> Draft:
        draft.id = self._free(draft.id)
        self.drafts.append(draft)
        return draft

    def _free(self, wanted: str) -> str:
        stem = re.sub(r"[^a-z0-9]+", "_", wanted.lower()).strip("_") or "wish"
        used = {d.id for d in self.drafts}
        return stem if stem not in used else next(i for n in itertools.count(2) if (i := f"{stem}_{n}") not in used)

    def provides(self, draft: Draft, concept: str) -> bool:
        """True when DRAFT serves CONCEPT: it is it, a special case of it, or its part does it too."""
        if any(self.lexicon.is_a(k, concept) for k in (draft.concept, *draft.kinds)):
            return True
        return bool(draft.part) and concept in self.names.concepts_of(draft.part)

    def could(self, draft: Draft, concept: str) -> bool:
        """True when DRAFT need only be made more special to serve CONCEPT, and some part allows it."""
        if not self.lexicon.is_a(concept, draft.concept) or draft.concept == "display":
            return concept != draft.concept and draft.concept == "display" and self.lexicon.is_a(concept, "display")
        return not draft.part or any(e.id.startswith(draft.part) for e, _ in self.names.by_concept.get(concept, ()))

    def serving(self, concepts: tuple[str, ...], near: int = -1) -> list[Draft]:
        """The drafts that serve any of CONCEPTS, in the order of the concepts, then those mentioned nearest before NEAR."""
        found: list[Draft] = []
        for concept in concepts:
            hits = [d for d in self.live() if self.provides(d, concept)] or [d for d in self.live() if self.could(d, concept)]
            hits.sort(key=lambda d: (d.at > near, abs(d.at - near)) if near >= 0 else (False, d.at))
            found += [d for d in hits if d not in found]
        return found

    def available(self, concepts: tuple[str, ...]) -> str:
        """The first concept that some part of the catalogue provides, "" for none."""
        for concept in concepts:
            if self.refused_(concept):
                continue
            if self.names.has(concept):
                return concept
            special = next((s for s in (*_USUAL.get(concept, ()), *self.names.by_concept) if self.names.has(s) and self.lexicon.is_a(s, concept) and not self.refused_(s)), "")
            if special:
                return special
        return ""

    def refused_(self, concept: str) -> bool:
        """True for a function that the request does not want ("no sound", "without a display")."""
        return self.lexicon.any_is_a(concept, self.refused)

    def role_of(self, role: str, concept: str, part: str = "") -> str:
        """The role under which the catalogue has this concept, ROLE itself where it has it so or not at all."""
        hits = [p for e, p in self.names.by_concept.get(concept, ()) if not part or e.id.startswith(part)]
        hits = hits or [p for _, p in self.names.by_concept.get(concept, ())]
        return role if not hits or any(p.role == role for p in hits) else hits[0].role

    def serve(self, role: str, concepts: tuple[str, ...], said: str, at: int, *, count: int = 1, color: str = "", medium: str = "", implied: bool = True, about: str = "") -> Draft | None:
        """A draft that serves one of CONCEPTS: one that is there, else a new one; None (and unserved) where no part can."""
        ready = [d for d in self.serving(concepts, at) if self._fits(d, color, medium) and not (about and d.about and d.about != about and d.implied)]
        if ready:
            ready.sort(key=lambda d: bool(about) and d.about != about)
            ready[0].about = ready[0].about or about
            return self.sharpened(ready[0], concepts)
        concept = self.available(concepts)
        if not concept and any(map(self.refused_, concepts)):
            return None
        if not concept:
            self.not_served(said, concepts[0] if concepts else role)
            return None
        conditions = {"medium": medium} if medium else {}
        return self.add(Draft(concept, self.role_of(role, concept), concept, (concept,), count, color=color, conditions=conditions, implied=implied, generic=True,
                              counted=count > 1, said=said, at=at, key=concept, about=about))

    def _fits(self, draft: Draft, color: str, medium: str) -> bool:
        if color and draft.color and draft.color != color and not self.lexicon.is_a(draft.concept, "colored_light"):
            return False
        return not medium or draft.conditions.get("medium", medium) == medium and not (draft.part.startswith("dht") and medium == "water")

    def sharpened(self, draft: Draft, concepts: tuple[str, ...]) -> Draft:
        """DRAFT made special enough: a buzzer that shall play a melody is one for tones; a display is one for text."""
        for concept in concepts:
            if self.provides(draft, concept):
                return draft
            if self.could(draft, concept):
                draft.concept, draft.role = concept, self.role_of(draft.role, concept, draft.part)
                draft.kinds = (*draft.kinds, concept)
                return draft
        return draft

    def not_served(self, said: str, concept: str) -> None:
        note = self.lexicon.concepts[concept].note if concept in self.lexicon.concepts else ""
        what = concept.replace("_", " ")
        if said and not any(u.said == said for u in self.unserved):
            self.unserved.append(Unserved(said, f"No part in the catalogue does this yet: {what}{f' ({note})' if note else ''}."))

    def note(self, sentence: str) -> None:
        if sentence not in self.noted:
            self.noted.append(sentence)

    def ask(self, question: str) -> None:
        if question not in self.asked:
            self.asked.append(question)
