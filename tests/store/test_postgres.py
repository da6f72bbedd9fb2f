"""What only a shared database can show: two processes writing one project, and which of them still lives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ohm_core.errors import BadInput
from ohm_core.store import messages, projects, runs, versions
from ohm_core.store.database import Database, open_store
from ohm_core.store.journal import Journal

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from ohm_core.store.database import open_store
from ohm_core.store import messages, projects, versions
from ohm_core.store.journal import Journal
db = open_store()
project = projects.listed(db, "ann")[0]
journal = Journal(db)
print("open", flush=True)
sys.stdin.readline()
for i in range(40):
    journal.emit("ann", project.id, sys.argv[1], {"type": "text", "content": f"{sys.argv[1]}{i} "})
    journal.emit("ann", project.id, sys.argv[1], {"type": "step", "step": str(i)})
    messages.add(db, "ann", project, "user", f"{sys.argv[1]}{i}")
    if i % 10 == 0:
        versions.append(db, "ann", project.id, {"by": sys.argv[1], "i": i}, "x", [])
print("done", flush=True)
"""

ANSWERING = """
import sys
from ohm_core.store.database import open_store
from ohm_core.store import projects, runs
db = open_store()
run, _ = runs.begin(db, "ann", projects.listed(db, "ann")[0], "a question")
print(run.id, flush=True)
sys.stdin.readline()
"""


def child(code: str, url: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
                            env={**os.environ, "PYTHONPATH": str(ROOT), "OHM_DATABASE_URL": url})


def test_the_url_alone_opens_the_store(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OHM_DATABASE_URL", postgres)
    db = open_store()
    assert projects.create(db, "ann", "Here").title == "Here" and db.path is None
    db.close()
    assert [p.title for p in projects.listed(db, "ann")] == ["Here"]
    db.close()


def test_two_processes_writing_one_project_never_give_a_number_twice(postgres: str) -> None:
    db = Database(None, postgres)
    project = projects.create(db, "ann", "Shared")
    writers = [child(WRITER, postgres, name) for name in ("A", "B")]
    for writer in writers:
        assert writer.stdout and writer.stdin and writer.stdout.readline().strip() == "open"
    follower = Journal(db).follow("ann", project.id, 0, patience=0.05)
    for writer in writers:
        writer.stdin.write("go\n")  # type: ignore[union-attr]
        writer.stdin.flush()  # type: ignore[union-attr]
    heard = []
    while len(heard) < 160:
        if entry := next(follower):
            heard.append(entry)
    assert [w.wait(60) for w in writers] == [0, 0]
    assert [e.sequence for e in heard] == list(range(1, 161))
    for name in "AB":
        assert [e.data["content"] for e in heard if e.run_id == name and e.type == "text"] == [f"{name}{i} " for i in range(40)]
    assert Journal(db).read("ann", project.id) == heard
    assert [m.sequence for m in messages.listed(db, "ann", project)] == list(range(1, 81))
    assert sorted(r.number for r, _ in versions.history(db, "ann", project.id)) == list(range(1, 9))
    db.close()


def test_a_run_of_a_process_that_still_lives_is_left_alone(postgres: str) -> None:
    db = Database(None, postgres)
    projects.create(db, "ann", "P")
    other = child(ANSWERING, postgres)
    assert other.stdout
    run_id = other.stdout.readline().strip()
    assert run_id and runs.left_behind(db) == []
    other.kill()
    other.wait(60)
    for _ in range(200):  # the server notices a killed client at its next look
        if found := runs.left_behind(db):
            break
    assert [r.id for _, r in found] == [run_id]
    db.close()


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(BadInput) as error:
        projects.listed(Database(None, "postgresql://ohm@127.0.0.1:1/none"), "ann")
    assert error.value.kind == "database" and "\n" not in error.value.message
