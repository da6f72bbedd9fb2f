"""The charts, from the room that draws; loaded when first needed, since Plotly takes its time."""

from __future__ import annotations

from typing import Any

from ohm_core.project.prototype import Prototype
from ohm_core.project.views import by_group
from ohm_core.units import Money


def cost_by_group(prototype: Prototype, theme: str) -> Any:
    """What each group of parts costs."""
    from ohm_core.render import cost_by_group_figure

    return cost_by_group_figure(groups(prototype), prototype.currency, theme=theme, estimate=prototype.cost.basis == "estimate")


def against_budget(prototype: Prototype, target: Money, theme: str) -> Any:
    """The total against the target; a target in another currency is left out."""
    from ohm_core.render import budget_figure

    total = prototype.cost.total
    wanted = float(target.amount) if target.currency == total.currency else None
    return budget_figure(float(total.amount), wanted, groups(prototype), total.currency, theme=theme, estimate=prototype.cost.basis == "estimate")


def spending(days: list[tuple[str, float]], theme: str) -> Any:
    """What language models cost each day, in US dollars."""
    from ohm_core.render import spending_figure

    return spending_figure(days, theme=theme)


def groups(prototype: Prototype) -> list[tuple[str, float]]:
    """Each group that costs anything with its sum."""
    return [(group, float(money.amount)) for group, money in by_group(prototype.bom).items() if money.amount]
