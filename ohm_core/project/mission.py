"""How far a project is: seven steps from an idea to a verified design, and whether it may be locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ohm_core.project.history import Snapshot, snapshot
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import Shelf, budget_of
from ohm_core.store.rows import Project
from ohm_core.units import Money

State = Literal["open", "part", "done"]
SIGNS: dict[str, str] = {"open": "○", "part": "◐", "done": "●"}


@dataclass(frozen=True)
class MissionStep:
    """One step: its name, how far it is, why it is not done ("" when it is), and the drawer that shows it."""

    name: str
    state: State
    why: str = ""
    drawer: str = ""

    @property
    def sign(self) -> str:
        return SIGNS[self.state]


def mission(found: Snapshot | None, prototype: Prototype | None, target: Money | None = None) -> tuple[MissionStep, ...]:
    """idea, context, parts, wiring, code, budget, verified."""
    if found is None or prototype is None:
        return tuple(MissionStep(n, "open", "nothing has been asked for yet", d) for n, d in (("idea", ""), ("context", "context"), ("parts", "bom"), ("wiring", "wiring"), ("code", "code"), ("budget", "budget"), ("verified", "wiring")))
    design, report = prototype.design, prototype.report
    errors = report.errors()
    return (
        MissionStep("idea", "done"),
        _step("context", bool(design.questions), f"{len(design.questions)} open questions", "context"),
        _step("parts", bool(design.unserved), f"{len(design.unserved)} wishes are not in the design", "bom"),
        _step("wiring", bool(errors), f"{len(errors)} errors in the circuit", "wiring"),
        _step("code", not prototype.firmware, "no firmware yet", "code", nothing=not prototype.firmware),
        _step("budget", _over(prototype, target), f"over the budget of {target}", "budget") if target else MissionStep("budget", "done", "", "budget"),
        MissionStep("verified", "part" if errors else "done", f"{len(errors)} errors" if errors else "", "wiring"),
    )


def _step(name: str, wanting: bool, why: str, drawer: str, nothing: bool = False) -> MissionStep:
    return MissionStep(name, "open" if nothing else "part" if wanting else "done", why if wanting or nothing else "", drawer)


def _over(prototype: Prototype, target: Money | None) -> bool:
    return bool(target and target.currency == prototype.cost.total.currency and prototype.cost.total.amount > target.amount)


def ready_to_lock(shelf: Shelf, project: Project, prototype: Prototype) -> bool:
    """True when context, BOM, wiring, code and budget all stand and the design has no error."""
    found = snapshot(shelf, project)
    kinds = {v.type for v in found.versions} if found else set()
    return {"context", "bom", "wiring", "code", "budget"} <= kinds and not prototype.report.errors()


def steps_of(shelf: Shelf, project: Project) -> tuple[MissionStep, ...]:
    """The mission of a project as it is now."""
    found = snapshot(shelf, project)
    return mission(found, found.prototype() if found else None, budget_of(project))
