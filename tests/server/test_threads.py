"""The conversations of a project: made, read, emptied, taken away."""

from __future__ import annotations


def test_a_project_has_one_conversation_and_may_have_more(client, shop):
    project = shop.create()
    path = f"/api/projects/{project.id}/threads"
    assert [t["title"] for t in client.get(path).json()] == ["Conversation"]
    made = client.post(path, json={"title": "About the case"})
    assert made.status_code == 201 and [t["title"] for t in client.get(path).json()] == ["Conversation", "About the case"]
    assert shop.open(project.id).thread_id == made.json()["id"]


def test_each_conversation_has_messages_of_its_own_and_all_share_the_design(client, shop):
    project = shop.create()
    first, path = project.thread_id, f"/api/projects/{project.id}/threads"
    list(shop.chat(project, "a red light that blinks"))
    second = client.post(path, json={}).json()["id"]
    list(shop.chat(shop.open(project.id), "add a button"))
    texts = {t: [m["content"] for m in client.get(f"{path}/{t}/messages").json() if m["role"] == "user"] for t in (first, second)}
    assert texts == {first: ["a red light that blinks"], second: ["add a button"]}
    assert "BTN1" in shop.prototype(project.id).design.parts


def test_a_message_can_be_said_in_a_conversation_by_its_id(client, shop):
    project = shop.create()
    first, path = project.thread_id, f"/api/projects/{project.id}/threads"
    client.post(path, json={})
    client.post("/api/agents/chat", json={"message": "a red light", "chatId": project.id, "threadId": first})
    assert [m["role"] for m in client.get(f"{path}/{first}/messages").json()] == ["user", "assistant"]
    assert client.post("/api/agents/chat", json={"message": "x", "chatId": project.id, "threadId": "none"}).status_code == 404


def test_clearing_leaves_an_empty_one_and_deleting_the_last_one_too(client, shop):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    path = f"/api/projects/{project.id}/threads"
    cleared = client.request("DELETE", path, json={"id": project.thread_id, "clear": True}).json()
    assert cleared["title"] == "Conversation" and client.get(f"{path}/{cleared['id']}/messages").json() == []
    client.request("DELETE", path, json={"id": cleared["id"]})
    left = client.get(path).json()
    assert len(left) == 1 and left[0]["id"] == shop.open(project.id).thread_id
    assert shop.prototype(project.id) is not None


def test_a_locked_project_keeps_its_conversations(client, shop):
    project = shop.create()
    shop.lock(project)
    path = f"/api/projects/{project.id}/threads"
    assert client.request("DELETE", path, json={"id": project.thread_id}).status_code == 409
