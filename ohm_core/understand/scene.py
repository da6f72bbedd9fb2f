"""A request while it is being read: page, drafts, and what each mention became. Finds who is meant by a noun or pronoun."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ohm_core.design.behaviour import Action, Behaviour, Reading
from ohm_core.design.wishes import Unserved
from ohm_core.understand.drafts import Draft, Pool
from ohm_core.understand.items import Item
from ohm_core.understand.learned.ear import Ear
from ohm_core.understand.mentions import Mention
from ohm_core.understand.page import Page

if TYPE_CHECKING:
    from ohm_core.understand.remote import RemoteKey
    from ohm_core.understand.windows import Window

_OUT_ROLES = ("act", "show")


@dataclass
class Scene:
    """Everything the steps after reading share. `behaviours` grow in the order of the text; `features` are wifi, bluetooth, serial …"""

    page: Page
    pool: Pool
    mentions: dict[int, Mention] = field(default_factory=dict)
    behaviours: list[Behaviour] = field(default_factory=list)
    features: dict[str, bool] = field(default_factory=dict)
    read_out: bool = False
    conditioned: set[int] = field(default_factory=set)
    rests: dict[str, float] = field(default_factory=dict)  # angles to which what was moved for a while goes back
    middles: list[tuple[list[Action], str]] = field(default_factory=list)  # what is done between two limits that others name
    limit: Reading | None = None  # the last limit that was said, which "below that again" means
    keys: list[RemoteKey] = field(default_factory=list)  # keys of a remote control that are named
    windows: list[Window] = field(default_factory=list)  # stretches of the day that are conditions
    hours_used: set[int] = field(default_factory=set)  # where those begin that a behaviour holds
    silent: list[tuple[int, int, bool]] = field(default_factory=list)  # stretches that gave no behaviour; True: a condition

    @cached_property
    def ear(self) -> Ear:
        """What the words likely ask for, by resemblance."""
        return Ear(self.page)

    def add(self, behaviour: Behaviour) -> None:
        self.behaviours.append(behaviour)

    def lost(self, words: str) -> None:
        """Words that ask for a deed of which nothing came."""
        self.pool.unserved.append(Unserved(words, "OHM understood the parts but not what they should do here."))

    def free_id(self, wanted: str) -> str:
        used = {b.id for b in self.behaviours}
        return wanted if wanted not in used else next(i for n in itertools.count(2) if (i := f"{wanted}_{n}") not in used)

    def drafts_of(self, item: Item, acted: bool = False) -> list[Draft]:
        """The drafts a noun speaks of: those of its kind, in its colours and places. ACTED: a verb switches it, so it is wanted."""
        sense = item.sense
        if sense is None:
            return []
        if sense.sort == "product":
            found = [d for n in sense.needs if n.role in _OUT_ROLES for d in self.pool.serving(n.concepts, item.start)[:1] if self.out(d)]
            if not found and acted and not self.acting() and (need := next((n for n in sense.needs if n.role in _OUT_ROLES), None)) is not None:
                made = self.pool.serve(need.role, need.concepts, self.page.said(item.start, item.end), item.start)
                found = [made] if made else []  # "turn on the closet light": its lamp
            return found
        mention = self.mentions.get(item.start)
        found = [d for d in self.pool.live() if d.key == sense.key] or self.pool.serving(sense.concepts, item.start)
        if not found and acted and sense.soft and sense.role == "act" and not self._only_there(item):
            mention = self.mentions.get(item.start)
            count = next((g.count for g in mention.groups if g.count), 1) if mention else 1
            draft = self.pool.serve(sense.role, sense.concepts, self.page.said(item.start, item.end), item.start, count=count, implied=False)
            found = [draft] if draft else []
        if mention and any(g.color for g in mention.groups):
            found = [d for d in found if d.color in {g.color for g in mention.groups if not self._later(item, g.one)}] or found
        if mention and any(g.label for g in mention.groups):
            found = [d for d in found if d.label in {g.label for g in mention.groups}] or found
        return found

    def _only_there(self, item: Item) -> bool:
        """True for "read it on the computer", "in the oven": where something is done, not what is switched."""
        at = self.page.phrase_start(item) - 1
        return self.page.low(at) in ("on", "in", "at", "from") and at not in self.page.at

    def _later(self, item: Item, one: int) -> bool:
        """True for "a blue one" that a condition or contrary parts from ITEM: it has a deed of its own."""
        page = self.page
        start = next((s for s, e in page.sentences if s <= item.start < e), 0)
        if page.is_("condition", one + 2) and any(page.is_("condition", j) for j in range(start, item.start)):
            return True
        return any(page.is_(name, j) for j in range(item.end, one) for name in ("condition", "otherwise", "until")) or any(
            f.does == "state" for x in page.verbs_in(item.end, one) for f in page.frames(x))

    def sensed(self) -> list[Draft]:
        return [d for d in self.pool.live() if d.role in ("sense", "time", "identify")]

    def acting(self) -> list[Draft]:
        return [d for d in self.pool.live() if self.out(d)]

    def out(self, draft: Draft) -> bool:
        """True for what acts on the world or shows something."""
        return draft.role in _OUT_ROLES

    def has_output(self) -> bool:
        """True when something is put out at all: shown, sounded, sent, stored, or simply read over the cable."""
        return bool(self.acting() or self.read_out or self.pool.lacking & {"act", "show", "communicate", "store"} or self.features.get("wifi") or self.features.get("bluetooth") or self.features.get("serial") or any(d.role in ("store", "communicate") for d in self.pool.live()))

    def game(self) -> bool:
        """True where a game on a screen is asked for: what its figures do is not sensed."""
        return any(x.sort == "product" and x.sense is not None and any(d.effect == ("game",) for d in x.sense.does) and x.key != "simon" for x in self.page.items)

    def timed(self) -> bool:
        """True for a timer or stopwatch: "the time" is what is left of it, not the time of day."""
        keys = {x.key for x in self.page.items if x.start not in self.page.aside}
        return bool(keys & {"timer", "stopwatch", "countdown", "countdown_noun", "reaction_game", "hourglass"}) and not keys & {"clock", "alarm_clock", "rtc", "medicine_reminder", "school_bell"}

    def touched(self) -> set[str]:
        """Ids of the drafts some behaviour speaks of."""
        from ohm_core.design.behaviour import subjects

        return {s.split(".")[0] for b in self.behaviours for part in (b.when, b.do, b.else_) for s in subjects(part)}


def is_light(scene: Scene, draft: Draft) -> bool:
    return scene.pool.lexicon.is_a(draft.concept, "illumination")


def first(drafts: Iterable[Draft]) -> Draft | None:
    return next(iter(drafts), None)
