"""Where power comes from, in the words of the request."""

from __future__ import annotations

from ohm_core.design.wishes import PowerWish
from ohm_core.understand.drafts import Draft
from ohm_core.understand.items import Item
from ohm_core.understand.scene import Scene
from ohm_core.understand.status import status_of

_KINDS = {"battery": ("battery", "battery", None), "battery_9v": ("battery", "battery-9v", 9.0), "battery_aa": ("battery", "battery-aa", None), "battery_18650": ("battery", "battery-18650", 3.7),
          "battery_lipo": ("battery", "battery-lipo", 3.7), "battery_coin": ("battery", "battery-cr2032", 3.0), "battery_12v": ("battery", "battery-12v", 12.0), "powerbank": ("usb", "power-bank", 5.0),
          "usb": ("usb", "", 5.0), "mains_adapter": ("mains_adapter", "", None), "solar": ("solar", "solar", None)}
_RANK = ("solar", "battery_9v", "battery_aa", "battery_18650", "battery_lipo", "battery_coin", "battery_12v", "powerbank", "battery", "mains_adapter", "usb")
_OTHER = ("another", "other", "its", "existing", "gadget")


def power_of(scene: Scene) -> PowerWish:
    """The power wish, and drafts of the battery or panel it names."""
    items = [x for x in scene.page.items if x.sort == "power" and _meant(scene, x)]
    if not items:
        return PowerWish()
    items.sort(key=lambda x: _RANK.index(x.key))
    kind, part, volts = _KINDS[items[0].key]
    said = scene.page.said(items[0].start, items[0].end)
    if items[0].key == "mains_adapter":
        volts = _volts(scene, items[0])
    for item in items:
        _draft(scene, item)
    return PowerWish(kind, part if scene.pool.names.starts(part) else "", volts, _hours(scene), said)


def _meant(scene: Scene, item: Item) -> bool:
    """False for the battery of another device, "no battery", the battery's voltage, and USB as a plug for data."""
    page = scene.page
    start = page.phrase_start(item)
    if status_of(page, item, start) not in ("wanted", "owned"):
        return False
    follows = page.low(item.end)
    if follows in ("level", "voltage", "percentage", "status", "monitor", "charger", "life", "charge", "gadget", "keyboard", "cable", "port", "stick", "drive", "tester", "toy"):
        return False
    if follows in ("powered", "operated", "driven") and (page.low(start - 1) in _OTHER or any(page.low(j) in _OTHER for j in range(max(0, item.start - 3), item.start))):
        return False
    if item.key == "solar" and (follows in ("collector", "heater", "tracker", "system") or follows != "powered" and any(x.sort == "phenomenon" and x.concepts[:1] in (("electric_current",), ("voltage",)) for x in page.items)):
        return False
    measured = any(x.sort == "product" and x.key in ("voltmeter", "energy_meter") for x in page.items)
    if measured and item.key.startswith("battery") and follows not in ("powered", "operated") and page.low(start - 1) not in ("by", "from", "on"):
        return False
    if item.key == "battery" and page.said(item.start, item.end).lower() in ("cell", "cells") and page.low(item.start - 1) == "load":
        return False
    return not (item.key == "usb" and any(page.low(j) in ("serial", "over", "via", "keyboard", "midi", "monitor") for j in range(item.start - 2, item.end + 2)))


def _draft(scene: Scene, item: Item) -> None:
    kind, part, _ = _KINDS[item.key]
    pool = scene.pool
    if kind not in ("battery", "solar") or any(d.role == "power" and d.concept == kind for d in pool.drafts) or not pool.names.has(kind):
        if kind == "solar" and not pool.names.has(kind):
            pool.not_served(scene.page.said(item.start, item.end), "solar")
        return
    found = next((p for p in (part, "battery-18650" if part == "battery-lipo" else "") if p and pool.names.starts(p)), "")
    pool.add(Draft(kind, "power", kind, (kind,), part=found if item.key != "battery" else "", status="wanted", said=scene.page.said(item.start, item.end), at=item.start, key=item.key))


def _volts(scene: Scene, item: Item) -> float | None:
    return next((q.value for q in scene.page.quantities if item.start - 3 <= q.start <= item.end and q.unit == "v"), None)


def _hours(scene: Scene) -> float | None:
    """"should last a week", "run for 3 months on battery"."""
    page = scene.page
    for quantity in page.quantities:
        if quantity.kind == "time" and quantity.value >= 3600 and any(w in ("last", "lasts", "run", "runs", "life", "running", "lasting", "survive") for w in (page.low(quantity.start - k) for k in (1, 2, 3, 4))) and page.low(quantity.start - 1) != "every":
            return quantity.value / 3600
    return None
