"""The charts, from the room that draws; loaded when first needed, since Plotly takes its time."""

from __future__ import annotations

from typing import Any

from ohm_core.project.prototype import Prototype
from ohm_core.units import Money


def cost_by_group(prototype: Prototype, theme: str) -> Any:
    """What each group of parts costs."""
    from ohm_core.render.figures import cost_by_group_figure

    return cost_by_group_figure(prototype.bom, theme=theme)


def against_budget(prototype: Prototype, target: Money, theme: str) -> Any:
    """The total against the target."""
    from ohm_core.render.figures import budget_figure

    return budget_figure(prototype.cost, target, theme=theme)
