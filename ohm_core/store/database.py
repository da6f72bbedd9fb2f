"""One open store: a connection for each thread that asks, one write at a time, errors as one sentence.

DuckDB (2.0) admits one process to a file and one connection is enough for it: each thread works on a cursor of that one.
`OHM_DATABASE_URL` names a PostgreSQL database instead; then an advisory lock makes writes take turns between processes too.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, Table, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from ohm_core.errors import BadInput, Locked, Missing, OhmError
from ohm_core.store.holder import announce, elsewhere, holder, leave
from ohm_core.store.ids import new_id
from ohm_core.store.migrations import migrate
from ohm_core.store.remembered import Answer, Remembered

FILE = "ohm.duckdb"
WRITE_LOCK = 0x4F484D  # "OHM": the advisory lock under which PostgreSQL writes take turns
_open: dict[str, Database] = {}
_opening = threading.Lock()
Shared = TypeVar("Shared")


class Database:
    """A store that is open. `process` marks what this process began, so that what a dead one left can be told apart."""

    def __init__(self, path: Path | None, url: str = "") -> None:
        self.path = path
        self.url = url
        self.process = new_id()
        self._lock = threading.RLock()
        self._root: Any = None
        self._engine: Engine | None = None
        self._sign: Connection | None = None
        self._shared: dict[str, Any] = {}
        self._before_close: list[Callable[[], None]] = []
        self._remembered = Remembered()
        self._touched: set[str] = set()

    def shared(self, name: str, make: Callable[[], Shared]) -> Shared:
        """What this process keeps once for this store (its turns), made when first asked for."""
        with self._lock:
            if name not in self._shared:
                self._shared[name] = make()
            made: Shared = self._shared[name]
            return made

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with. Raises OhmError with one sentence when the store cannot be read."""
        with self._explained(), self._connected().connect() as db:
            yield db

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction, the only one at its time; it is on disk when this ends, or nothing of it is.

        Raises OhmError with one sentence when the disk is full, the store is held by another process, or broken.
        """
        with self._lock:
            self._touched = set()
            try:
                with self._explained(), self._connected().begin() as db:
                    if self.url:
                        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
                    yield db
            finally:
                self._remembered.written(self._touched)

    def remembered(self, name: Hashable, tables: Iterable[Table], ask: Callable[[Connection], Answer]) -> Answer:
        """What ASK reads, asked again only after a write to one of TABLES; NAME tells it from other questions. The answer is shared: it must
        not be changed. Where other processes write too it is always asked."""

        def read() -> Answer:
            with self.read() as db:
                return ask(db)

        return read() if self.many else self._remembered.get(name, tables, read)

    @property
    def home(self) -> Path:
        """The folder that the store's files are in: the database's own, or OHM_HOME where the rows are in PostgreSQL."""
        return self.path.parent if self.path else default_home()

    @property
    def many(self) -> bool:
        """True when other processes may write to this store at the same time."""
        return bool(self.url)

    def lives(self, process: str) -> bool:
        """Whether the process that began something still runs. DuckDB admits one at a time, so no other does; on PostgreSQL
        each holds a lock of its own as long as its connection stands."""
        if process == self.process:
            return True
        if not self.many:
            return False
        with self.read() as db:
            free = bool(db.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(process)}).scalar())
            if free:
                db.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _key(process)})
            return not free

    def elsewhere(self) -> str:
        """The address of the process that holds this store, where that is another one with a server; else ""."""
        return "" if self.url or self.path is None else elsewhere(self.path)

    def announce(self, address: str) -> None:
        """Tells other processes where this one's dashboard is."""
        self._connected()
        if self.path:
            announce(self.path, address)

    def before_close(self, end: Callable[[], None]) -> None:
        """END is called before the store closes: it stops what still uses it from other threads."""
        self._before_close.append(end)

    def close(self) -> None:
        """Closes the file, so that another process may open it; the next use opens it again."""
        for end in self._before_close:
            end()
        with self._lock:
            if self._sign is not None:
                with suppress(SQLAlchemyError):
                    self._sign.close()
                self._sign = None
            if self._engine is not None:
                self._engine.dispose()
            if self._root is not None:
                self._root.close()
                if self.path:
                    leave(self.path)
            self._engine = self._root = None
            self._remembered.forget()

    def _connected(self) -> Engine:
        if self._engine is None:
            with self._lock, self._explained():
                if self._engine is None:
                    self._engine = self._connect()
        return self._engine

    def _connect(self) -> Engine:
        engine = _postgres(self.url) if self.url else self._duckdb()
        with engine.begin() as db:
            if self.url:
                db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
            migrate(db)
        if self.url:
            self._sign = engine.connect()
            self._sign.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _key(self.process)})
            self._sign.commit()
        if self.path:
            announce(self.path)
        return engine

    def _duckdb(self) -> Engine:
        import duckdb
        from duckdb_engine import ConnectionWrapper

        if self.path is None:
            self._root = duckdb.connect(":memory:")
        else:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._root = duckdb.connect(str(self.path))
        with suppress(duckdb.InvalidInputException):  # in a notebook without ipywidgets the bar can be neither shown nor set
            self._root.execute("SET enable_progress_bar = false")
        self._root.execute("SET threads = 1")  # short statements by many threads: helpers of its own cost more than they bring
        root, one = self._root, threading.Lock()

        def cursor() -> Any:
            with one:  # the root serves one caller at a time and refuses a second instead of waiting
                return ConnectionWrapper(root.cursor())

        engine = create_engine("duckdb:///:memory:", creator=cursor, poolclass=QueuePool, pool_size=6, max_overflow=-1)
        event.listen(engine, "before_execute", self._note)
        return engine

    def _note(self, db: Connection, statement: Any, *_: Any) -> None:
        """Notes the table that a statement changes; one that is bare text may change any."""
        if getattr(statement, "is_dml", False):
            self._touched.add(statement.table.name)
        elif not getattr(statement, "is_select", False):
            self._touched.add("")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OhmError:
            raise
        except (SQLAlchemyError, OSError) as error:
            self._give_up_if_broken(error)
            raise explain(error, self.path, self.url) from error
        except Exception as error:  # duckdb's own errors share no base that is known without importing it
            if not type(error).__module__.startswith(("duckdb", "_duckdb")):
                raise
            self._give_up_if_broken(error)
            raise explain(error, self.path, self.url) from error

    def _give_up_if_broken(self, error: Exception) -> None:
        """After a fatal error DuckDB refuses everything until the file is opened anew; what was acknowledged is in it."""
        if self._root is None or "invalidated" in str(error) or "FATAL" in str(error):
            self.close()


