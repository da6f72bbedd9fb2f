"""What is done between two limits that other words name: "blue when cold, green when comfortable, red when hot"."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import AllOf, Behaviour, Condition, Reading
from ohm_core.understand.actions import opposite
from ohm_core.understand.grouping import Rule
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import from_to


def middling(page: Page, rule: Rule) -> bool:
    """True for "green in between", "yellow when half full": neither of the limits that are named."""
    return any(page.is_("middling", j) and from_to(page, j) is None for c in (*rule.conditions, *rule.deeds) for j in range(c.start, c.end))


def between_limits(scene: Scene) -> None:
    """Gives each deed of the middle the condition between a lower and an upper limit of one reading: where both have ended."""
    bounds = _bounds(scene)
    for actions, words in scene.middles:
        if bounds is None or not actions:
            scene.lost(words)
            continue
        low, high = bounds
        band: Condition = AllOf((replace(low, op=">=", value=low.value + low.hysteresis), replace(high, op="<=", value=high.value - high.hysteresis)))  # type: ignore[operator]
        ends = tuple(a for a in map(opposite, actions) if a is not None)
        scene.add(Behaviour(scene.free_id(f"{actions[0].act}_{actions[0].action}"), band, tuple(actions), ends, words))


def _bounds(scene: Scene) -> tuple[Reading, Reading] | None:
    limits = [b.when for b in scene.behaviours if isinstance(b.when, Reading) and isinstance(b.when.value, float | int)]
    pairs = [(a, b) for a in limits for b in limits if a.read == b.read and a.op[:1] == "<" and b.op[:1] == ">" and a.value < b.value]  # type: ignore[operator]
    return pairs[-1] if pairs else None
