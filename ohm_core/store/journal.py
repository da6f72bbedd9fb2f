"""The journal: what turns emit, in order, for any number of readers, apart from them.

Events are handed out in memory at once and stored in pieces: text every 250 ms or 4 KB, everything else immediately. Each
event has a sequence number in its project, from 1; a stored piece of text remembers the lengths of its events, so a reader
that follows from any number sees exactly the same events, live, later, or after a restart.

Where several processes share a store (PostgreSQL) the number is given and the event stored in one transaction, each by
itself, and a reader looks into the store for what other processes wrote.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.tables import journal as table

PIECE_SECONDS = 0.25
PIECE_BYTES = 4096
Listener = Callable[["Entry"], None]


@dataclass(frozen=True)
class Entry:
    """One event of a project; `data` is the event's JSON object, with its type."""

    sequence: int
    run_id: str
    data: Mapping[str, Any]

    @property
    def type(self) -> str:
        return str(self.data["type"])


@dataclass
class _Line:
    """A project's journal in this process: the last number, who listens, and text not stored yet."""

    last: int
    listeners: list[Listener] = field(default_factory=list)
    held: list[Entry] = field(default_factory=list)
    held_since: float = 0.0
    lock: threading.RLock = field(default_factory=threading.RLock)


class Journal:
    """All projects' events of one owner-checked store. Safe to use from any thread."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._lines: dict[tuple[str, str], _Line] = {}
        self._lock = threading.Lock()
        self.tap: Listener = lambda entry: None  # told of every event of every project, for figures

    def emit(self, owner: str, project_id: str, run_id: str, data: Mapping[str, Any]) -> Entry:
        """Numbers an event, hands it to the readers and stores it (text in pieces). Raises OhmError when storing fails."""
        line = self._line(owner, project_id)
        with line.lock:
            if self._db.many:
                entry = self._numbered(owner, project_id, run_id, data)
                line.last = entry.sequence
                self.tap(entry)
                for listener in list(line.listeners):
                    listener(entry)
                return entry
            line.last += 1
            entry = Entry(line.last, run_id, data)
            if entry.type == "text":
                self._hold(line, owner, project_id, entry)
            else:
                self._flush(line, owner, project_id)
                self._store(owner, project_id, run_id, entry.sequence, entry.sequence, entry.type, dict(data))
            self.tap(entry)
            for listener in list(line.listeners):
                listener(entry)
        return entry

    def _numbered(self, owner: str, project_id: str, run_id: str, data: Mapping[str, Any]) -> Entry:
        """Stores an event under the next number of its project, whoever gave the last one."""
        body = {"content": data["content"], "lengths": [len(str(data["content"]))]} if data["type"] == "text" else dict(data)
        with self._db.write() as write:
            last = write.execute(select(func.max(table.c.to_sequence)).where(table.c.project_id == project_id, table.c.owner == owner)).scalar()
            entry = Entry(int(last or 0) + 1, run_id, data)
            write.execute(insert(table).values(id=new_id(), project_id=project_id, run_id=run_id, owner=owner, from_sequence=entry.sequence, to_sequence=entry.sequence, type=entry.type, data=body, created_at=now()))
        return entry

    def flush(self, owner: str, project_id: str) -> None:
        """Stores text that is still held."""
        line = self._line(owner, project_id)
        with line.lock:
            self._flush(line, owner, project_id)

    def read(self, owner: str, project_id: str, after: int = 0) -> list[Entry]:
        """Every event after the number AFTER, in order."""
        wanted = select(table).where(table.c.project_id == project_id, table.c.owner == owner, table.c.to_sequence > after).order_by(table.c.from_sequence)
        line = self._line(owner, project_id)
        with line.lock:
            with self._db.read() as read:
                stored = [e for row in read.execute(wanted).mappings() for e in _expand(dict(row))]
            return [e for e in [*stored, *line.held] if e.sequence > after]

    def last(self, owner: str, project_id: str) -> int:
        """The newest event's number, 0 when there is none."""
        if self._db.many:
            return self._newest(owner, project_id)
        return self._line(owner, project_id).last

    def _newest(self, owner: str, project_id: str) -> int:
        with self._db.read() as read:
            return int(read.execute(select(func.max(table.c.to_sequence)).where(table.c.project_id == project_id, table.c.owner == owner)).scalar() or 0)

    def listen(self, owner: str, project_id: str, listener: Listener, after: int = 0) -> tuple[list[Entry], Callable[[], None]]:
        """Events after AFTER so far, and from now on each new one is given to LISTENER (called in the emitter's thread);
        the second value stops that. Between the two nothing is lost and nothing comes twice."""
        line = self._line(owner, project_id)
        with line.lock:
            line.listeners.append(listener)
            past = self.read(owner, project_id, after)

        def leave() -> None:
            with line.lock:
                if listener in line.listeners:
                    line.listeners.remove(listener)

        return past, leave

    def follow(self, owner: str, project_id: str, after: int = 0, patience: float = 1.0) -> Iterator[Entry | None]:
        """Every event after AFTER, then each new one as it comes; None whenever PATIENCE seconds brought nothing."""
        import queue

        fresh: queue.SimpleQueue[Entry] = queue.SimpleQueue()
        past, leave = self.listen(owner, project_id, fresh.put, after)
        seen = after
        try:
            for entry in past:
                seen = entry.sequence
                yield entry
            while True:
                try:
                    got: list[Entry] = [fresh.get(timeout=patience)]
                except queue.Empty:
                    got = []
                if self._db.many:  # others write too: what stands in the store is what there is
                    got = self.read(owner, project_id, seen)
                for entry in (e for e in got if e.sequence > seen):
                    seen = entry.sequence
                    yield entry
                if not got:
                    yield None
        finally:
            leave()

    def readers(self) -> int:
        """How many follow some project now."""
        return sum(len(line.listeners) for line in list(self._lines.values()))

    def _line(self, owner: str, project_id: str) -> _Line:
        with self._lock:
            key = (owner, project_id)
            if key not in self._lines:
                self._lines[key] = _Line(self._newest(owner, project_id))
            return self._lines[key]

    def _hold(self, line: _Line, owner: str, project_id: str, entry: Entry) -> None:
        if line.held and line.held[0].run_id != entry.run_id:
            self._flush(line, owner, project_id)
        if not line.held:
            line.held_since = time.monotonic()
        line.held.append(entry)
        size = sum(len(str(e.data["content"])) for e in line.held)
        if size >= PIECE_BYTES or time.monotonic() - line.held_since >= PIECE_SECONDS:
            self._flush(line, owner, project_id)

    def _flush(self, line: _Line, owner: str, project_id: str) -> None:
        held = line.held
        if not held:
            return
        texts = [str(e.data["content"]) for e in held]
        self._store(owner, project_id, held[0].run_id, held[0].sequence, held[-1].sequence, "text", {"content": "".join(texts), "lengths": [len(t) for t in texts]})
        line.held = []

    def _store(self, owner: str, project_id: str, run_id: str, first: int, last: int, kind: str, data: dict[str, Any]) -> None:
        with self._db.write() as write:
            write.execute(insert(table).values(id=new_id(), project_id=project_id, run_id=run_id, owner=owner, from_sequence=first, to_sequence=last, type=kind, data=data, created_at=now()))


def journal_of(db: Database) -> Journal:
    """The one journal of a store in this process, whoever writes."""
    return db.shared("journal", lambda: Journal(db))


def _expand(row: Mapping[str, Any]) -> Iterator[Entry]:
    """A stored row as the events it was made of."""
    if row["type"] != "text":
        yield Entry(row["to_sequence"], row["run_id"], row["data"])
        return
    text, at = row["data"]["content"], 0
    for sequence, length in enumerate(row["data"]["lengths"], row["from_sequence"]):
        yield Entry(sequence, row["run_id"], {"type": "text", "content": text[at:at + length]})
        at += length
