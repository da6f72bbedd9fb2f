"""Who may ask for what, and how often: this machine, holders of tokens, and strangers."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ohm_core.errors import BadInput
from ohm_core.server.callers import new_token, owner_of, tokens_file
from ohm_core.server.routes import routes

ADA, BEN = {"authorization": "Bearer secret-of-ada"}, {"authorization": "Bearer secret-of-ben"}


@pytest.fixture
def elsewhere(shop, monkeypatch) -> TestClient:
    """A program on another machine, of which the server knows two owners."""
    monkeypatch.setenv("OHM_HOSTS", "ohm.example")
    monkeypatch.setenv("OHM_TOKENS", "ada:secret-of-ada,ben:secret-of-ben")
    return TestClient(Starlette(routes=routes(lambda: shop)), base_url="http://ohm.example", raise_server_exceptions=False, client=("203.0.113.9", 50000))


def every_route(project: str, chat: str) -> list[tuple[str, str, dict | None]]:
    return [("POST", "/api/agents/chat", {"message": "a red light", "chatId": project}), ("GET", f"/api/projects/{project}/events", None), ("POST", f"/api/projects/{project}/stop", {}),
            ("GET", f"/api/projects/{project}/threads", None), ("POST", f"/api/projects/{project}/threads", {"title": "x"}), ("DELETE", f"/api/projects/{project}/threads", {"id": chat}),
            ("GET", f"/api/projects/{project}/threads/{chat}/messages", None), *drafts(project), *uploads(project), *allowed(project)]


def uploads(project: str) -> list[tuple[str, str, dict | None]]:
    path = f"/api/projects/{project}/uploads"
    return [("GET", path, None), ("POST", path, {}), ("GET", f"{path}/x", None), ("DELETE", f"{path}/x", None), ("GET", f"/api/projects/{project}/pictures", None)]


def drafts(project: str) -> list[tuple[str, str, dict | None]]:
    one = f"/api/projects/{project}/drafts/context"
    return [("GET", f"/api/projects/{project}/drafts", None), ("GET", one, None), ("PUT", one, {"version": 1, "content": "x"}), ("DELETE", one, {"version": 1}), ("POST", f"{one}/save", {"version": 1})]


def allowed(project: str) -> list[tuple[str, str, dict | None]]:
    at = f"/api/projects/{project}"
    return [("GET", f"{at}/permissions", None), ("PUT", f"{at}/permissions", {"tool": "check", "verdict": "deny"}), ("PUT", f"{at}/features", {"feature": "trials", "on": False}),
            ("PUT", f"{at}/descriptions", {"tool": "check", "text": "x"}), ("GET", f"{at}/requests", None), ("POST", f"{at}/requests/x", {"grant": True}),
            ("GET", f"{at}/servers", None), ("POST", f"{at}/servers", {"name": "x", "address": "https://tools.example.org/mcp"}), ("PATCH", f"{at}/servers/x", {"on": False}),
            ("DELETE", f"{at}/servers/x", None), ("POST", f"{at}/servers/x/test", None)]


def test_the_walk_leaves_no_route_of_a_project_out():
    def shape(path: str) -> str:
        return re.sub(r"/(\{\w+\}|P|C|x|context)(?=/|$)", "/*", path.partition("?")[0])

    served = {(m, shape(r.path)) for r in routes(lambda: None) for m in getattr(r, "methods", None) or () if m != "HEAD" and "{project}" in r.path}
    assert served - {("GET", "/api/projects/*/files/*")} == {(m, shape(path)) for m, path, _ in every_route("P", "C") if path.startswith("/api/projects/")}  # a signed link is its own permission


def test_without_a_token_nothing_answers_from_elsewhere(elsewhere, shop):
    project = shop.create()
    for method, path, body in [("GET", "/api/health", None), ("POST", "/api/chat", {"id": "x"}), ("GET", "/api/chat/x/stream", None), *every_route(project.id, project.thread_id)]:
        answer = elsewhere.request(method, path, json=body)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer"), path
        assert answer.json()["error"]["kind"] == "token_needed"


def test_a_wrong_token_is_refused_even_on_this_machine(client):
    assert client.get("/api/health", headers={"authorization": "Bearer nonsense"}).status_code == 401


def test_each_route_tells_a_stranger_that_there_is_no_such_project(elsewhere):
    made = elsewhere.post("/api/agents/chat", json={"message": "a red light"}, headers=ADA).headers["x-ohm-project"]
    thread = elsewhere.get(f"/api/projects/{made}/threads", headers=ADA).json()[0]["id"]
    for method, path, body in every_route(made, thread):
        assert elsewhere.request(method, path, json=body, headers=BEN).status_code == 404, path
    assert len(elsewhere.get(f"/api/projects/{made}/threads/{thread}/messages", headers=ADA).json()) == 2


def test_what_a_proxy_passes_on_is_not_from_this_machine(client):
    assert client.get("/api/health", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 401


def test_the_sixty_first_request_in_a_minute_is_told_when_to_come_again(elsewhere):
    for _ in range(60):
        assert elsewhere.get("/api/chat/none/stream", headers=ADA).status_code == 204
    late = elsewhere.get("/api/chat/none/stream", headers=ADA)
    assert late.status_code == 429 and 1 <= int(late.headers["retry-after"]) <= 60 and late.json()["error"]["kind"] == "too_many"
    assert elsewhere.get("/api/chat/none/stream", headers=BEN).status_code == 204
    assert elsewhere.get("/api/health", headers=ADA).status_code == 200


def test_a_new_token_is_kept_as_its_hash_and_voids_the_old_one(tmp_path, monkeypatch):
    monkeypatch.setenv("OHM_HOME", str(tmp_path))
    old, other, new = new_token("ada"), new_token("ben"), new_token("ada")
    assert (owner_of(old), owner_of(other), owner_of(new)) == ("", "ben", "ada")
    assert new not in tokens_file().read_text() and oct(tokens_file().stat().st_mode)[-3:] == "600"
    for wrong in ("", "Ada", "a b", "x" * 41, 'a"\n'):
        with pytest.raises(BadInput):
            new_token(wrong)
