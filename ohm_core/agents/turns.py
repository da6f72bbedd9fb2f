"""Turns in threads of their own: begun by anybody, read by everybody, ended by the person or by themselves."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ohm_core.agents.consult import ROLE as ORCHESTRATOR
from ohm_core.agents.consult import consult
from ohm_core.agents.events import Event, Metadata, event_from
from ohm_core.agents.loop import run_turn
from ohm_core.agents.roles import role as role_of
from ohm_core.agents.router import Route, route
from ohm_core.agents.sent import media_types, noted, still_there
from ohm_core.agents.speaker import BUILTIN, Refusing, Speakers, limits_of
from ohm_core.agents.summary import EVERY, bring_up_to_date
from ohm_core.agents.summary import ROLE as SUMMARIZER
from ohm_core.agents.turn import Engine, Limits, Stopped, Turn
from ohm_core.errors import BadInput, OhmError
from ohm_core.project import uploads
from ohm_core.project.shelf import Shelf
from ohm_core.store import messages, runs, usage
from ohm_core.store.database import Database
from ohm_core.store.journal import Entry, journal_of
from ohm_core.store.rows import Message, Project, Run, Upload

LIMIT = 10_000


MOST_WAITING = 5


@dataclass(frozen=True)
class _Waiting:
    """A message that was stored while another was being answered; its turn comes next."""

    shelf: Shelf
    project: Project
    run: Run
    text: str
    agent: str
    model: str
    attached: tuple[Upload, ...] = ()


@dataclass
class _Going:
    run: Run
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


class Turns:
    """The turns of one store. One at a time in a project."""

    def __init__(self, db: Database, engine: Engine | None = None, limits: Limits | None = None) -> None:
        self.db = db
        self.journal = journal_of(db)
        self.engine = engine
        self.speakers = Speakers()
        self.limits = limits or Limits()
        self._going: dict[str, _Going] = {}
        self._waiting: dict[str, deque[_Waiting]] = {}
        self._before: dict[str, int] = {}
        self._lock = threading.Lock()
        self._remembering = threading.Lock()
        self._recovered = False
        self._closing = False
        db.before_close(self.halt)

    def start(self, shelf: Shelf, project: Project, text: str, agent: str = "", model: str = "", attached: Sequence[str] = ()) -> Run:
        """Stores the message and begins to answer it, after the answers that are going or waiting in this project. AGENT and MODEL
        are those that were chosen by hand, ATTACHED ids of files in the project. Raises BadInput for an empty or too long message, an unknown agent or
        file, or where too many wait already; then nothing is stored."""
        self.recover()
        files = uploads.chosen(shelf, project, attached)
        said = check_message(text, bool(files))
        route(said, chosen=agent)
        self._closing = False
        with self._lock:
            line = self._waiting.setdefault(project.id, deque())
            if len(line) >= MOST_WAITING:
                raise BadInput(f"{MOST_WAITING} messages wait for an answer already; send this one again when one of them has come, or stop the answer that is going.", "message", "busy")
            run, _ = runs.begin(self.db, shelf.owner, project, said, metadata=noted(files))
            if project.id in self._going or line:
                self._before[run.id] = self.journal.last(shelf.owner, project.id)
                line.append(_Waiting(shelf, project, run, said, agent, model, files))
                return run
            return self._launch(shelf, project, run, said, self._past(shelf, project, run), agent, model, files)

    def waiting(self, project_id: str) -> tuple[Run, ...]:
        """The runs whose messages are stored and wait for the answers before them."""
        return tuple(w.run for w in self._waiting.get(project_id, ()))

    def _past(self, shelf: Shelf, project: Project, run: Run) -> tuple[Message, ...]:
        """The conversation before a run's message, without the messages that still wait."""
        later = {run.id, *(w.run.id for w in self._waiting.get(project.id, ()))}
        return tuple(m for m in conversation(messages.listed(self.db, shelf.owner, project)) if m.run_id not in later)

    def _next(self, project_id: str) -> None:
        """Begins the answer to the message that waits longest, if none is going."""
        with self._lock:
            line = self._waiting.get(project_id)
            if line and project_id not in self._going:
                one = line.popleft()
                self._launch(one.shelf, one.project, one.run, one.text, self._past(one.shelf, one.project, one.run), one.agent, one.model, one.attached)

    def retry(self, shelf: Shelf, project: Project, run_id: str) -> Run:
        """Answers the message of an ended run once more. Raises BadInput."""
        self.recover()
        old = runs.get(self.db, shelf.owner, run_id)
        history = tuple(messages.listed(self.db, shelf.owner, project))
        said = next((m for m in history if old and m.id == old.user_message_id), None)
        if old is None or said is None or old.project_id != project.id:
            raise BadInput("There is no such message to answer again.", "run", "unknown_run")
        with self._lock:
            self._free(project)
            run = runs.begin_again(self.db, shelf.owner, old)
            return self._launch(shelf, project, run, said.content, tuple(m for m in history if m.sequence < said.sequence), attached=still_there(shelf, said))

    def stop(self, project: Project) -> bool:
        """Asks the project's turn to end; what came is kept. False when none was going."""
        going = self._going.get(project.id)
        if going:
            going.stop.set()
        return going is not None

    def going(self, project_id: str) -> Run | None:
        """The run that is answering in this project now."""
        found = self._going.get(project_id)
        return found.run if found else None

    def before(self, owner: str, run: Run) -> int:
        """The journal's number before the run's first event: a reader that follows from there misses nothing of it."""
        if run.id not in self._before:
            entries = self.journal.read(owner, run.project_id)
            self._before[run.id] = next((e.sequence - 1 for e in entries if e.run_id == run.id), entries[-1].sequence if entries else 0)
        return self._before[run.id]

    def wait(self, project_id: str, seconds: float = 30.0) -> None:
        """Waits until the project's turn has ended."""
        found = self._going.get(project_id)
        if found and found.thread:
            found.thread.join(seconds)

    def halt(self, seconds: float = 2.0) -> None:
        """Stops every turn and waits for their ends to be stored: for a process that is about to close the store."""
        self._waiting.clear()
        self._closing = True
        for going in list(self._going.values()):
            going.stop.set()
        for going in list(self._going.values()):
            if going.thread:
                going.thread.join(seconds)
        if self._remembering.acquire(timeout=seconds):
            self._remembering.release()

    def events(self, shelf: Shelf, run: Run, after: int = 0) -> Iterator[Event]:
        """The events of one run, from its first (or after a sequence number) to its end."""
        for entry in self.entries(shelf, run, after):
            if event := event_from(entry.data):
                yield event

    def entries(self, shelf: Shelf, run: Run, after: int = 0) -> Iterator[Entry]:
        """The same as journal entries, with their numbers."""
        for entry in self.journal.follow(shelf.owner, run.project_id, after):
            if entry is None:
                going = self._going.get(run.project_id)
                if (going is None or going.run.id != run.id) and run.id not in {r.id for r in self.waiting(run.project_id)}:
                    return
            elif entry.run_id == run.id:
                yield entry
                if entry.type == "metadata":
                    return

    def recover(self) -> int:
        """Ends what a killed process left running: the text that reached the journal stands as an incomplete answer."""
        if self._recovered:
            return 0
        self._recovered = True
        left = runs.left_behind(self.db)
        for owner, run in left:
            entries = [e for e in self.journal.read(owner, run.project_id) if e.run_id == run.id]
            text = "".join(str(e.data["content"]) for e in entries if e.type == "text")
            agent = next((e.data["agent"] for e in entries if e.type == "agent_selected"), {"type": "conversational", "intent": "CHAT"})
            runs.end(self.db, owner, run, "incomplete", text, agent["type"], agent["intent"], {"calls": []})
            self.journal.emit(owner, run.project_id, run.id, Metadata(run.message_id, agent, "incomplete").as_json())
        return len(left)

    def _free(self, project: Project) -> None:
        if project.id in self._going or self._waiting.get(project.id):
            raise BadInput("The last message is still being answered; wait for it or stop it.", "message", "busy")

    def _launch(self, shelf: Shelf, project: Project, run: Run, text: str, history: tuple[Message, ...], agent: str = "", model: str = "",
                attached: tuple[Upload, ...] = ()) -> Run:
        going = _Going(run)
        self._before[run.id] = self._before.get(run.id) or self.journal.last(shelf.owner, project.id)
        self._going[project.id] = going
        chosen = route(text, first=not any(m.role == "assistant" and m.metadata.get("status") == "complete" for m in history), chosen=agent, attached=media_types(attached))
        going.thread = threading.Thread(target=self._run, args=(shelf, project, going, text, history, chosen, model, attached), name=f"turn-{run.id[-6:]}", daemon=True)
        going.thread.start()
        return run

    def _run(self, shelf: Shelf, project: Project, going: _Going, text: str, history: tuple[Message, ...], chosen: Route, model: str, attached: tuple[Upload, ...]) -> None:
        def write(event: Event) -> None:
            if isinstance(event, Metadata):  # who reads the end may begin the next turn at once
                self._going.pop(project.id, None)
            self.journal.emit(shelf.owner, project.id, going.run.id, event.as_json())

        def emit(event: Event) -> None:
            if going.stop.is_set():
                raise Stopped
            write(event)

        said = 0
        try:
            project = as_it_is(shelf, project)
            chosen = self._settled(shelf, project, going.run, text, chosen, attached)
            limits, engine = self._means(shelf, project, chosen, model, attached)
            turn = Turn(shelf, project, going.run.id, going.run.message_id, role_of(chosen.agent.type), chosen.intent, text, history, emit, going.stop.is_set, limits, model, attached, self.speakers.eyes(engine))
            said = run_turn(engine, turn, going.run, chosen, write).sequence
        finally:
            if self._going.get(project.id) is going:
                del self._going[project.id]
            self._next(project.id)
        if said // EVERY > (said - 2) // EVERY:  # a question and its answer are two
            self._remember(shelf, project)

    def _settled(self, shelf: Shelf, project: Project, run: Run, text: str, chosen: Route, attached: tuple[Upload, ...]) -> Route:
        """The verdict on a message, a model asked where it is doubtful and one is there."""
        if not chosen.doubtful or self.engine:
            return chosen
        try:
            model = self.speakers.model(shelf, project, role_of(ORCHESTRATOR))
            asked = None if model == BUILTIN else self.speakers.gateway
            return consult(text, asked, model, self.db, shelf.owner, attached=media_types(attached), used=lambda u: usage.log(self.db, shelf.owner, run, ORCHESTRATOR, vars(u)))
        except OhmError:  # what keeps the model away is told by the turn itself
            return chosen

    def _means(self, shelf: Shelf, project: Project, chosen: Route, model: str, attached: tuple[Upload, ...]) -> tuple[Limits, Engine]:
        """What the turn may use and who answers; a setting that cannot be used is told as the answer's error."""
        try:
            return limits_of(shelf, self.limits), self.engine or self.speakers.engine(shelf, project, chosen.agent, model, looks=any(u.kind == "photo" for u in attached))
        except OhmError as error:
            return self.limits, Refusing(error)

    def _remember(self, shelf: Shelf, project: Project) -> None:
        """Brings the conversation's summary up to date, in the turn's own thread after its end: only `halt` waits for it."""
        with self._remembering, suppress(OhmError):  # the project was deleted meanwhile
            if not self._closing:
                summarizer = self.speakers.model(shelf, project, role_of(SUMMARIZER))
                models = None if summarizer == BUILTIN or self.engine else self.speakers.gateway
                bring_up_to_date(shelf, project, models, summarizer)


