"""OHM: from an idea in plain words to a checked hardware prototype. The public names load when first used; importing does no I/O."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ohm_core.design.finding import Finding, Report
    from ohm_core.design.values import Design, PartUse, PinRef
    from ohm_core.errors import BadInput, Locked, Missing, OhmError
    from ohm_core.project.prototype import Prototype
    from ohm_core.units import Money, Range
    from ohm_core.workshop import Workshop

__version__ = "0.1.0"
_HOMES = {
    "Workshop": "workshop", "Prototype": "project.prototype", "Design": "design.values", "PartUse": "design.values", "PinRef": "design.values",
    "Finding": "design.finding", "Report": "design.finding", "Money": "units", "Range": "units",
    "OhmError": "errors", "BadInput": "errors", "Missing": "errors", "Locked": "errors",
}
__all__ = ["BadInput", "Design", "Finding", "Locked", "Missing", "Money", "OhmError", "PartUse", "PinRef", "Prototype", "Range", "Report", "Workshop", "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ohm_core' has no attribute {name!r}")
    return getattr(import_module(f"ohm_core.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
