"""Sensors that the words count without saying what they sense: "three sensors left, middle and right", "2 places to detect it"."""

from __future__ import annotations

from ohm_core.understand.drafts import Draft
from ohm_core.understand.items import Item
from ohm_core.understand.page import Page
from ohm_core.understand.parties import at_both
from ohm_core.understand.quantities import number_at
from ohm_core.understand.quantities_wanted import times
from ohm_core.understand.scene import Scene

_SENSORS = frozenset(["sensor", "detector", "probe"])
_SPOTS = frozenset(["place", "spot", "location", "position", "point", "corner", "site"])
_MANY = 8


def bare_sensors(scene: Scene) -> None:
    """Gives the number said of sensors, or of places to sense at, to what is sensed only by implication."""
    page = scene.page
    for item in [x for x in page.items if x.sort == "phenomenon"]:
        several = times(page, item)
        drafts = [d for d in scene.pool.serving(item.concepts, item.start) if d.implied and d.role == "sense" and d.count == 1 and not d.counted]
        if several > 1 and len(drafts) == 1:
            drafts[0].count, drafts[0].counted = several, True  # "want both checked for dryness"
    for i in range(len(page.tokens)):
        if i in page.told or i in page.at and page.at[i].sense is not None and not page.plain(page.at[i]):
            continue
        count = _count(page, i) if page.lemma_in(i, _SENSORS | _SPOTS) else 1
        found = _implied(scene, i) if count > 1 else None
        if found is not None:
            found.count, found.counted = count, True


def _count(page: Page, i: int) -> int:
    """How many sensors or places the word at I counts, one where no number stands beside it."""
    before = page.at.get(i - 1)
    if before is not None and before.sort in ("phenomenon", "device"):
        return 1
    for j in range(max(0, i - 3), i):
        number = number_at(page.tokens, j, page.lexicon)
        if number is not None and number[1] <= i and 1 < number[0] <= _MANY and number[0] % 1 == 0 and not page.tokens[number[1]].joined:
            return int(number[0])
    return at_both(page, Item(i, i + 1)) or 1 if page.lemma_in(i, _SENSORS) else 1


def _implied(scene: Scene, i: int) -> Draft | None:
    """The one thing the sentence of token I, else the request, has sensed without naming a part."""
    found = [d for d in scene.sensed() if d.implied and not d.counted and d.count == 1 and d.role == "sense"]
    here = [d for d in found if any(s <= d.at < e and s <= i < e for s, e in scene.page.sentences)]
    return here[0] if here else found[0] if len(found) == 1 else None
