"""The requirements while a message changes them, with the design they belong to: what its words mean there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ohm_core.budget.bom import BomLine
from ohm_core.catalogue.schema import Part
from ohm_core.design.behaviour import AllOf, AnyOf, At, Behaviour, Between, Condition, Held, rename, subjects
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.plan.choose import candidates
from ohm_core.project.prototype import Prototype
from ohm_core.project.wording import say
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand import understand

LIGHT = frozenset(["the", "and", "for", "with", "module", "active", "passive", "mini", "type", "pin", "legs", "block", "clip", "part", "this", "that", "pcs"])


@dataclass
class Sheet:
    """`now` changes with each piece of a message; `done` tells what was changed, `asks` what is not clear,
    `missed` what nothing in the catalogue does; `owned` are part ids the person turns out to have."""

    before: Prototype
    now: Requirements
    board: str = ""
    locked: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    owned: list[str] = field(default_factory=list)
    told: bool = False

    def read(self, text: str) -> Requirements:
        """TEXT understood by itself; nothing where it holds no words."""
        return understand(text, self.before.catalogue) if re.search(r"[^\W\d_]", text) else Requirements(text)

    def put(self, wishes: Iterable[Wish] | None = None, behaviours: Iterable[Behaviour] | None = None) -> None:
        """Puts these wishes or behaviours in the place of the present ones."""
        self.now = replace(self.now, wishes=self.now.wishes if wishes is None else tuple(wishes), behaviours=self.now.behaviours if behaviours is None else tuple(behaviours))

    # What words mean in this design

    def refs_of(self, wish: Wish) -> list[BomLine]:
        """The parts in use that serve a wish."""
        able = {p.id for p, _, _ in candidates(wish, self.before.catalogue)}
        lines = [x for x in self.before.bom if x.part in able]
        return [x for x in lines if wish.said in x.serves] or [x for x in lines if len(lines) == 1]

    def wishes_of(self, ref: str) -> list[Wish]:
        """The wishes that a part in use serves."""
        return [w for w in self.now.wanted() if any(x.ref == ref for x in self.refs_of(w))]

    def meant(self, wish: Wish) -> list[Wish]:
        """The present wishes that WISH, read in another sentence, speaks of."""
        return [k for k in self.now.wanted() if self._same(wish, k)]

    def _same(self, wish: Wish, known: Wish) -> bool:
        color, there = wish.conditions.get("color"), known.conditions.get("color")
        if color and there != color:
            return False
        if known.part and wish.part:
            return known.part.startswith(wish.part) or wish.part.startswith(known.part)
        if wish.part:
            return any(x.part.startswith(wish.part) for x in self.refs_of(known))
        return lexicons.load().kin(wish.concept, known.concept) or any(self._provides(self.part(x), wish) for x in self.refs_of(known))

    def part(self, line: BomLine) -> Part:
        return self.before.circuit.parts[line.ref].part

    def _provides(self, part: Part, wish: Wish) -> bool:
        return any(lexicons.load().is_a(p.concept, wish.concept) for p in part.provides)

    def named(self, text: str) -> tuple[list[Wish], list[BomLine]]:
        """The present wishes that the things named in TEXT are, and parts in use that serve no wish of their own."""
        lines = [x for x in self.before.bom if re.search(rf"(?<![\w.]){re.escape(x.ref)}(?![\w])", text, re.I)]
        if not lines:
            read = [w for w in self.read(text).wishes if not w.implied]
            found = [k for w in read for k in self.meant(w)]
            if found:
                return _unique(found), []
            lines = self.by_nouns(text)
        wishes = _unique([w for x in lines for w in self.wishes_of(x.ref)])
        return wishes, [x for x in lines if not self.wishes_of(x.ref)]

    def by_nouns(self, text: str) -> list[BomLine]:
        """The parts in use that most nouns of TEXT name."""
        words = set(re.findall(r"[a-z]{3,}", text.lower())) - LIGHT
        words |= {w[:-1] for w in words if w.endswith("s")}
        hits = [(len(words & self._nouns(x)), x) for x in self.before.bom]
        best = max((n for n, _ in hits), default=0)
        return [x for n, x in hits if n == best and n]

    def _nouns(self, line: BomLine) -> set[str]:
        part = self.part(line)
        heads = {"sensor"} if part.category.startswith("sensor") else {"board", "controller"} if part.board else {"display", "screen"} if part.category.startswith("display") else set()
        return {w for name in (part.name, part.category, *part.aliases) for w in re.findall(r"[a-z]{3,}", name.lower())} - LIGHT | heads

    def name(self, wish: Wish) -> str:
        """What to call a wish when speaking of it: the part that serves it."""
        lines = self.refs_of(wish)
        return f"{lines[0].name} ({lines[0].ref})" if lines else wish.said or wish.concept.replace("_", " ")

    def say(self, behaviour: Behaviour) -> str:
        """A behaviour in words, with the references of the parts it speaks of."""
        def name(wish: str) -> str:
            known = next((w for w in self.now.wishes if w.id == wish), None)
            lines = self.refs_of(known) if known else []
            return lines[0].ref if lines else wish.replace("_", " ")

        return say(behaviour, name)

    # Changes that keep the whole consistent

    def drop(self, wishes: Iterable[Wish]) -> list[Wish]:
        """Takes wishes away, with what is done by them and what only served them; gives all that went."""
        gone = {w.id for w in wishes}
        self.put(behaviours=[b for b in (self._less(b, gone) for b in self.now.behaviours) if b])
        self.put(wishes=[w for w in self.now.wishes if w.id not in gone])
        return self.orphans(gone)

    def _less(self, behaviour: Behaviour, gone: set[str]) -> Behaviour | None:
        if any(s.split(".")[0] in gone for s in subjects((behaviour.when,))):
            return None
        do, other = (tuple(a for a in acts if not any(s.split(".")[0] in gone for s in subjects((a,)) if s == a.act)) for acts in (behaviour.do, behaviour.else_))
        if any(s.split(".")[0] in gone for a in (*do, *other) for s in subjects((a,))):
            return None
        return replace(behaviour, do=do, else_=other) if do or other else None

    def orphans(self, gone: Iterable[str] = ()) -> list[Wish]:
        """Drops implied wishes that no behaviour speaks of any longer; gives them."""
        used = {s.split(".")[0] for b in self.now.behaviours for s in subjects((b,))}
        used |= {m for w in self.now.wishes for m in re.findall(r"\w+", str(dict(w.attrs)))}
        timed = any(_at(b.when) for b in self.now.behaviours)
        lost = [w for w in self.now.wishes if w.implied and w.id not in used and not (timed and w.role == "time") and w.role in ("sense", "act", "show", "time", "input")]
        if gone or lost:
            self.put(wishes=[w for w in self.now.wishes if w not in lost])
        return lost

    def adopt(self, wish: Wish) -> Wish:
        """A new wish, under an id of its own."""
        ids = {w.id for w in self.now.wishes}
        number, name = 2, wish.id
        while name in ids:
            name, number = f"{wish.id}_{number}", number + 1
        made = replace(wish, id=name)
        self.put(wishes=[*self.now.wishes, made])
        return made

    def add(self, behaviour: Behaviour) -> None:
        """A new behaviour, under an id of its own."""
        ids = {b.id for b in self.now.behaviours}
        number, name = 2, behaviour.id
        while name in ids:
            name, number = f"{behaviour.id}_{number}", number + 1
        self.put(behaviours=[*self.now.behaviours, replace(behaviour, id=name)])


def _at(when: Condition) -> bool:
    """True for a condition that needs to know the time of day."""
    match when:
        case At() | Between():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(_at, parts))
        case Held(held, _):
            return _at(held)
    return False


def renamed(behaviour: Behaviour, ids: dict[str, str]) -> Behaviour:
    """The behaviour with wishes under other ids."""
    def new(subject: str) -> str:
        wish, dot, name = subject.partition(".")
        return f"{ids.get(wish, wish)}{dot}{name}"

    made: Behaviour = rename(behaviour, new)
    return made


def _unique(wishes: Iterable[Wish]) -> list[Wish]:
    return list({w.id: w for w in wishes}.values())

