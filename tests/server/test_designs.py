"""Designs over HTTP: the same answers as the command line's, and one sentence for what cannot be."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from ohm_core.server.openapi import OPERATIONS, document

BAD = {"format": "ohm-design/1", "title": "Too bright", "board": "U1", "parts": {"U1": {"part": "arduino-uno-r3"}, "LED1": {"part": "led-5mm"}},
       "connections": [["U1.13", "LED1.A"], ["LED1.C", "U1.GND"]]}


@pytest.fixture
def made(client) -> dict:
    answer = client.post("/api/design", json={"text": "a red LED that blinks", "board": "arduino-uno-r3", "budget": "60"})
    assert answer.status_code == 200
    return answer.json()


def test_words_become_a_design(made):
    assert made["board"] == "U1" and {"parts", "nets", "findings", "cost", "power", "firmware"} <= set(made)


def test_a_wrong_circuit_is_told_what_is_wrong_and_how_to_mend_it(client):
    found = client.post("/api/check", json={"circuit": BAD, "repairs": True}).json()
    assert "led_resistor" in {f["rule"] for f in found["findings"]} and any(f["repairs"] for f in found["findings"])
    assert client.post("/api/check", json={"circuit": BAD, "sketch": {"a.ino": "void setup(){pinMode(99,OUTPUT);} void loop(){}"}}).status_code == 200


def test_a_circuit_is_laid_out_costed_and_exported(client):
    assert client.post("/api/layout", json={"circuit": BAD, "boardSize": "half"}).json()["holes"]
    cost = client.post("/api/budget", json={"circuit": BAD, "target": "5"}).json()
    assert cost["withinTarget"] is False and cost["plan"]
    netlist = client.post("/api/export", json={"circuit": BAD, "to": "kicad-netlist"})
    assert netlist.status_code == 200 and "attachment" in netlist.headers["content-disposition"] and b"LED1" in netlist.content
    folder = client.post("/api/export", json={"circuit": BAD, "to": "arduino"})
    assert zipfile.ZipFile(io.BytesIO(folder.content)).namelist()


@pytest.mark.parametrize(("path", "body"), [
    ("design", {"text": ""}), ("design", {"text": "x", "nonsense": 1}), ("design", {"text": "a lamp", "board": "toaster"}), ("design", {"text": "a lamp", "budget": "-4"}), ("design", {"text": "a lamp", "currency": "gold"}),
    ("check", {}), ("check", {"circuit": []}), ("check", {"circuit": {"format": "ohm-design/1"}}), ("layout", {"circuit": BAD, "boardSize": "vast"}), ("export", {"circuit": BAD, "to": "origami"}), ("budget", {"circuit": BAD, "target": "much"})])
def test_what_cannot_be_is_one_sentence(client, path, body):
    answer = client.post(f"/api/{path}", json=body)
    assert answer.status_code == 400, answer.text
    message = answer.json()["error"]["message"]
    assert message and "\n" not in message and "Traceback" not in message


def test_every_route_is_described_and_every_description_is_a_route(client):
    from ohm_core.server.routes import routes

    served = {(m.lower(), r.path) for r in routes(lambda: None) if getattr(r, "methods", None) for m in r.methods if m != "HEAD"}  # type: ignore[arg-type, return-value]
    assert {(o.method, o.path) for o in OPERATIONS} == served
    told = client.get("/api/openapi.json").json()
    assert told == json.loads(json.dumps(document())) and told["openapi"] == "3.1.0"
    names = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(told)))
    assert names <= set(told["components"]["schemas"])
    assert len({o["operationId"] for path in told["paths"].values() for o in path.values()}) == len(OPERATIONS)


def test_the_docs_name_every_route():
    text = (Path(__file__).parents[2] / "docs" / "server.md").read_text()
    for one in OPERATIONS:
        assert f"`{one.method.upper()} {one.path}`" in text, one.path
