"""The flow "make the whole prototype": understand → parts → wiring → firmware → simulate → budget → guide."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dbos import DBOS, SetWorkflowID

from ohm_core.errors import BadInput, OhmError
from ohm_core.flows import engine
from ohm_core.flows.steps import StepFailed, Work, perform
from ohm_core.project import history
from ohm_core.project.prototype import Prototype, make
from ohm_core.project.shelf import Shelf, budget_of
from ohm_core.store import runs, steps
from ohm_core.store.journal import journal_of
from ohm_core.store.rows import Project, Run, Step

KIND = "flow"
AS_IT_STANDS = "Make the whole prototype of the design as it stands."
log = logging.getLogger("ohm.flows")


@dataclass(frozen=True)
class Progress:
    """A run and the steps that were begun; `order` names all of them."""

    run: Run
    steps: tuple[Step, ...]
    order: tuple[str, ...]


def begin(shelf: Shelf, project: Project, text: str = "") -> Run:
    """Stores the message and starts the flow; returns at once. Without a text the design that stands is gone through.

    Raises BadInput where there is neither text nor design, or a flow is going in the project already; Locked.
    """
    if not text.strip() and history.current(shelf, project) is None:
        raise BadInput("Say what the prototype shall do.", "text", "empty")
    shelf.writable(project)
    if runs.going_in(shelf.db, shelf.owner, project.id, KIND):
        raise BadInput("The whole prototype is being made already; wait for it or stop it.", "project", "busy")
    dbos = engine.launch(shelf.db)
    run, _ = runs.begin(shelf.db, shelf.owner, project, text.strip() or AS_IT_STANDS, KIND)
    with SetWorkflowID(run.id):
        dbos.start_workflow(whole_prototype, shelf.owner, run.id)
    return run


def progress(shelf: Shelf, run_id: str) -> Progress:
    """How far a run is. Raises BadInput for one that this owner does not have."""
    run = runs.get(shelf.db, shelf.owner, run_id)
    if run is None:
        raise BadInput(f"There is no run '{run_id[:60]}'.", "run", "unknown_run")
    return Progress(run, tuple(steps.listed(shelf.db, shelf.owner, run_id)), tuple(n for n, _ in STEPS) if run.kind == KIND else ())


def retry(shelf: Shelf, run_id: str) -> Run:
    """Tries the step again that failed, and goes on from there; what was done before it stays. Raises BadInput when none failed."""
    found = progress(shelf, run_id)
    failed = next((s for s in found.steps if s.status == "failed"), None)
    if failed is None or found.run.status == "running":
        raise BadInput("No step of this run has failed; there is nothing to try again.", "run", "nothing_failed")
    dbos = engine.launch(shelf.db)
    runs.resume(shelf.db, shelf.owner, found.run)
    tries = len(dbos.list_workflows(workflow_id_prefix=run_id))
    with SetWorkflowID(f"{run_id}-{tries}"):
        dbos.fork_workflow(latest(dbos, run_id), failed.position)
    return found.run


def latest(dbos: Any, run_id: str) -> str:
    """The id of the newest try of a run."""
    return str(max((w.workflow_id for w in dbos.list_workflows(workflow_id_prefix=run_id)), key=lambda i: (len(i), i)))


def stop(shelf: Shelf, run_id: str) -> bool:
    """Ends a flow after the step that is going; False when it does not run."""
    found = progress(shelf, run_id)
    if found.run.status != "running":
        return False
    dbos = engine.launch(shelf.db)
    dbos.cancel_workflow(latest(dbos, run_id))
    _ended(shelf, found.run, "stopped", "The work was stopped; what was finished is kept.")
    return True


@DBOS.workflow(name="whole_prototype")
def whole_prototype(owner: str, run_id: str) -> str:
    """All steps in order; the answer's text is composed from what they gave."""
    db = engine.store()
    shelf, run = Shelf(db, owner), runs.get(db, owner, run_id)
    assert run is not None
    runs.resume(db, owner, run)
    done: dict[str, Mapping[str, Any]] = {}
    try:
        for position, (name, _) in enumerate(STEPS, 1):
            done[name] = one_step(owner, run_id, position, name)
    except StepFailed as why:
        _ended(shelf, run, "failed", f"{told(done)}\nThe step “{name}” failed: {why} Press *Try again* to repeat it; what was done before stays.", str(why))
        raise
    _ended(shelf, run, "complete", told(done))
    return "complete"


@DBOS.step(name="step")
def one_step(owner: str, run_id: str, position: int, name: str) -> dict[str, Any]:
    return perform(owner, run_id, position, name, dict(STEPS)[name])


def told(done: Mapping[str, Mapping[str, Any]]) -> str:
    """What the finished steps gave, a line each."""
    return "".join(f"- {name}: {output['summary']}\n" for name, output in done.items())


