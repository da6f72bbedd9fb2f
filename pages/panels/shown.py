"""The project as the page shows it: the newest version, or the older one that is being looked at. Read once a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ohm_core.project.history import Snapshot
from ohm_core.project.mission import MissionStep, mission
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import budget_of
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from ohm_core.units import Money
from panels.state import state


@dataclass(frozen=True)
class Shown:
    """A project with what there is to see of it."""

    project: Project

    @cached_property
    def snapshot(self) -> Snapshot | None:
        return workshop().snapshot(self.project, state.viewing)

    @cached_property
    def prototype(self) -> Prototype | None:
        return self.snapshot.prototype() if self.snapshot else None

    @property
    def number(self) -> int:
        return self.snapshot.revision.number if self.snapshot else 0

    @property
    def target(self) -> Money | None:
        return budget_of(self.project)

    @property
    def old(self) -> bool:
        """True when an older version is being looked at, so that nothing may be changed here."""
        return state.viewing is not None

    def version_of(self, kind: str) -> int:
        """The number of the version in which an artifact last changed; for the code, the newest of its files."""
        return max((v.number for v in (self.snapshot.versions if self.snapshot else ()) if v.type == kind), default=0)

    def mission(self) -> tuple[MissionStep, ...]:
        return mission(self.snapshot, self.prototype, self.target)
