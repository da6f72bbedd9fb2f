"""The front door for people and programs: words in, prototypes, projects and answers out.

    from ohm_core import Workshop
    shop = Workshop()
    shop.design("blink a red LED twice a second")

Everything that a page, the command line or a notebook does goes through here; the rooms behind it load when first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ohm_core.agents.events import Event
    from ohm_core.agents.router import Route
    from ohm_core.agents.saving import SavedDraft
    from ohm_core.agents.servers import Offered
    from ohm_core.agents.turns import Turns
    from ohm_core.flows.prototype import Progress
    from ohm_core.project.checked import Checked
    from ohm_core.project.diff import Difference
    from ohm_core.project.history import Saved, Snapshot
    from ohm_core.project.mission import MissionStep
    from ohm_core.project.permissions import Rules, Verdict
    from ohm_core.project.prototype import Prototype
    from ohm_core.project.servers import Server
    from ohm_core.project.shelf import Shelf
    from ohm_core.store.database import Database
    from ohm_core.store.rows import Draft, Message, Project, Revision, Run, Upload, Version
    from ohm_core.units import Money


class Workshop:
    """One owner's projects in one store. `home` is a folder (OHM_HOME, else ~/.ohm); nothing is opened until it is needed.

    Where a project is asked for, its id, its title or a `Project` will do.
    """

    def __init__(self, home: str | Path | None = None, owner: str = "local") -> None:
        self.home = Path(home) if home else None
        self.owner = owner

    def design(self, text: str, *, board: str = "", budget: Money | None = None, currency: str = "USD", own: Iterable[Any] = (),
               locked: tuple[str, ...] = (), progress: Callable[[str], None] | None = None) -> Prototype:
        """A complete, checked prototype of what TEXT asks for; nothing is kept. Raises BadInput for words it can't use."""
        from ohm_core.project.prototype import make, silent

        return make(text, board=board, budget=budget, currency=currency, own=tuple(own), locked=locked, progress=progress or silent)

    def check(self, files: Iterable[tuple[str, bytes]]) -> Checked:
        """What the rules say of a circuit from anywhere: (name, bytes) of a design or Wokwi diagram, a sketch beside it, or a zip of both.

        Nothing is kept. Raises BadInput.
        """
        from ohm_core.project.checked import checked_files

        return checked_files(files)

    # Projects

    def projects(self) -> list[Project]:
        """All projects, the one last worked on first."""
        return self._shelf.projects()

    def create(self, title: str = "") -> Project:
        """A new, empty project."""
        return self._shelf.create(title)

    def open(self, project: Project | str) -> Project:
        """The project as it is now. Raises BadInput when there is none."""
        return self._project(project)

    def rename(self, project: Project | str, title: str) -> Project:
        """The project under its new title. Raises Locked."""
        return self._shelf.rename(self._project(project), title)

    def delete(self, project: Project | str) -> None:
        """Takes a project off the shelf. Raises Locked."""
        self._shelf.delete(self._project(project))

    def lock(self, project: Project | str) -> Project:
        """The project, refusing every change from now on."""
        return self._shelf.lock(self._project(project))

    def unlock(self, project: Project | str) -> Project:
        return self._shelf.unlock(self._project(project))

    def set_budget(self, project: Project | str, amount: str | None, currency: str = "USD") -> Project:
        """The project with a budget target, None for none. Raises BadInput, Locked."""
        return self._shelf.set_budget(self._project(project), amount, currency)

    # Versions

    def save(self, project: Project | str, prototype: Prototype, *, texts: Mapping[str, str] | None = None, summary: str = "") -> Saved:
        """Keeps a prototype as the project's next version. Raises Locked."""
        from ohm_core.project import history

        return history.save(self._shelf, self._project(project), prototype, texts=texts, summary=summary)

    def prototype(self, project: Project | str, number: int | None = None) -> Prototype | None:
        """The prototype of version NUMBER, or the newest; None when the project has none yet. Raises BadInput."""
        found = self.snapshot(project, number)
        return found.prototype() if found else None

    def snapshot(self, project: Project | str, number: int | None = None) -> Snapshot | None:
        """Every artifact as of version NUMBER, or now."""
        from ohm_core.project import history

        return history.snapshot(self._shelf, self._project(project), number)

    def versions(self, project: Project | str) -> list[tuple[Revision, list[Version]]]:
        """Every version with the artifacts that changed in it, newest first."""
        from ohm_core.project import history

        return history.history(self._shelf, self._project(project))

    def diff(self, project: Project | str, a: int | None = None, b: int | None = None) -> Difference:
        """What changed from version A to B; without numbers, in the newest version. Raises BadInput."""
        from ohm_core.project import history

        return history.difference(self._shelf, self._project(project), a, b)

    def restore(self, project: Project | str, number: int) -> Saved:
        """Makes version NUMBER the newest again, as a new version. Raises Locked, BadInput."""
        from ohm_core.project import history

        return history.restore(self._shelf, self._project(project), number)

    def mission(self, project: Project | str) -> tuple[MissionStep, ...]:
        """How far the project is: idea, context, parts, wiring, code, budget, verified."""
        from ohm_core.project.mission import steps_of

        return steps_of(self._shelf, self._project(project))

    # What people edit

    def drafts(self, project: Project | str) -> list[Draft]:
        """The open drafts of a project: what somebody edits and has not saved."""
        from ohm_core.project import drafts

        return drafts.opened(self._shelf, self._project(project))

    def draft(self, project: Project | str, kind: str, path: str = "") -> Draft | None:
        """The draft of an artifact (PATH: which code file), open or closed; None where there never was one. Raises BadInput."""
        from ohm_core.project import drafts

        return drafts.get(self._shelf, self._project(project), kind, path)

    def beginning(self, project: Project | str, kind: str, path: str = "") -> Any:
        """The artifact as it stands in the form of a draft; None where there is nothing yet. Raises BadInput."""
        from ohm_core.project import beginning

        return beginning.beginning(self._shelf, self._project(project), kind, path)

    def put_draft(self, project: Project | str, kind: str, path: str, version: int, content: Any, editor: str = "") -> Draft:
        """Keeps a snapshot and tells every reader; VERSION must be above the one that stands. Raises Stale, Locked, BadInput."""
        from ohm_core.project import drafts

        return drafts.put(self._shelf, self._project(project), kind, path, version, content, editor)

    def drop_draft(self, project: Project | str, kind: str, path: str, version: int) -> Draft:
        """Ends a draft without saving it. Raises Stale, Locked, BadInput."""
        from ohm_core.project import drafts

        return drafts.drop(self._shelf, self._project(project), kind, path, version)

    def save_draft(self, project: Project | str, kind: str, path: str, version: int) -> SavedDraft:
        """Makes a draft the artifact's next version, with what the rules say of it. Raises Stale, Locked, BadInput."""
        from ohm_core.agents.saving import save

        return save(self._shelf, self._project(project), kind, path, version)

    # What agents may do

    def tool_rules(self, project: Project | str) -> Rules:
        """What agents may do in a project: verdicts by role and tool, features that are off, tools described anew."""
        from ohm_core.project import permissions

        return permissions.rules(self._shelf, self._project(project))

    def permit(self, project: Project | str, tool: str, verdict: Verdict | None, role: str = "") -> None:
        """Sets allow, ask or deny for a tool ("*": any) and role ("": any); None takes the rule away. Raises BadInput, Locked."""
        from ohm_core.agents import allowed

        allowed.permit(self._shelf, self._project(project), tool, verdict, role)

    def switch_feature(self, project: Project | str, feature: str, on: bool) -> None:
        """Switches a feature of the tools (trials, mcp …) on or off in a project. Raises BadInput, Locked."""
        from ohm_core.agents import allowed

        allowed.switch(self._shelf, self._project(project), feature, on)

    def describe_tool(self, project: Project | str, tool: str, text: str | None) -> None:
        """Puts the project's own words in the place of a tool's description; None takes them away. Raises BadInput, Locked."""
        from ohm_core.agents import allowed

        allowed.describe(self._shelf, self._project(project), tool, text)

    def tool_requests(self, project: Project | str) -> list[Mapping[str, Any]]:
        """What agents ask to do and wait for, the oldest first."""
        from ohm_core.project import permissions

        return permissions.pending(self._shelf, self._project(project))

    def decide(self, project: Project | str, request_id: str, grant: bool, always: bool = False) -> None:
        """The person's word on such a request: for one call, or ALWAYS. Raises BadInput."""
        from ohm_core.project import permissions

        permissions.decide(self._shelf, self._project(project), request_id, grant, always)

    def servers(self, project: Project | str) -> tuple[Server, ...]:
        """The MCP servers of a project, switched on or off."""
        from ohm_core.project import servers

        return servers.listed(self._shelf, self._project(project))

    def add_server(self, project: Project | str, name: str, address: str, environment: tuple[str, ...] = (), *, here: bool = True) -> Server:
        """Adds an MCP server and switches it on: a URL or a command line; ENVIRONMENT names variables it may have. HERE: who asks sits at
        this machine. Raises BadInput, Locked."""
        from ohm_core.project import servers

        return servers.add(self._shelf, self._project(project), name, address, environment, here=here)

    def switch_server(self, project: Project | str, name: str, on: bool) -> Server:
        """Switches an MCP server on or off in a project. Raises BadInput, Locked."""
        from ohm_core.project import servers

        return servers.switch(self._shelf, self._project(project), name, on)

    def remove_server(self, project: Project | str, name: str) -> None:
        """Takes an MCP server away. Raises BadInput, Locked."""
        from ohm_core.project import servers

        servers.remove(self._shelf, self._project(project), name)

    def try_server(self, project: Project | str, name: str) -> list[Offered]:
        """The tools an MCP server offers now. Raises Missing or LimitReached with why it does not answer, BadInput."""
        from ohm_core.agents.servers import offered
        from ohm_core.project import servers

        return offered(servers.named(self._shelf, self._project(project), name))

    # Files

    def uploads(self, project: Project | str) -> list[Upload]:
        """The files that were sent to a project, the oldest first."""
        from ohm_core.project import uploads

        return uploads.listed(self._shelf, self._project(project))

    def upload(self, project: Project | str, name: str, pieces: Iterable[bytes]) -> Upload:
        """A file kept in the project. Raises BadInput for one that is too large, broken or of no kind OHM takes; Locked."""
        from ohm_core.project import uploads

        return uploads.receive(self._shelf, self._project(project), name, pieces)

    def upload_bytes(self, upload: Upload, copy: str = "original") -> bytes:
        """The bytes of a file, or of a copy made of a photo ("model.jpg", "thumb.jpg"). Raises BadInput."""
        from ohm_core.project import uploads

        return uploads.content(self._shelf, upload, copy)

    def inspection(self, project: Project | str, upload_id: str) -> Mapping[str, Any] | None:
        """What a model saw in a photo when it looked last, in the form of `ohm inspect`, with the model's name; None where none did."""
        from ohm_core.agents.looking import KIND
        from ohm_core.store import versions

        found = versions.beside(self.store, self.owner, self._project(project).id, KIND, upload_id)
        return {**found.data, "number": found.number} if found else None

    def remove_upload(self, project: Project | str, upload_id: str) -> None:
        """Takes a file away for good. Raises Locked, BadInput."""
        from ohm_core.project import uploads

        uploads.delete(self._shelf, self._project(project), upload_id)

    # Conversation

    def chat(self, project: Project | str, text: str, agent: str = "", model: str = "", attached: Sequence[str] = ()) -> Iterator[Event]:
        """Says TEXT in the project, with files ATTACHED by id, and gives the events of the answer as they come; it goes on when nobody listens.

        While another answer is going the message waits for it. Raises BadInput for an empty or too long message, or where too many wait.
        """
        run = self.say(project, text, agent, model, attached)
        return self.turns.events(self._shelf, run, after=self.turns.before(self.owner, run))

    def say(self, project: Project | str, text: str, agent: str = "", model: str = "", attached: Sequence[str] = ()) -> Run:
        """Begins to answer TEXT and returns at once; read the answer with `turns.entries` or from `messages`."""
        return self.turns.start(self._shelf, self._project(project), text, agent, model, attached)

    def retry(self, project: Project | str, run_id: str) -> Run:
        """Answers the message of an ended run once more; of work in steps only the failed one is tried again."""
        from ohm_core.store import runs

        found = runs.get(self.store, self.owner, run_id)
        if found is not None and found.kind == "flow":
            return self.retry_step(run_id)
        return self.turns.retry(self._shelf, self._project(project), run_id)

    def stop(self, project: Project | str) -> bool:
        """Stops the answer or the work in steps that is going; what came is kept."""
        found = self.going(project)
        if found is not None and found.kind == "flow":
            return self.stop_flow(found.id)
        return self.turns.stop(self._project(project))

    def going(self, project: Project | str) -> Run | None:
        """The answer that is being given in a project, or the work in steps that runs in it."""
        from ohm_core.store import runs

        mine = self._project(project)
        return self.turns.going(mine.id) or runs.going_in(self.store, self.owner, mine.id, "flow")

    def make_whole(self, project: Project | str, text: str = "") -> Run:
        """Begins to make the whole prototype, step by step, and returns at once; it outlives this process. Without TEXT the design
        that stands is gone through. Raises BadInput, Locked."""
        from ohm_core.flows import prototype

        return prototype.begin(self._shelf, self._project(project), text)

    def progress(self, run_id: str) -> Progress:
        """How far a run is, with the steps that were begun. Raises BadInput."""
        from ohm_core.flows import prototype

        return prototype.progress(self._shelf, run_id)

    def retry_step(self, run_id: str) -> Run:
        """Tries a flow's failed step again and goes on from there. Raises BadInput."""
        from ohm_core.flows import prototype

        return prototype.retry(self._shelf, run_id)

    def stop_flow(self, run_id: str) -> bool:
        """Ends a flow after the step that is going; what was finished stays. Raises BadInput."""
        from ohm_core.flows import prototype

        return prototype.stop(self._shelf, run_id)

    def messages(self, project: Project | str) -> list[Message]:
        """The conversation, each answer after what it answers."""
        from ohm_core.agents.turns import conversation
        from ohm_core.store import messages

        return conversation(messages.listed(self.store, self.owner, self._project(project)))

    def route(self, text: str, *, first: bool = False, agent: str = "", attached: Sequence[str] = ()) -> Route:
        """Which agent would take a message with these files (by name or media type)."""
        from ohm_core.agents.router import route
        from ohm_core.agents.turns import check_message

        return route(check_message(text), first=first, chosen=agent, attached=attached)

    @property
    def turns(self) -> Turns:
        """The turns that run in this process; one set for each store, whoever asks."""
        from ohm_core.agents.turns import Turns

        return self.store.shared("turns", lambda: Turns(self.store))

    @property
    def shelf(self) -> Shelf:
        """The owner's projects, for other rooms."""
        return self._shelf

    @cached_property
    def store(self) -> Database:
        from ohm_core.store.database import open_store

        return open_store(self.home)

    @cached_property
    def _shelf(self) -> Shelf:
        from ohm_core.project.shelf import Shelf

        return Shelf(self.store, self.owner)

    def _project(self, project: Project | str) -> Project:
        if isinstance(project, str):
            return self._shelf.find(project)
        fresh = self._shelf.get(project.id)
        return fresh if project.thread_id in ("", fresh.thread_id) else self._shelf.in_thread(fresh, project.thread_id)
