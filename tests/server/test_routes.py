"""The HTTP routes: the contract's shapes, errors as JSON, and no other site's pages."""

from __future__ import annotations

import json

import pytest

from tests.server.finished import finished


def events(text: str) -> list[dict]:
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


def test_health(client):
    body = client.get("/api/health").json()
    assert body["status"] == "healthy" and body["services"] == {"database": "up", "ai_api": "builtin", "keys": {"healthy": 0, "total": 0}}
    assert set(body) == {"status", "timestamp", "services", "flows", "version"}


def test_chat_streams_the_events_of_a_turn(client, shop):
    project = shop.create()
    answer = client.post("/api/agents/chat", json={"message": "a red light", "chatId": project.id})
    assert answer.headers["content-type"].startswith("text/event-stream")
    got = events(answer.text)
    assert got[0]["type"] == "agent_selected" and got[-1]["type"] == "metadata" and got[-1]["isReadyToLock"] is True
    assert "".join(e["content"] for e in got if e["type"] == "text") == shop.messages(project)[-1].content


def test_chat_without_a_project_makes_one(client, shop):
    answer = client.post("/api/agents/chat", json={"message": "a red light", "chatId": None})
    assert shop.projects()[0].id == answer.headers["x-ohm-project"]


@pytest.mark.parametrize(("body", "status", "kind"), [
    (b"{", 400, "bad_input"), (b"[]", 400, "bad_input"), (b'{"message": ""}', 400, "empty"), (b'{"message": 5}', 400, "bad_input"),
    (json.dumps({"message": "x" * 10_001}).encode(), 400, "too_long"), (b'{"message": "hi", "chatId": "nope"}', 404, "unknown_project"),
    (b'{"message": "hi", "agent": "nobody"}', 400, "bad_input"), (b" " * 2_000_001, 413, "too_large"), (b"\xff\xfe", 400, "bad_input"), (b"[" * 100_000, 400, "bad_input")])
def test_bad_bodies_are_one_sentence(client, shop, body, status, kind):
    answer = client.post("/api/agents/chat", content=body)
    error = answer.json()["error"]
    assert (answer.status_code, error["kind"]) == (status, kind) and "\n" not in error["message"] and "Traceback" not in error["message"]


def test_a_project_in_which_too_many_messages_wait_answers_409(client, shop):
    from ohm_core.agents.turns import MOST_WAITING, _Going
    from ohm_core.store.rows import Run

    project = shop.create()
    shop.turns._going[project.id] = _Going(Run("r", project.id, project.thread_id, "turn", "running", project.created_at))
    for number in range(MOST_WAITING):
        shop.say(project, f"message {number}")
    assert client.post("/api/agents/chat", json={"message": "hi", "chatId": project.id}).status_code == 409


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"origin": "http://evil.example"}, {"origin": "null"}, {"host": "127.0.0.1.evil.example:8501"}])
def test_other_hosts_and_sites_are_refused(client, shop, headers):
    answer = client.post("/api/agents/chat", json={"message": "hi"}, headers=headers)
    assert answer.status_code == 403 and shop.projects() == []


def test_own_names_are_served(client, monkeypatch):
    for host in ("localhost:8501", "127.0.0.1:1", "[::1]:8501"):
        assert client.get("/api/health", headers={"host": host, "origin": f"http://{host}"}).status_code == 200
    monkeypatch.setenv("OHM_HOSTS", "lab.example")
    monkeypatch.setenv("OHM_TOKENS", "ada:a-long-secret")
    assert client.get("/api/health", headers={"host": "lab.example", "authorization": "Bearer a-long-secret"}).status_code == 200


def test_a_project_is_followed_from_the_last_event_a_reader_has(shop):

    from ohm_core.server.chat import follow

    project = shop.create()
    list(shop.chat(project, "a red light"))
    last = shop.turns.journal.last("local", project.id)

    async def first(after: int, count: int) -> list[str]:
        stream = follow(shop, project.id, after, "")
        got = [await anext(stream) for _ in range(count)]
        await stream.aclose()
        return got

    whole = finished(first(0, last))
    assert finished(first(5, last - 5)) == whole[5:] and whole[0].startswith("id: 1\n")


def test_an_unknown_project_has_no_events(client):
    assert client.get("/api/projects/nope/events").status_code == 404
