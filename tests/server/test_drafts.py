"""Drafts over HTTP: put, read, refused when late, told on the project's events, saved with findings; kept through a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.project import samples

ROOT = Path(__file__).parents[2]
SKETCH = "void setup() { pinMode(13, OUTPUT); }\nvoid loop() {}\n"


@pytest.fixture
def project(shop) -> str:
    made = shop.create("Blinker")
    shop.save(made, samples.prototype())
    return made.id


def code(project: str) -> str:
    return f"/api/projects/{project}/drafts/code?path=blinker.ino"


def test_a_draft_is_put_read_refused_when_late_and_saved(client, shop, project):
    path = code(project)
    assert client.get(path).json()["version"] == 0
    assert client.put(path, json={"version": 1, "content": "// one", "by": "ann"}).json()["state"] == "open"
    assert client.put(path, json={"version": 2, "content": SKETCH, "by": "bea"}).status_code == 200
    late = client.put(path, json={"version": 2, "content": "// mine", "by": "ann"})
    assert late.status_code == 409 and late.json()["error"]["kind"] == "stale_draft" and late.json()["draft"]["content"] == SKETCH
    assert [d["artifact"] for d in client.get(f"/api/projects/{project}/drafts").json()] == ["code"]
    save = path.replace("code?", "code/save?")
    assert client.post(save, json={"version": 1}).status_code == 409
    done = client.post(save, json={"version": 2}).json()
    assert (done["version"], done["broken"], done["draft"]["state"]) == (2, False, "saved") and isinstance(done["findings"], list)
    assert shop.snapshot(project).files()["blinker.ino"] == SKETCH and client.get(f"/api/projects/{project}/drafts").json() == []
    assert client.put(path, json={"version": 2, "content": "// late"}).status_code == 409


def test_a_draft_that_breaks_a_rule_comes_back_with_its_findings_and_can_be_dropped(client, project):
    path = f"/api/projects/{project}/drafts/wiring"
    client.put(path, json={"version": 1, "content": {"connections": [{"from": "U1.5V", "to": "U1.GND"}]}})
    done = client.post(f"{path}/save", json={"version": 1}).json()
    assert done["version"] is None and done["broken"] and any(f["severity"] == "error" and f["source"] for f in done["findings"])
    assert client.request("DELETE", path, json={"version": 1}).json()["state"] == "dropped"


def test_what_is_wrong_is_one_sentence(client, project):
    path = code(project)
    for body, status in (({"version": 0, "content": "x"}, 400), ({"version": 1}, 400), ({"version": 1, "content": 7}, 400), ({"version": 1, "content": {"a": 1}}, 400), ({"version": 1, "content": "x" * 600_000}, 413)):
        answer = client.put(path, json=body)
        assert answer.status_code == status and answer.json()["error"]["message"].endswith("."), body
    assert client.put(f"/api/projects/{project}/drafts/dreams", json={"version": 1, "content": "x"}).status_code == 404
    assert client.post(f"/api/projects/{project}/drafts/mvp/save", json={"version": 1}).status_code == 404


def test_a_locked_project_refuses_drafts_and_says_so(client, shop, project):
    path = code(project)
    client.put(path, json={"version": 1, "content": SKETCH})
    shop.lock(project)
    for answer in (client.put(path, json={"version": 2, "content": "x"}), client.request("DELETE", path, json={"version": 1}), client.post(path.replace("code?", "code/save?"), json={"version": 1})):
        assert answer.status_code == 409 and "is locked" in answer.json()["error"]["message"]
    assert client.get(path).json()["content"] == SKETCH


def test_snapshots_are_counted_apart_from_other_requests(client, project):
    for number in range(1, 120):
        assert client.put(code(project), json={"version": number, "content": "x"}).status_code == 200
    assert client.get(code(project)).status_code == 200


SERVE = """
import sys
from ohm_core.server.run import serve
serve(int(sys.argv[1]))
"""


@pytest.fixture
def served(tmp_path):
    """Our own server in a process of its own, and how to kill it and start it again."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    children: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        children.append(subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env={**os.environ, "OHM_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for _ in range(300):
            try:
                httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=2)
                return f"http://127.0.0.1:{port}"
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError("no answer")

    def kill() -> None:
        children[-1].send_signal(signal.SIGKILL)
        children[-1].wait()

    yield start, kill
    kill()


def test_a_reader_gets_a_snapshot_at_once_and_a_kill_loses_no_acknowledged_one(served):
    start, kill = served
    address = start()
    project = httpx.post(f"{address}/api/agents/chat", json={"message": "call it Lamp"}, timeout=60).headers["x-ohm-project"]
    path, seen = f"{address}/api/projects/{project}/drafts/context", []
    with httpx.stream("GET", f"{address}/api/projects/{project}/events", timeout=30) as events:
        lines = events.iter_lines()
        httpx.put(path, json={"version": 1, "content": "# one", "by": "ann"})
        sent = time.monotonic()
        httpx.put(path, json={"version": 2, "content": "# two", "by": "ann"})
        for line in lines:
            if line.startswith("data:") and '"draft_changed"' in line:
                seen.append(json.loads(line[5:]))
                if seen[-1]["version"] == 2:
                    break
        took = time.monotonic() - sent
    assert (seen[-1]["content"], seen[-1]["by"], seen[-1]["state"]) == ("# two", "ann", "open") and took < 2
    kill()
    start()
    assert httpx.get(path).json()["content"] == "# two"
    with httpx.stream("GET", f"{address}/api/projects/{project}/events", timeout=30) as events:  # told again from the beginning: what was replaced has no content
        told = []
        for line in events.iter_lines():
            if line.startswith("data:") and '"draft_changed"' in line:
                told.append(json.loads(line[5:]))
                if len(told) == 2:
                    break
    assert [(t["version"], t.get("content")) for t in told] == [(1, None), (2, "# two")]
