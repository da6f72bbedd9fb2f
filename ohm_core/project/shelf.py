"""The projects of one owner: create, find, rename, lock, delete."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ohm_core.errors import BadInput, Locked
from ohm_core.store import projects as rows
from ohm_core.store.database import Database
from ohm_core.store.rows import Project
from ohm_core.units import Money, known_currency, parse_money

TITLE_LIMIT = 200


@dataclass(frozen=True)
class Shelf:
    """All projects of `owner` in one store. Another owner's projects do not exist here."""

    db: Database
    owner: str = "local"

    def create(self, title: str = "") -> Project:
        """A new, empty project."""
        return rows.create(self.db, self.owner, clean_title(title) if title.strip() else "Untitled")

    def projects(self) -> list[Project]:
        """Every project, the one last worked on first."""
        return rows.listed(self.db, self.owner)

    def get(self, project_id: str) -> Project:
        """The project of this id. Raises BadInput when there is none."""
        return rows.get(self.db, self.owner, project_id)

    def find(self, name: str) -> Project:
        """The project with this id or title; the start of either is enough where it is clear. Raises BadInput."""
        wanted, mine = name.strip().casefold(), self.projects()
        exact = [p for p in mine if wanted in (p.id, p.title.casefold())]
        near = exact or [p for p in mine if wanted and (p.id.startswith(wanted) or p.title.casefold().startswith(wanted))]
        if len(near) == 1:
            return near[0]
        if near:
            raise BadInput(f"'{name[:60]}' fits {len(near)} projects ({', '.join(p.title + ' ' + p.id[-6:] for p in near[:4])}); give the id.", "project", "ambiguous")
        known = ", ".join(p.title for p in mine[:5])
        raise BadInput(f"There is no project '{name[:60]}'" + (f"; there are {known}." if known else "; make one with `ohm project new TITLE`."), "project", "unknown_project")

    def rename(self, project: Project, title: str) -> Project:
        """The project under its new title. Raises Locked."""
        self.writable(project)
        rows.rename(self.db, self.owner, project.id, clean_title(title))
        return self.get(project.id)

    def delete(self, project: Project) -> None:
        """Takes the project off the shelf. Raises Locked."""
        self.writable(project)
        rows.delete(self.db, self.owner, project.id)

    def lock(self, project: Project) -> Project:
        """The project, from now on refusing every change."""
        rows.set_session(self.db, self.owner, project.id, locked=True)
        return self.get(project.id)

    def unlock(self, project: Project) -> Project:
        rows.set_session(self.db, self.owner, project.id, locked=False)
        return self.get(project.id)

    def set_budget(self, project: Project, amount: str | Decimal | None, currency: str = "USD") -> Project:
        """The project with a budget target (None takes it away). Raises BadInput for what is no amount, Locked."""
        self.writable(project)
        target = None if amount is None else parse_money(amount, currency, "budget").text()
        rows.set_session(self.db, self.owner, project.id, budget_target=target, currency=known_currency(currency))
        return self.get(project.id)

    def set_currency(self, project: Project, currency: str) -> Project:
        """The project with prices in another currency; a budget target keeps its own, so it must be set anew. Raises BadInput, Locked."""
        self.writable(project)
        if not project.budget_target:
            rows.set_session(self.db, self.owner, project.id, currency=known_currency(currency))
        return self.get(project.id)

    def note(self, project: Project, *, agent: str = "", phase: str = "") -> None:
        """Notes who works on the project and how far it is; allowed while it is locked."""
        rows.set_session(self.db, self.owner, project.id, **{k: v for k, v in (("current_agent", agent), ("phase", phase)) if v})

    def writable(self, project: Project) -> Project:
        """The project as it is now. Raises Locked when nothing in it may change."""
        fresh = self.get(project.id)
        if fresh.locked:
            raise Locked(f"'{fresh.title}' is locked; unlock it to change it.", "project")
        return fresh


def budget_of(project: Project) -> Money | None:
    """The project's budget target."""
    return Money(Decimal(project.budget_target), project.currency or "USD") if project.budget_target else None


def clean_title(title: str) -> str:
    """One line without control characters. Raises BadInput when nothing is left or it is too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    if not line:
        raise BadInput("A project needs a title.", "title")
    if len(line) > TITLE_LIMIT:
        raise BadInput(f"The title has {len(line)} characters; the limit is {TITLE_LIMIT}.", "title")
    return line
