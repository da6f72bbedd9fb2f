"""The voltage said of a thing: "a 12V motor", "12 volt fan", "motor (6 V)". It narrows which part may serve."""

from __future__ import annotations

from ohm_core.understand.scene import Scene


def voltages(scene: Scene) -> None:
    """Notes the voltage that stands right before a device, or in brackets behind it, on the draft of that device."""
    page = scene.page
    for quantity in (q for q in page.quantities if q.unit == "v" and q.value > 0):
        item = page.at.get(quantity.end) or page.at.get(quantity.end + 1) if page.low(quantity.end) in ("", "dc", "-") or page.at.get(quantity.end) else None
        if item is None and page.low(quantity.start - 1) == "(":
            item = page.at.get(quantity.start - 2)
        if item is None or item.sort != "device":
            continue
        for draft in scene.pool.live():
            if draft.role in ("act", "show") and (draft.at == item.start or draft.key == item.key):
                draft.conditions["volts"] = quantity.value
                if draft.attrs.get("pixels") == quantity.value:
                    del draft.attrs["pixels"]
