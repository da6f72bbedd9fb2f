"""The command line's contract: exit codes, one JSON document, one sentence for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.project import files

GOOD = {
    "format": "ohm-design/1", "title": "Blink", "board": "U1",
    "parts": {"U1": {"part": "arduino-uno-r3"}, "LED1": {"part": "led-5mm", "attrs": {"color": "red"}}, "R1": {"part": "resistor", "attrs": {"resistance_ohm": 330}}},
    "connections": [["U1.13", "R1.1"], ["R1.2", "LED1.A"], ["LED1.C", "U1.GND"]],
}


def ohm(*words: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "ohm_core", *words], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def answer(*words: str) -> tuple[int, Any]:
    code, out, _ = ohm(*words, "--json")
    return code, json.loads(out)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.json"
    path.write_text(json.dumps(GOOD))
    return path


def test_a_good_circuit_is_checked_with_exit_0(good: Path) -> None:
    code, body = answer("check", str(good))
    assert code == 0
    assert [f for f in body["findings"] if f["severity"] == "error"] == []
    assert len(body["checked"]) >= 20
    assert {"U1.13", "R1.1"} in [set(n["pins"]) for n in body["nets"]]


def test_a_wrong_circuit_is_exit_1_with_a_finding_in_the_files_own_words(tmp_path: Path) -> None:
    bad = {**GOOD, "connections": [["U1.13", "LED1.A"], ["LED1.C", "U1.GND"]]}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(bad))
    code, body = answer("check", str(path))
    assert code == 1
    assert body["findings"][0]["rule"] == "led_resistor"
    assert any(s.startswith("LED1") for s in body["findings"][0]["subjects"])


def test_a_wokwi_diagram_with_breadboard_holes_is_the_same_circuit(tmp_path: Path) -> None:
    diagram = {
        "version": 1,
        "parts": [{"type": "wokwi-arduino-uno", "id": "uno"}, {"type": "wokwi-breadboard-half", "id": "bb"}, {"type": "wokwi-led", "id": "led1", "attrs": {"color": "red"}}, {"type": "wokwi-resistor", "id": "r1", "attrs": {"value": "330"}}],
        "connections": [["uno:13", "bb:5t.a", "green", []], ["r1:1", "bb:5t.b", "", ["$bb"]], ["r1:2", "bb:9t.b", "", ["$bb"]], ["bb:9t.c", "led1:A", "green", []], ["led1:C", "bb:tn.1", "black", []], ["bb:tn.9", "uno:GND.1", "black", []]],
    }
    path = tmp_path / "diagram.json"
    path.write_text(json.dumps(diagram))
    code, body = answer("check", str(path))
    nets = [set(n["pins"]) for n in body["nets"]]
    assert code == 0
    assert {"uno.13", "r1.1"} in nets
    assert {"r1.2", "led1.A"} in nets
    assert {"led1.C", "uno.GND.1"} in nets


def test_an_unknown_wokwi_type_is_kept_and_named_as_not_checked(tmp_path: Path) -> None:
    diagram = {"version": 1, "parts": [{"type": "wokwi-arduino-uno", "id": "uno"}, {"type": "wokwi-warp-core", "id": "w.1"}], "connections": [["uno:5", "w.1:IN", "", []]]}
    path = tmp_path / "diagram.json"
    path.write_text(json.dumps(diagram))
    _, body = answer("check", str(path))
    assert any("w_1" in n["why"] for n in body["not_checked"])


@pytest.mark.parametrize(("change", "word"), [
    ({"format": "ohm-design/9"}, "ohm-design/1"), ({"parts": []}, "parts"), ({"board": "U9"}, "board"),
    ({"connections": [["U1.99", "R1.1"]]}, "99"), ({"connections": [["Q9.1", "R1.1"]]}, "Q9"), ({"connections": [["R1.1"]]}, "connections[0]"),
    ({"parts": {**GOOD["parts"], "X1": {"part": "flux-capacitor"}}}, "flux-capacitor"),  # type: ignore[dict-item]
])
def test_a_design_that_cannot_be_used_is_exit_2_with_one_sentence_and_the_place(tmp_path: Path, change: dict[str, Any], word: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(json.dumps({**GOOD, **change}))
    code, out, err = ohm("check", str(path), "--json")
    assert code == 2
    assert set(json.loads(out)["error"]) == {"kind", "message", "where"}
    assert len(err.strip().splitlines()) == 1
    assert word in err


def test_unknown_commands_and_options_are_exit_2(good: Path) -> None:
    assert ohm("frobnicate", "--json")[0] == 2
    assert ohm("check", str(good), "--frobnicate", "--json")[0] == 2


def test_budget_and_compare_speak_of_the_same_total(good: Path) -> None:
    _, plan = answer("budget", str(good))
    _, both = answer("compare", str(good), str(good))
    assert plan["total"] == both["a"]["total"] == both["b"]["total"]
    assert plan["optimal"] is False


def test_a_target_below_the_cost_is_exit_1(good: Path) -> None:
    assert answer("budget", str(good), "--target", "0.50")[0] == 1


def test_owned_parts_cost_nothing(good: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("Part, Quantity\narduino uno,1\n")
    _, plan = answer("budget", str(good), "--own", str(own))
    assert next(x for x in plan["plan"] if x["line"] == "U1")["owned"] is True
    assert float(plan["total"]) < 1


def test_a_design_writes_all_its_files_and_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, body = answer("design", "Blink a red LED when I press a button, with an Arduino Uno", "--out", str(out))
    assert code == 0
    for name in ("design.json", "bom.csv", "breadboard.svg", "schematic.svg", "diagram.json", "guide.md", "budget.json"):
        assert (out / name).stat().st_size > 0
    assert (out / "firmware" / "firmware.ino").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]
    assert set(body["files"]) == {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}


def test_markup_in_a_request_is_text_in_every_file(tmp_path: Path) -> None:
    ohm("design", "Blink an LED <script>alert(1)</script> <svg onload=alert(1)>", "--out", str(tmp_path / "out"), "--json")
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in (".svg", ".md"):
            assert "<script>alert" not in path.read_text()


def test_a_design_that_was_written_can_be_read_again(tmp_path: Path) -> None:
    answer("design", "A servo follows a knob on an Arduino Uno", "--out", str(tmp_path / "a"))
    code, _ = answer("check", str(tmp_path / "a" / "design.json"))
    assert code == 0
    code, _ = answer("export", str(tmp_path / "a" / "design.json"), "--to", "zip", "--out", str(tmp_path / "p.zip"))
    assert code == 0


@pytest.mark.parametrize("budget", ["-5", "nan", "inf", "1e400", "forty", "0"])
def test_a_budget_that_is_no_amount_is_refused(budget: str) -> None:
    assert ohm("design", "Blink an LED", f"--budget={budget}", "--json")[0] == 2


def test_parts_can_be_listed_searched_and_shown() -> None:
    _, listed = answer("parts", "list")
    assert {"id", "name", "category", "aliases", "pins"} <= set(listed[0])
    _, found = answer("parts", "search", "humidity")
    assert any(p["id"] == "dht22" for p in found)
    _, shown = answer("parts", "show", "AM2302")
    assert shown["id"] == "dht22"


def test_the_doctor_names_every_tool_with_its_remedy() -> None:
    code, body = answer("doctor")
    assert code == 0
    assert all(t["found"] or t["remedy"] for t in body["tools"])


OFFERS = """part,supplier,sku,from_quantity,unit_price,currency,pack,moq,stock,shipping,free_shipping_from,lead_days,url,as_of
arduino-uno-r3,A,U-A,1,25.00,USD,1,1,5,5.00,25.00,2,,2026-10-01
LED red,A,LR,1,0.20,USD,1,1,100,5.00,25.00,,,2026-10-02
resistor 330,A,R,1,0.10,USD,1,1,1000,5.00,25.00,,,2026-10-02
"""


def test_a_budget_from_offers_is_proven_and_priced_by_them(good: Path, tmp_path: Path) -> None:
    offers = tmp_path / "offers.csv"
    offers.write_text(OFFERS)
    code, plan = answer("budget", str(good), "--offers", str(offers))
    assert code == 0 and plan["optimal"] is True and plan["gap"] == 0 and plan["basis"] == "offers"
    assert (plan["total"], plan["suppliers"], plan["prices_as_of"]) == ("25.30", [{"name": "A", "shipping": "0.00"}], "2026-10-01")
    assert {x["sku"] for x in plan["plan"]} == {"U-A", "LR", "R"}
    offers.write_text(OFFERS.replace(",5,5.00,25.00,2", ",0,5.00,25.00,2"))
    code, plan = answer("budget", str(good), "--offers", str(offers))
    assert code == 1 and plan["missing"] == [{"line": "U1", "pieces": 1}]


def test_own_words_and_values_are_counted_off_and_the_rest_is_an_estimate(good: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("part,quantity\nLED red,5\nresistor 220,9\nbanana,1\n")
    _, plan = answer("budget", str(good), "--own", str(own))
    assert {x["line"]: x["owned"] for x in plan["plan"]} == {"U1": False, "LED1": True, "R1": False}
    code, out, err = ohm("budget", str(good), "--own", str(own))
    assert code == 0 and "(estimate)" in out and "offers" not in out and "banana" in err


def test_a_bill_that_was_written_is_an_estimate_again(tmp_path: Path) -> None:
    answer("design", "A red LED blinks", "--out", str(tmp_path / "a"))
    code, out, _ = ohm("budget", str(tmp_path / "a" / "bom.csv"))
    assert code == 0 and "(estimate)" in out and "offers" not in out


def test_owned_parts_of_a_design_are_marked_also_where_they_only_serve_others(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("part,quantity\nLED red,1\nbreadboard,1\nresistor 330,3\n")
    _, made = answer("design", "A red LED blinks on an Arduino Uno", "--own", str(own))
    assert {p["part"] for p in made["parts"] if p["owned"]} == {"led-5mm", "resistor", "breadboard-mini"}


def test_shipped_examples_are_good_designs_to_start_from(tmp_path: Path) -> None:
    code, made = answer("design", "add a buzzer that beeps when the soil is dry", "--from", "plant-waterer")
    parts = [p["part"] for p in made["parts"]]
    assert code == 0 and "buzzer-active" in parts and "oled-ssd1306-128x64" in parts and made["board"] == "U1"
    code, _, err = ohm("design", "x y", "--from", "no-such")
    assert code == 2 and "plant-waterer" in err


@pytest.mark.parametrize("name", ["blink", "plant-waterer", "room-climate", "night-light", "parking-helper", "door-alarm"])
def test_every_example_passes_the_rules(name: str) -> None:
    root = Path(__file__).parents[2] / "data" / "examples"
    assert answer("check", str(root / f"{name}.json"))[0] == 0


def test_python_firmware_is_no_arduino_project(tmp_path: Path) -> None:
    answer("design", "Blink an LED in MicroPython on a Raspberry Pi Pico", "--out", str(tmp_path / "a"))
    for form in ("arduino", "platformio"):
        code, _, err = ohm("export", str(tmp_path / "a" / "design.json"), "--to", form, "--out", str(tmp_path / form))
        assert code == 2 and "MicroPython" in err and not (tmp_path / form).exists()


def test_a_motor_of_another_voltage_is_said_to_be_missing() -> None:
    _, made = answer("design", "A button switches a 12V motor")
    assert any("12V motor" in u["said"] and "12 V" in u["why"] for u in made["unserved"])
    _, made = answer("design", "A 12V solenoid valve opens when the soil is dry")
    assert made["unserved"] == [] and "supply-12v-2a" in [p["part"] for p in made["parts"]]


def test_parts_are_searched_by_meaning() -> None:
    assert answer("parts", "search", "something that measures distance")[1][0]["id"] == "hc-sr04"


def test_chat_takes_files_along_and_a_refused_one_is_one_sentence_that_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ohm_home: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "cache").symlink_to((ohm_home / "cache").resolve())
    monkeypatch.setenv("OHM_HOME", str(tmp_path / "home"))
    for name, data in (("own.csv", files.OWNED), ("half.jpg", files.photo()[:900])):
        (tmp_path / name).write_bytes(data)
    project = answer("project", "new", "Lamp")[1]["id"]
    code, out, err = ohm("chat", project, "these are mine", "--file", str(tmp_path / "own.csv"), "--file", str(tmp_path / "half.jpg"))
    assert (code, out) == (2, "") and "half.jpg is broken" in err and "Traceback" not in err and list((tmp_path / "home" / "uploads").iterdir()) == []
    code, body = answer("chat", project, "--file", str(tmp_path / "own.csv"))
    assert code == 0 and "4 lines, 3 of them known" in "".join(e.get("content", "") for e in body["events"])
    assert answer("chat", project, "--file", str(tmp_path / "none.csv"))[1]["error"]["kind"] == "not_found" and ohm("chat", project)[0] == 2
