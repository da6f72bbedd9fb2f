"""One step of a flow: done once, its output kept, its beginning and end told to the project's readers."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from ohm_core.errors import OhmError
from ohm_core.flows import engine
from ohm_core.project.shelf import Shelf
from ohm_core.store import runs, steps
from ohm_core.store.journal import journal_of
from ohm_core.store.rows import Run

Work = Callable[[Shelf, Run], Mapping[str, Any]]
log = logging.getLogger("ohm.flows")


class StepFailed(Exception):
    """A step that could not be done; its sentence is for the person. (Plain and picklable: DBOS keeps it.)"""


def perform(owner: str, run_id: str, position: int, name: str, work: Work) -> dict[str, Any]:
    """The step's output: what it gives now, or what it gave before when it was done already. Raises StepFailed."""
    db = engine.store()
    run = runs.get(db, owner, run_id)
    assert run is not None
    if kept := steps.output(db, owner, run_id, name):
        return kept
    steps.begin(db, owner, run, name, position)
    _tell(owner, run, name, "started")
    try:
        output = dict(work(Shelf(db, owner), run))
    except OhmError as error:
        _failed(owner, run, name, error.message)
        raise StepFailed(error.message) from None
    except Exception:
        log.exception("step %s of %s broke", name, run_id)
        _failed(owner, run, name, "Something in OHM broke in this step; the log has the details.")
        raise StepFailed("Something in OHM broke in this step; the log has the details.") from None
    steps.end(db, owner, run, name, "completed", output)
    _tell(owner, run, name, "completed", output=str(output.get("summary", "")))
    return output


def _failed(owner: str, run: Run, name: str, why: str) -> None:
    steps.end(engine.store(), owner, run, name, "failed", None, why)
    _tell(owner, run, name, "failed", error=why)


def _tell(owner: str, run: Run, name: str, status: str, **more: str) -> None:
    event = {"type": "step", "run": run.id, "step": name, "status": status, **{k: v for k, v in more.items() if v}}
    journal_of(engine.store()).emit(owner, run.project_id, run.id, json.loads(json.dumps(event)))