def _ended(shelf: Shelf, run: Run, status: str, text: str, error: str = "") -> None:
    """Stores the answer, then tells the readers."""
    agent = {"type": "projectInitializer", "name": "Project Initializer", "icon": "rocket_launch", "intent": "CHAT"}
    runs.end(shelf.db, shelf.owner, run, status, text, agent["type"], agent["intent"], {}, error)
    journal = journal_of(shelf.db)
    journal.emit(shelf.owner, run.project_id, run.id, {"type": "text", "content": text})
    journal.emit(shelf.owner, run.project_id, run.id, {"type": "metadata", "messageId": run.message_id, "agent": agent, "isReadyToLock": False, "toolCalls": [], "keyRotationEvent": None, "usage": {}, "status": status})


# The steps. Each looks at the project as it is, so that it gives the same whether it runs first or again.

def _understand(shelf: Shelf, run: Run) -> Mapping[str, Any]:
    from ohm_core.catalogue.catalogue import load
    from ohm_core.understand import understand

    said, stands = runs.said(shelf.db, shelf.owner, run), history.current(shelf, shelf.get(run.project_id))
    wishes = stands.design.requirements if said == AS_IT_STANDS and stands else understand(said, load())
    if wishes is None:
        return {"wishes": [], "behaviours": 0, "summary": "a design without words"}
    wanted = [w.concept for w in wishes.wishes if w.status == "wanted"]
    return {"wishes": wanted, "behaviours": len(wishes.behaviours), "summary": f"{len(wanted)} things wanted, {len(wishes.behaviours)} behaviours"}


def _parts(shelf: Shelf, run: Run) -> Mapping[str, Any]:
    project = shelf.get(run.project_id)
    if runs.said(shelf.db, shelf.owner, run) == AS_IT_STANDS:
        found = history.snapshot(shelf, project)
        assert found is not None
        return {"version": found.revision.number, "versions": [], "summary": f"{len(found.design.parts)} parts, version {found.revision.number} as it stands"}
    limit = budget_of(project)
    made = make(runs.said(shelf.db, shelf.owner, run), budget=limit, currency=limit.currency if limit else project.currency or "USD")
    saved = history.save(shelf, project, made, message_id=run.user_message_id)
    if project.title == "Untitled":
        shelf.rename(project, made.design.title)
    return {"version": saved.revision.number, "versions": [v.id for v in saved.versions], "summary": f"{len(made.design.parts)} parts, version {saved.revision.number}"}


def _wiring(shelf: Shelf, run: Run) -> Mapping[str, Any]:
    made = _made(shelf, run)
    errors = len(made.report.errors())
    return {"complete": made.layout.complete, "wires": len(made.layout.wires), "errors": errors,
            "summary": f"{len(made.layout.wires)} jumpers" + ("" if made.layout.complete else ", not everything found a place") + (f", {errors} errors of the rules" if errors else ", the rules are content")}


def _firmware(shelf: Shelf, run: Run) -> Mapping[str, Any]:
    from ohm_core.project.trying import build

    built = build(_made(shelf, run))
    if not built.ok:
        raise OhmError(f"The firmware does not build: {'; '.join(m.text for m in built.messages[:3])}", kind="build")
    of = f", {built.flash.used:,} bytes of flash" if built.flash else ""
    return {"method": built.method, "target": built.target, "summary": f"{built.method} for {built.target}{of}"}


def _simulate(shelf: Shelf, run: Run) -> Mapping[str, Any]:
    from ohm_core.project.trying import run as simulated

    try:
        seen = simulated(_made(shelf, run))
    except OhmError as error:  # no simulator for this board, or no Node here: said, and the rest goes on
        return {"ran": False, "summary": f"not run: {error.message}"}
    return {"ran": True, "seconds": seen.seconds_simulated, "serial": seen.serial[:2000], "summary": f"ran {seen.seconds_simulated:g} simulated seconds"}


def _budget(shelf: Shelf, run: Run) -> Mapping[str, Any]:
    made, limit = _made(shelf, run), budget_of(shelf.get(run.project_id))
    within = "" if limit is None or limit.currency != made.cost.total.currency else ", within the budget" if made.cost.total.amount <= limit.amount else f", over the budget of {limit}"
    return {"total": made.cost.total.text(), "currency": made.cost.total.currency, "basis": made.cost.basis, "summary": f"{'about ' if made.cost.basis == 'estimate' else ''}{made.cost.total}{within}"}


def _guide(shelf: Shelf, run: Run) -> Mapping[str, Any]:
    made = _made(shelf, run)
    guide = made.files()["guide.md"].decode()
    return {"characters": len(guide), "steps": len(made.layout.steps), "summary": f"{len(made.layout.steps)} building steps"}


def _made(shelf: Shelf, run: Run) -> Prototype:
    """The prototype of the version that this run made, whatever came after it."""
    number = (steps.output(shelf.db, shelf.owner, run.id, "parts") or {})["version"]
    found = history.snapshot(shelf, shelf.get(run.project_id), number)
    made = found.prototype() if found else None
    assert made is not None
    return made


STEPS: tuple[tuple[str, Work], ...] = (
    ("understand", _understand), ("parts", _parts), ("wiring", _wiring), ("firmware", _firmware), ("simulate", _simulate), ("budget", _budget), ("guide", _guide))
