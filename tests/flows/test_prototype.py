"""The flow that makes a whole prototype: every step kept and told, a failed one tried again alone, a killed one taken up."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ohm_core.errors import BadInput, Locked, OhmError
from ohm_core.flows import prototype as flow
from ohm_core.workshop import Workshop

ROOT = Path(__file__).parents[2]
ORDER = [n for n, _ in flow.STEPS]
WORDS = "blink a red LED on an Arduino Uno"


@pytest.fixture
def shop(tmp_path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    made.turns.halt()
    made.store.close()


def ended(shop: Workshop, run_id: str, seconds: float = 90.0) -> flow.Progress:
    until = time.monotonic() + seconds
    while (found := flow.progress(shop.shelf, run_id)).run.status == "running" and time.monotonic() < until:
        time.sleep(0.05)
    return found


def with_step(monkeypatch, name: str, work: Callable) -> None:
    monkeypatch.setattr(flow, "STEPS", tuple((n, work if n == name else w) for n, w in flow.STEPS))


def quick(monkeypatch) -> None:
    """Building and running have tests of their own; here they only have to be steps."""
    for name in ("firmware", "simulate"):
        with_step(monkeypatch, name, lambda shelf, run: {"summary": "quickly"})


def test_every_step_is_done_in_order_kept_and_told(shop):
    project = shop.create()
    run = flow.begin(shop.shelf, project, WORDS)
    found = ended(shop, run.id)
    assert found.run.status == "complete" and [(s.name, s.status) for s in found.steps] == [(n, "completed") for n in ORDER]
    told = [(e.data["step"], e.data["status"]) for e in shop.turns.journal.read("local", project.id) if e.type == "step"]
    assert told == [(n, s) for n in ORDER for s in ("started", "completed")]
    assert "compiled for" in found.steps[3].output["summary"] and found.steps[4].output["ran"] is True
    said, answer = shop.messages(project)
    assert said.content == WORDS and answer.metadata["status"] == "complete" and "- budget: about " in answer.content
    assert shop.prototype(project).design.title in shop.open(project.id).title


def test_runs_and_steps_are_readable_by_sql_in_the_store(shop, monkeypatch):
    quick(monkeypatch)
    run = flow.begin(shop.shelf, shop.create(), WORDS)
    ended(shop, run.id)
    with shop.store.read() as db:
        rows = db.execute(text("SELECT s.name, r.status FROM runs r JOIN steps s ON s.run_id = r.id WHERE r.kind = 'flow' AND s.status = 'completed' ORDER BY s.position")).all()
    assert [tuple(r) for r in rows] == [(n, "complete") for n in ORDER]


def test_a_failed_step_is_tried_again_alone_and_the_rest_follows(shop, monkeypatch):
    quick(monkeypatch)
    tries: list[str] = []

    def sometimes(shelf, run):
        tries.append(run.id)
        if len(tries) == 1:
            raise OhmError("The compiler is on strike.")
        return {"summary": "built"}

    with_step(monkeypatch, "firmware", sometimes)
    project = shop.create()
    run = flow.begin(shop.shelf, project, WORDS)
    found = ended(shop, run.id)
    assert (found.run.status, found.steps[-1].name, found.steps[-1].error) == ("failed", "firmware", "The compiler is on strike.")
    assert "The compiler is on strike." in shop.messages(project)[-1].content
    flow.retry(shop.shelf, run.id)
    found = ended(shop, run.id)
    assert found.run.status == "complete" and [s.status for s in found.steps] == ["completed"] * 7 and len(tries) == 2
    assert len(shop.versions(project)) == 1 and [m.role for m in shop.messages(project)] == ["user", "assistant"]
    with pytest.raises(BadInput, match="nothing to try again"):
        flow.retry(shop.shelf, run.id)


def test_a_step_that_breaks_is_logged_and_told_as_one_sentence(shop, monkeypatch):
    with_step(monkeypatch, "wiring", lambda shelf, run: 1 / 0)
    run = flow.begin(shop.shelf, shop.create(), WORDS)
    found = ended(shop, run.id)
    assert found.run.status == "failed" and "the log has the details" in found.steps[-1].error


def test_stop_keeps_what_was_finished(shop, monkeypatch):
    quick(monkeypatch)
    with_step(monkeypatch, "firmware", lambda shelf, run: (time.sleep(1), {"summary": "slow"})[1])
    run = flow.begin(shop.shelf, shop.create(), WORDS)
    while "firmware" not in [s.name for s in flow.progress(shop.shelf, run.id).steps]:
        time.sleep(0.05)
    assert flow.stop(shop.shelf, run.id) and not flow.stop(shop.shelf, run.id)
    time.sleep(1.5)
    found = flow.progress(shop.shelf, run.id)
    assert found.run.status == "stopped" and [s.name for s in found.steps] == ORDER[:4]


def test_without_words_the_design_that_stands_is_gone_through(shop, monkeypatch):
    quick(monkeypatch)
    project = shop.create()
    with pytest.raises(BadInput):
        flow.begin(shop.shelf, project)
    list(shop.chat(project, WORDS))
    list(shop.chat(project, "add a button"))
    before = len(shop.versions(project))
    run = flow.begin(shop.shelf, project)
    with pytest.raises(BadInput, match="already"):
        flow.begin(shop.shelf, project)
    assert shop.going(project).id == run.id
    found = ended(shop, run.id)
    assert found.run.status == "complete" and found.steps[1].output["version"] == 2 and len(shop.versions(project)) == before
    assert shop.going(project) is None


def test_strangers_locked_projects_and_empty_words_are_refused(shop):
    project = shop.create()
    with pytest.raises(BadInput):
        flow.begin(shop.shelf, project, "  ")
    shop.lock(project)
    with pytest.raises(Locked):
        flow.begin(shop.shelf, project, WORDS)
    with pytest.raises(BadInput):
        flow.progress(shop.shelf, "nobody's")
    assert shop.messages(project) == []


PROCESS = """
import sys, time
from ohm_core.flows import engine, prototype as flow
from ohm_core.workshop import Workshop
shop = Workshop(sys.argv[1])
hang = len(sys.argv) > 2
def quick(shelf, run):
    return {"summary": "quick"}
def slow(shelf, run):
    print("in firmware", flush=True)
    time.sleep(60)
flow.STEPS = tuple((n, slow if hang and n == "firmware" else quick if n in ("firmware", "simulate") else w) for n, w in flow.STEPS)
if hang:
    flow.begin(shop.shelf, shop.create(), "blink a red LED on an Arduino Uno")
    time.sleep(60)
shop.turns.recover()
assert engine.left_some(shop.store)
engine.launch(shop.store)
project = shop.projects()[0]
from sqlalchemy import text
with shop.store.read() as db:
    run = db.execute(text("SELECT id FROM runs")).scalar()
for _ in range(600):
    found = flow.progress(shop.shelf, run)
    if found.run.status != "running":
        break
    time.sleep(0.05)
print(found.run.status, len(found.steps), len(shop.versions(project)), len(shop.messages(project)), flush=True)
shop.store.close()
"""


def test_a_flow_of_a_killed_process_is_taken_up_where_it_was(tmp_path):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.Popen([sys.executable, "-c", PROCESS, str(tmp_path), "hang"], stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT)
    assert first.stdout is not None and first.stdout.readline() == "in firmware\n"
    first.kill()
    first.wait()
    second = subprocess.run([sys.executable, "-c", PROCESS, str(tmp_path)], capture_output=True, text=True, timeout=120, env=env, cwd=ROOT)
    assert second.stdout.split() == ["complete", "7", "1", "2"], second.stderr[-2000:]
