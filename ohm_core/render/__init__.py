"""Pictures: breadboard and schematic as SVG, PNG of them, small pictures of parts, figures, and display in notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ohm_core.render.breadboard import breadboard_svg
    from ohm_core.render.raster import png

_WHERE = {"breadboard_svg": "breadboard", "png": "raster"}

__all__ = ["breadboard_svg", "png"]


def __getattr__(name: str) -> Any:
    """Loads a picture's code when it is first asked for."""
    import importlib

    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"ohm_core.render.{_WHERE[name]}"), name)
