"""Flows over HTTP: begun, followed, tried again."""

from __future__ import annotations

import time

from ohm_core.errors import OhmError
from ohm_core.flows import prototype as flow


def test_a_flow_is_begun_followed_and_its_failed_step_tried_again(client, shop, monkeypatch):
    tries: list[int] = []

    def sometimes(shelf, run):
        tries.append(1)
        if len(tries) == 1:
            raise OhmError("Not today.")
        return {"summary": "built"}

    monkeypatch.setattr(flow, "STEPS", tuple((n, sometimes if n == "firmware" else w) for n, w in flow.STEPS if n != "simulate"))
    begun = client.post("/api/runs", json={"text": "blink a red LED on an Arduino Uno"})
    assert begun.status_code == 202 and begun.json()["order"][0] == "understand"
    path = f"/api/runs/{begun.json()['id']}"

    def ended() -> dict:
        while (found := client.get(path).json())["status"] == "running":
            time.sleep(1.5)
        return found

    found = ended()
    assert (found["status"], found["steps"][-1]["error"]) == ("failed", "Not today.")
    assert client.post(f"{path}/retry", json={}).json()["status"] == "running"
    assert [s["status"] for s in ended()["steps"]] == ["completed"] * 6
    assert client.post(f"{path}/retry", json={}).status_code == 400


def test_nobody_elses_run_can_be_seen(client):
    for method, path in (("GET", "/api/runs/x"), ("POST", "/api/runs/x/retry"), ("POST", "/api/runs/x/stop")):
        assert client.request(method, path, json={}).status_code == 404
    assert client.post("/api/runs", json={"text": ""}).status_code == 400
