"""DBOS in this process: started when the first flow is, or when an earlier process left some behind; ended before the store closes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ohm_core.store.database import Database

FILE = "flows.sqlite"
log = logging.getLogger("ohm.flows")
_lock = threading.Lock()
_of: dict[str, Database] = {}


def launch(db: Database) -> Any:
    """DBOS, running for this store; flows that a dead process left go on by themselves. One store at a time in a process."""
    from dbos import DBOS

    from ohm_core.flows import prototype as _registers  # noqa: F401 - its workflow must be known before it can be taken up again

    with _lock:
        if _of.get("store") is not db:
            if "store" in _of:
                DBOS.destroy()
            _of["store"] = db
            DBOS(config={"name": "ohm", "system_database_url": address(db), "application_version": "ohm-1", "log_level": "ERROR", "enable_otlp": False})
            DBOS.launch()
            db.before_close(lambda: close(db))
    return DBOS


def close(db: Database) -> None:
    """Ends DBOS; what runs is taken up at the next start."""
    with _lock:
        if _of.get("store") is db:
            from dbos import DBOS

            del _of["store"]
            DBOS.destroy(workflow_completion_timeout_sec=0)


def left_some(db: Database) -> bool:
    """Whether an earlier process began flows: then DBOS has to be started, and takes up what is not ended."""
    return bool(db.url) or file_of(db).exists()


def store() -> Database:
    """The store that this process's flows belong to."""
    return _of["store"]


def address(db: Database) -> str:
    """Where DBOS keeps its own records: beside the store's file, or in the same PostgreSQL."""
    return db.url or f"sqlite:///{file_of(db)}"


def file_of(db: Database) -> Path:
    assert db.path is not None
    return db.path.parent / FILE


def in_background(work: Callable[[], object]) -> threading.Thread:
    """WORK in a thread of its own, logged where it fails."""

    def run() -> None:
        try:
            work()
        except Exception:
            log.exception("flows could not be started")

    thread = threading.Thread(target=run, name="flows", daemon=True)
    thread.start()
    return thread
