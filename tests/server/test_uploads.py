"""Files over HTTP: sent in a form, listed, read through signed links, taken away; each refusal is one sentence."""

from __future__ import annotations

import base64
import io

import pytest
from itsdangerous import URLSafeTimedSerializer
from PIL import Image

from ohm_core.server import links
from ohm_core.server.links import Linked, Links
from tests.project import files
from tests.server.test_callers import ADA, BEN
from tests.server.test_callers import elsewhere as elsewhere


def send(client, project, *sent: tuple[str, bytes], **more):
    return client.post(f"/api/projects/{project}/uploads", files=[("file", one) for one in sent], **more)


@pytest.fixture
def project(shop) -> str:
    return shop.create("Lamp").id


def left(shop) -> list[str]:
    root = shop.store.home / "uploads"
    return [p.name for p in root.iterdir()] if root.exists() else []


def test_a_photo_is_sent_listed_read_and_taken_away(client, shop, project):
    photo = files.photo(2000, 1000, orientation=6)
    answer = send(client, project, ("board.jpg", photo))
    assert answer.status_code == 201
    kept = answer.json()["uploads"][0]
    assert (kept["name"], kept["kind"], kept["mediaType"], kept["size"], kept["width"], kept["height"]) == ("board.jpg", "photo", "image/jpeg", len(photo), 1000, 2000)
    whole = client.get(kept["url"])
    assert whole.content == photo and whole.headers["content-type"] == "image/jpeg" and whole.headers["x-content-type-options"] == "nosniff" and "sandbox" in whole.headers["content-security-policy"]
    with Image.open(io.BytesIO(client.get(kept["thumbnailUrl"]).content)) as small:
        assert small.size == (240, 480)
    assert [u["id"] for u in client.get(f"/api/projects/{project}/uploads").json()["uploads"]] == [kept["id"]]
    one = f"/api/projects/{project}/uploads/{kept['id']}"
    assert client.get(one).json()["sha256"] == kept["sha256"]
    assert client.delete(one).json() == {"deleted": kept["id"]} and left(shop) == []
    assert client.get(kept["url"]).status_code == client.get(one).status_code == client.delete(one).status_code == 404


def test_what_is_no_picture_is_never_shown_in_the_page(client, project):
    kept = send(client, project, ("päge <b>.html", b"<script>alert(1)</script> hello")).json()["uploads"][0]
    answer = client.get(kept["url"])
    assert answer.headers["content-disposition"].startswith("attachment; ") and "script" not in answer.headers["content-type"] and answer.headers["content-type"].startswith("text/plain")


def test_several_files_are_taken_together_or_not_at_all(client, shop, project):
    both = send(client, project, ("a.csv", files.OWNED), ("diagram.json", files.DIAGRAM)).json()["uploads"]
    assert [u["kind"] for u in both] == ["table", "circuit"]
    refused = send(client, project, ("b.csv", files.OWNED), ("bomb.png", files.bomb()))
    assert refused.status_code == 413 and refused.json()["error"]["kind"] == "too_large"
    assert len(client.get(f"/api/projects/{project}/uploads").json()["uploads"]) == 2 and sorted(left(shop)) == sorted(u["id"] for u in both)


@pytest.mark.parametrize(("name", "data", "status", "kind"), [
    ("half.jpg", files.photo()[:1500], 400, "bad_picture"), ("x.zip", b"PK\x03\x04aaaa", 400, "unknown_kind"), ("../x.csv", files.OWNED, 400, "bad_name"), ("x.csv", b"", 400, "empty_file"),
    ("big.jpg", files.photo() + bytes(25_000_000), 413, "too_large")])
def test_a_refused_file_is_one_sentence_and_leaves_nothing(client, shop, project, name, data, status, kind):
    answer = send(client, project, (name, data))
    error = answer.json()["error"]
    assert (answer.status_code, error["kind"]) == (status, kind) and "\n" not in error["message"] and left(shop) == []