def as_it_is(shelf: Shelf, project: Project) -> Project:
    """The project as it is now, locked or renamed since, in the same conversation; as it was where it was deleted meanwhile."""
    try:
        return replace(shelf.get(project.id), thread_id=project.thread_id)
    except BadInput:
        return project


def conversation(said: Sequence[Message]) -> list[Message]:
    """Messages with each answer after what it answers: one sent while another was being answered stands behind that answer."""
    answers: dict[str, list[Message]] = {}
    for m in said:
        if m.role != "user":
            answers.setdefault(m.run_id, []).append(m)
    first = {m.run_id for m in said if m.role == "user"}
    ordered: list[Message] = []
    for m in said:
        if m.role == "user":
            ordered += [m, *answers.get(m.run_id, ())]
        elif m.run_id not in first or not m.run_id:
            ordered.append(m)
    return ordered


def check_message(text: str, files: bool = False) -> str:
    """The message without control characters and spaces around it. Raises BadInput when it is over the limit, or empty without FILES."""
    said = "".join(c for c in text if c.isprintable() or c in "\n\t").strip()
    if not said and not files:
        raise BadInput("The message is empty; say what you want to build or know.", "message", "empty")
    if len(said) > LIMIT:
        raise BadInput(f"The message has {len(said):,} characters; the limit is {LIMIT:,}.", "message", "too_long")
    return said
