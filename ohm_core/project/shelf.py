"""The projects of one owner: create, find, rename, lock, delete."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ohm_core.errors import BadInput, Locked
from ohm_core.store import projects as rows
from ohm_core.store import threads
from ohm_core.store.database import Database
from ohm_core.store.rows import Project, Thread
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

    def of_chat(self, chat: str) -> Project | None:
        """The project of this id, or the one made for a chat that another program calls so; None when there is neither."""
        return rows.of_chat(self.db, self.owner, chat)

    def for_chat(self, chat: str) -> Project:
        """A new project that another program calls CHAT. Raises BadInput for a name that is too long."""
        if len(chat) > TITLE_LIMIT:
            raise BadInput(f"The chat's id has {len(chat)} characters; the limit is {TITLE_LIMIT}.", "id")
        made = self.create()
        if chat:
            rows.set_session(self.db, self.owner, made.id, metadata={"chat": chat})
        return made

    def threads(self, project: Project) -> list[Thread]:
        """The project's conversations, the oldest first."""
        return threads.listed(self.db, self.owner, project)

    def in_thread(self, project: Project, thread_id: str) -> Project:
        """The project as it is talked about in one of its conversations. Raises BadInput."""
        return replace(project, thread_id=threads.get(self.db, self.owner, project, thread_id).id)

    def new_thread(self, project: Project, title: str = "") -> Thread:
        """A new conversation, which the project opens with from now on. Allowed while it is locked: talk changes nothing."""
        number = len(self.threads(project)) + 1
        made = threads.create(self.db, self.owner, project, clean_title(title) if title.strip() else f"Conversation {number}")
        threads.choose(self.db, self.owner, project, made.id)
        return made

    def choose_thread(self, project: Project, thread_id: str) -> Project:
        """The project, opening with this conversation from now on. Raises BadInput."""
        threads.choose(self.db, self.owner, project, threads.get(self.db, self.owner, project, thread_id).id)
        return self.get(project.id)

    def rename_thread(self, project: Project, thread_id: str, title: str) -> Thread:
        """The conversation under its new title. Raises BadInput."""
        threads.change(self.db, self.owner, threads.get(self.db, self.owner, project, thread_id).id, title=clean_title(title))
        return threads.get(self.db, self.owner, project, thread_id)

    def set_thread_model(self, project: Project, thread_id: str, model: str) -> Thread:
        """The conversation with the model that shall answer in it ("" for what the settings say). Raises BadInput."""
        threads.change(self.db, self.owner, threads.get(self.db, self.owner, project, thread_id).id, model=model)
        return threads.get(self.db, self.owner, project, thread_id)

    def clear_thread(self, project: Project, thread_id: str) -> Thread:
        """An empty conversation of the same title in the place of this one. Raises BadInput, Locked."""
        self.writable(project)
        old = threads.get(self.db, self.owner, project, thread_id)
        made = threads.create(self.db, self.owner, project, old.title)
        return self._instead(project, old, made)

    def delete_thread(self, project: Project, thread_id: str) -> Thread:
        """The conversation that the project opens with after this one is gone; the last one is replaced by an empty one. Raises BadInput, Locked."""
        self.writable(project)
        old = threads.get(self.db, self.owner, project, thread_id)
        others = [t for t in self.threads(project) if t.id != old.id]
        return self._instead(project, old, others[-1] if others else threads.create(self.db, self.owner, project, "Conversation"))

    def _instead(self, project: Project, old: Thread, new: Thread) -> Thread:
        threads.delete(self.db, self.owner, old.id)
        if self.get(project.id).thread_id == old.id:
            threads.choose(self.db, self.owner, project, new.id)
        return new

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