@pytest.mark.parametrize(("body", "headers"), [
    (b"{}", {"content-type": "application/json"}), (b"x", {"content-type": "multipart/form-data"}), (b"nonsense", {"content-type": "multipart/form-data; boundary=b"}),
    (b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\npart,quantity\n", {"content-type": "multipart/form-data; boundary=b"}),
    (b"--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n--b--\r\n", {"content-type": "multipart/form-data; boundary=b"})])
def test_a_form_that_is_none_or_cut_short_is_one_sentence_and_leaves_nothing(client, shop, project, body, headers):
    answer = client.post(f"/api/projects/{project}/uploads", content=body, headers=headers)
    assert answer.status_code == 400 and "\n" not in answer.json()["error"]["message"] and left(shop) == []


def test_a_form_with_much_beside_its_files_or_many_parts_is_refused(client, shop, project):
    path = f"/api/projects/{project}/uploads"
    assert client.post(path, files={"file": ("a.csv", files.OWNED)}, data={"note": "x" * 70_000}).status_code == 413
    assert client.post(path, files=[("file", (f"{i}.csv", files.OWNED)) for i in range(9)]).status_code == 400
    assert client.post(path, files={"file": ("a.csv", files.OWNED)}, data={f"n{i}": "x" for i in range(40)}).status_code == 413
    assert left(shop) == []


def test_a_form_that_says_it_is_huge_is_not_read(client, project):
    assert client.post(f"/api/projects/{project}/uploads", content=b"", headers={"content-type": "multipart/form-data; boundary=b", "content-length": "900000000"}).status_code == 413


def test_a_locked_project_takes_no_file(client, shop, project):
    kept = send(client, project, ("a.csv", files.OWNED)).json()["uploads"][0]
    shop.lock(project)
    assert send(client, project, ("b.csv", files.OWNED)).status_code == 409
    assert client.delete(f"/api/projects/{project}/uploads/{kept['id']}").status_code == 409
    assert client.get(kept["url"]).status_code == 200


def test_drawn_boards_are_read_through_links_of_their_version(client, shop, project):
    list(shop.chat(project, "a red light"))
    list(shop.chat(project, "add a button"))
    told = client.get(f"/api/projects/{project}/pictures").json()
    assert told["version"] == 2 and client.get(f"/api/projects/{project}/pictures?version=1").json()["version"] == 1
    svg = client.get(told["breadboard"]["svg"])
    assert svg.headers["content-type"].startswith("image/svg+xml") and svg.text.startswith("<svg") and "script" not in svg.headers["content-security-policy"]
    assert client.get(told["schematic"]["png"]).content.startswith(b"\x89PNG")
    older = client.get(client.get(f"/api/projects/{project}/pictures?version=1").json()["breadboard"]["svg"])
    assert older.text != svg.text
    assert client.get(f"/api/projects/{project}/pictures?version=9").status_code == 404 and client.get(f"/api/projects/{project}/pictures?version=x").status_code == 400
    assert client.get(f"/api/projects/{shop.create().id}/pictures").status_code == 404


def test_a_link_is_worth_nothing_when_it_is_old_another_projects_or_changed(client, shop, project, monkeypatch):
    kept = send(client, project, ("a.csv", files.OWNED)).json()["uploads"][0]
    token = kept["url"].rsplit("/", 1)[1]
    other = shop.create("Other").id
    wrong = [f"/api/projects/{other}/files/{token}", f"/api/projects/{project}/files/{token[:-2]}xx", f"/api/projects/{project}/files/none", f"/api/projects/none/files/{token}"]
    for path in wrong:
        answer = client.get(path)
        assert answer.status_code == 403 and answer.json()["error"]["kind"] == "bad_link" and "\n" not in answer.json()["error"]["message"]
    mine = URLSafeTimedSerializer(b"guess", salt=f"ohm.link.{project}").dumps(["local", "upload", kept["id"], "original"])
    assert client.get(f"/api/projects/{project}/files/{mine}").status_code == 403
    monkeypatch.setattr(links, "LASTS_S", -1)
    assert "too old" in client.get(kept["url"]).json()["error"]["message"]


def test_a_link_leads_to_nothing_but_the_copies_there_are(client, shop, project):
    kept = send(client, project, ("a.csv", files.OWNED)).json()["uploads"][0]
    for form in ("../../ohm.duckdb", "pages.json", "model.jpg"):
        assert client.get(Links(shop.store.home).to(project, Linked("local", "upload", kept["id"], form))).status_code == 404


def test_a_link_needs_no_token_from_elsewhere_and_its_key_is_nobodys(elsewhere, shop):
    made = elsewhere.post("/api/agents/chat", json={"message": "a red light"}, headers=ADA).headers["x-ohm-project"]
    kept = send(elsewhere, made, ("a.csv", files.OWNED), headers=ADA).json()["uploads"][0]
    assert elsewhere.get(kept["url"]).content == files.OWNED
    assert elsewhere.get(f"/api/projects/{made}/uploads/{kept['id']}", headers=BEN).status_code == 404
    key = shop.store.home / "links.key"
    assert oct(key.stat().st_mode)[-3:] == "600" and len(key.read_bytes()) == 32


def test_the_links_of_an_owner_are_counted(client, project, monkeypatch):
    monkeypatch.setenv("OHM_RATE", "1")
    kept = send(client, project, ("a.csv", files.OWNED)).json()["uploads"][0]
    assert [client.get(kept["url"]).status_code for _ in range(11)] == [200] * 10 + [429]
    assert [client.get(f"/api/projects/{project}/files/none").status_code for _ in range(3)] == [403, 429, 429]


def test_the_description_tells_how_to_send_files(client):
    told = client.get("/api/openapi.json").json()["paths"]["/api/projects/{project}/uploads"]["post"]
    assert "multipart/form-data" in told["requestBody"]["content"] and "413" in told["responses"]


def test_a_message_takes_files_by_id_and_tells_them_with_links(client, shop, project):
    kept = send(client, project, ("own.csv", files.OWNED)).json()["uploads"][0]
    assert client.post("/api/agents/chat", json={"message": "a red light", "chatId": project, "attachments": [kept["id"]]}).status_code == 200
    thread = shop.open(project).thread_id
    first, answer = client.get(f"/api/projects/{project}/threads/{thread}/messages").json()
    assert [a["id"] for a in first["attachments"]] == [kept["id"]] and answer["attachments"] == []
    assert client.get(first["attachments"][0]["url"]).content == files.OWNED
    client.delete(f"/api/projects/{project}/uploads/{kept['id']}")
    first = client.get(f"/api/projects/{project}/threads/{thread}/messages").json()[0]
    assert first["attachments"][0]["url"] is None and first["attachments"][0]["name"] == "own.csv"


@pytest.mark.parametrize(("body", "status"), [({"attachments": ["none"]}, 404), ({"attachments": "x"}, 400), ({"attachments": [1]}, 400), ({"attachments": [str(i) for i in range(9)]}, 400), ({"attachments": ["x"], "chatId": None}, 400)])
def test_files_that_are_not_there_are_refused_and_nothing_is_said(client, shop, project, body, status):
    answer = client.post("/api/agents/chat", json={"message": "look", "chatId": project, **body})
    assert answer.status_code == status and "\n" not in answer.json()["error"]["message"]
    assert shop.messages(project) == [] and len(shop.projects()) == 1


def ui(chat: str, *parts: dict) -> dict:
    return {"id": chat, "messages": [{"id": "m", "role": "user", "parts": list(parts)}]}


def data_url(data: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def test_the_ai_sdks_file_parts_are_kept_in_the_project(client, shop):
    photo = files.photo(3000, 2000) + bytes(2_500_000)  # over the limit of other bodies
    answer = client.post("/api/chat", json=ui("chat-1", {"type": "text", "text": "what is this?"}, {"type": "file", "mediaType": "image/jpeg", "filename": "p.jpg", "url": data_url(photo, "image/jpeg")}))
    assert answer.status_code == 200
    project = shop.projects()[0]
    (kept,) = shop.uploads(project)
    assert (kept.name, kept.kind, kept.size) == ("p.jpg", "photo", len(photo)) and shop.messages(project)[0].metadata["attachments"][0]["id"] == kept.id
    link = client.get(f"/api/projects/{project.id}/uploads").json()["uploads"][0]["url"]
    again = client.post("/api/chat", json=ui("chat-1", {"type": "file", "mediaType": "image/jpeg", "url": f"http://127.0.0.1:8501{link}"}))
    assert again.status_code == 200 and len(shop.uploads(project)) == 1 and shop.messages(project)[2].metadata["attachments"][0]["id"] == kept.id


@pytest.mark.parametrize("url", ["http://example.com/p.jpg", "file:///etc/passwd", "data:image/jpeg;base64,!!!", "data:text/plain,hi", "/api/projects/abc/files/x", "", data_url(b"PK\x03\x04", "image/jpeg"), data_url(files.photo()[:900], "image/png")])
def test_a_file_part_that_cannot_be_taken_leaves_no_project_and_no_file(client, shop, url):
    answer = client.post("/api/chat", json=ui("chat-1", {"type": "file", "mediaType": "image/jpeg", "url": url}))
    assert answer.status_code in (400, 403) and "\n" not in answer.json()["error"]["message"]
    assert shop.projects() == [] and left(shop) == []
