"""Pictures: breadboard and schematic as SVG, PNG of them, small pictures of parts, figures, and display in notebooks.

Names load their code when first asked for: importing this room draws nothing and loads no Plotly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ohm_core.render.breadboard import breadboard_svg
    from ohm_core.render.display import Picture, Table, breadboard_picture, schematic_picture, wiring_table
    from ohm_core.render.figures import budget_figure, cost_by_group_figure, power_figure, spending_figure
    from ohm_core.render.parts import part_svg
    from ohm_core.render.raster import png
    from ohm_core.render.schematic import schematic_svg

_WHERE = {
    "breadboard_svg": "breadboard", "schematic_svg": "schematic", "png": "raster", "part_svg": "parts",
    "budget_figure": "figures", "cost_by_group_figure": "figures", "power_figure": "figures", "spending_figure": "figures",
    "Picture": "display", "Table": "display", "breadboard_picture": "display", "schematic_picture": "display", "wiring_table": "display",
}

__all__ = [
    "Picture",
    "Table",
    "breadboard_picture",
    "breadboard_svg",
    "budget_figure",
    "cost_by_group_figure",
    "part_svg",
    "png",
    "power_figure",
    "schematic_picture",
    "schematic_svg",
    "spending_figure",
    "wiring_table",
]


def __getattr__(name: str) -> Any:
    """Loads a name's module when it is first asked for."""
    import importlib

    if name not in _WHERE:
        raise AttributeError(f"module 'ohm_core.render' has no attribute '{name}'")
    return getattr(importlib.import_module(f"ohm_core.render.{_WHERE[name]}"), name)
