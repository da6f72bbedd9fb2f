"""What surrounds the device: board, language, budget, places, radio and web."""

from __future__ import annotations

from decimal import Decimal

from ohm_core.design.wishes import Unserved
from ohm_core.understand.items import Item
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.scene import Scene
from ohm_core.understand.status import status_of
from ohm_core.units import Money

_BUDGET_WORDS = frozenset(["budget", "under", "below", "max", "maximum", "cheap", "cost", "costs", "less", "than", "within", "spend", "up", "about", "around", "limit", "exceed", "over", "cheaper", "most", "afford", "price", "total", "at", "for", "keep", "only", "have", "no", "more"])


def board_of(scene: Scene) -> tuple[str, str]:
    """(catalogue id, words) of the board named, the most special where several are; ("", "") where none is."""
    page = scene.page
    found = [x for x in page.items if x.sort == "board" and _status(page, x) in ("wanted", "owned")]
    unknown = [x for x in page.items if x.sort == "unknown_board" and _status(page, x) in ("wanted", "owned")]
    if unknown and not [x for x in found if x.key != "arduino-uno-r3"]:
        said = page.said(unknown[0].start, unknown[0].end)
        scene.pool.unserved.append(Unserved(said, "The catalogue does not have this board yet; another one is proposed."))
        return "", said
    found.sort(key=lambda x: (page.said(x.start, x.end).lower() == "arduino", x.start))
    if not found:
        return "", ""
    said = page.said(found[0].start, found[0].end)
    other = page.lexicon.stands_in.get(found[0].key)
    if other and (scene.features.get("wifi") or scene.features.get("bluetooth")):
        scene.pool.note(f"The {said} has no radio: its sister board with Wi-Fi is used.")
        return other, said
    return found[0].key, said


def _status(page: Page, item: Item) -> str:
    return status_of(page, item, page.phrase_start(item))


def language_of(scene: Scene) -> str:
    found = [x.key for x in scene.page.items if x.sort == "language"]
    return found[0] if found else ""


def places_of(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x.key for x in scene.page.items if x.sort == "place"))


def features(scene: Scene) -> None:
    """Radio, web, serial: what the words bring in, where they are not refused."""
    page = scene.page
    for item in page.items:
        if item.sort in ("wifi", "bluetooth", "serial", "usb_hid"):
            name = item.sort
            wanted = _status(page, item) in ("wanted", "owned")
            if wanted or name not in scene.features:
                scene.features[name] = wanted
        if item.sort == "phenomenon" and item.sense is not None and item.sense.wifi and _status(page, item) == "wanted":
            scene.features["wifi"] = True
    for item in page.items:
        if item.as_verb and page.lemma_in(item.start, {"notify", "upload", "publish"}) | (item.end - item.start > 1) and any(f.channel == "publish" for f in page.frames(item)) and "wifi" not in scene.features and not scene.features.get("bluetooth"):
            scene.features["wifi"] = not any(x.sort == "device" and x.sense is not None and x.sense.role == "communicate" for x in page.items)
    if scene.features.get("bluetooth") and scene.features.get("wifi") and not _really_wifi(page):
        scene.features.pop("wifi")


def _really_wifi(page: Page) -> bool:
    """A phone or app alone may well be reached by the Bluetooth that is named."""
    phones = {"phone", "smartphone", "app", "android", "iphone", "mobile", "tablet"}
    return any(x.sort == "wifi" and not {page.low(j) for j in range(x.start, x.end)} & phones for x in page.items)


def budget_of(page: Page) -> Money | None:
    """The most that may be spent: the amount of money that words of a budget surround, else the only amount there is."""
    amounts = [q for q in page.quantities if q.kind == "money"]
    marked = [q for q in amounts if any(page.low(j) in _BUDGET_WORDS for j in range(q.start - 5, q.start)) or page.low(q.end) in ("budget", "max", "maximum", "total", "or", "tops", "limit")]
    if marked:
        return _exact(page, marked[0])
    return _exact(page, amounts[0]) if len(amounts) == 1 else _bare(page)


def _exact(page: Page, quantity: Quantity) -> Money:
    digits = [t for t in page.tokens[quantity.start : quantity.end] if t.value is not None]
    return Money(Decimal(str(digits[0].value).removesuffix(".0")) if digits else quantity.money().amount, quantity.currency or "USD")


def _bare(page: Page) -> Money | None:
    """"budget 40", "max budget of 30"."""
    for q in page.quantities:
        if q.kind == "number" and any(page.low(j) == "budget" for j in range(q.start - 4, q.start)):
            return _exact(page, q)
    return None