def _key(process: str) -> int:
    """The number of a process's own lock: 63 bits of its id's hash."""
    return int.from_bytes(hashlib.sha256(process.encode()).digest()[:8], "big") >> 1


def _postgres(url: str) -> Engine:
    """The engine of a PostgreSQL URL; without a driver named in it, psycopg is meant."""
    try:
        return create_engine(re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", url), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise Missing(f"PostgreSQL needs its driver: pip install 'psycopg[binary]' ({error.name} is not installed).", "OHM_DATABASE_URL") from None


def explain(error: Exception, path: Path | None, url: str = "") -> OhmError:
    """What a driver's error means for the person: one sentence, with what to do."""
    said, where = str(getattr(error, "orig", None) or error), str(path or "OHM_DATABASE_URL")
    if url:
        return BadInput(f"The database did not answer: {said.strip().splitlines()[0][:160]}.", where, "database")
    if re.search(r"lock on file|being used by another process|Conflicting lock", said):
        found = holder(path) if path else None
        pid = re.search(r"PID (\d+)", said)
        held = found.sentence(path) if found and path and (not pid or int(pid[1]) == found.pid) else ""
        return Locked(held or f"The project store {path} is in use by {'process ' + pid[1] if pid else 'another process'}; close it and try again.", where, "busy")
    if re.search(r"No space left|not enough space|File too large|disk quota", said, re.I):
        return BadInput(f"The disk that holds {path} is full; free some space and try again. What was saved before is kept.", where, "disk_full")
    if re.search(r"not a valid DuckDB|Corrupt|checksum|deserializ|invalid.*database file|magic", said, re.I):
        return BadInput(f"{path} is damaged or is no OHM store; it was left as it is. Move it away, or put a backup in its place.", where, "corrupt")
    if isinstance(error, PermissionError) or re.search(r"Permission denied|read-only", said, re.I):
        return BadInput(f"OHM may not write {path}; allow it, or set OHM_HOME to a folder of yours.", where, "not_allowed")
    if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError) or re.search(r"Is a directory|Not a directory", said):
        return BadInput(f"{path} cannot be a store, something else is in its place; set OHM_HOME to a folder.", where, "not_a_folder")
    return BadInput(f"The store {path} did not take this: {said.strip().splitlines()[0][:160]}.", where, "store")


def default_home() -> Path:
    """OHM_HOME, or ~/.ohm."""
    return Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm")


def open_store(home: Path | None = None) -> Database:
    """The store of HOME (OHM_HOME, or ~/.ohm), or the database that OHM_DATABASE_URL names when no HOME is given.

    One for the whole process; the file is opened at the first read or write.
    """
    url = "" if home else os.environ.get("OHM_DATABASE_URL", "")
    path = None if url else ((home or default_home()) / FILE).absolute()
    with _opening:
        key = url or str(path)
        if key not in _open:
            _open[key] = Database(path, url)
            atexit.register(_open[key].close)
        return _open[key]
