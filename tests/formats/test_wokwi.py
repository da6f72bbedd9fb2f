"""Wokwi diagrams in and out: what they mean here, and that nothing of them is lost."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest

from ohm_core.catalogue.catalogue import Catalogue, find_pin, load
from ohm_core.catalogue.wokwi import meaning, said_of, types
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from, design_json
from ohm_core.design.values import Design, PartUse, PinRef
from ohm_core.errors import BadInput
from ohm_core.formats.wokwi import Groups, design_of, read_diagram
from ohm_core.formats.wokwi_back import written_back
from ohm_core.project.prototype import Prototype
from ohm_core.rules import check

Raw = dict[str, Any]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def part(kind: str, id_: str, /, **attrs: Any) -> Raw:
    return {"type": kind, "id": id_, "top": 10.5, "left": -3, "attrs": attrs}


def diagram(parts: list[Raw], *wires: tuple[str, str], **more: Any) -> Raw:
    return {"version": 1, "author": "Somebody", "editor": "wokwi", "parts": parts, "connections": [[a, b, "green", ["v10", "*", "h-4.8"]] for a, b in wires], "dependencies": {}, **more}


def circuit_of(raw: Raw, catalogue: Catalogue) -> Circuit:
    return resolve(design_of(raw, catalogue, "it"), catalogue)


def joined(circuit: Circuit, a: str, b: str) -> bool:
    one, two = (PinRef(*end.split(".", 1)) for end in (a, b))
    return circuit.net_of(one) is not None and circuit.net_of(one) == circuit.net_of(two)


def wired(raw: Raw, catalogue: Catalogue) -> set[frozenset[tuple[str, str]]]:
    """What the wires of a diagram join, symbols and strips left as they are."""
    read, groups, sets = read_diagram(raw, catalogue), Groups(), defaultdict(set)
    for wire in read.wires:
        if wire.ends:
            groups.join(*wire.ends)
    for end in (e for w in read.wires for e in w.ends or ()):
        sets[groups.find(end)].add(end)
    return {frozenset(s) for s in sets.values()}


ON_A_BREADBOARD: Raw = {
    "version": 1, "author": "A. N. Other", "editor": "wokwi",
    "parts": [
        {"type": "wokwi-breadboard-half", "id": "bb1", "top": -100.2, "left": 10, "attrs": {}},
        {"type": "wokwi-arduino-uno", "id": "uno", "top": 200, "left": 20, "rotate": 90, "attrs": {"frequency": "8m"}},
        {"type": "wokwi-led", "id": "led1", "top": 0, "left": 5.4, "rotate": 270, "attrs": {"color": "limegreen", "flip": "1"}},
        {"type": "wokwi-resistor", "id": "r.1", "top": 3, "left": 2, "hide": True, "attrs": {"value": "4k7"}},
    ],
    "connections": [
        ["led1:A", "bb1:5t.a", "", ["$bb"]], ["led1:C", "bb1:6t.a", "", ["$bb"]], ["r.1:1", "bb1:5t.c", "", ["$bb"]], ["r.1:2", "bb1:9t.c", "", ["$bb"]],
        ["bb1:9t.e", "uno:13", "gold", ["v19.2", "h-9.6"]], ["bb1:6t.e", "bb1:tn.3", "black", ["v0"]], ["bb1:tn.9", "uno:GND.1", "#8f4814", ["v-14.4", "*", "h28.8"]],
        ["uno:0", "$serialMonitor:TX", "", []],
    ],
    "serialMonitor": {"display": "plotter", "newline": "lf"}, "dependencies": {"some-chip": "1.2"},
}
TWO_BOARDS = diagram(
    [part("wokwi-arduino-uno", "uno"), part("wokwi-pi-pico", "pico"), part("chip-my-own", "chip 1", level="3"), part("wokwi-text", "note", text="hello"), part("wokwi-logic-analyzer", "la")],
    ("uno:GND.1", "pico:GND.1"), ("uno:8", "chip 1:CLK"), ("chip 1:OUT", "pico:GP4"), ("la:D0", "uno:8"), uid="x1",
)
SYMBOLS = diagram(
    [part("wokwi-arduino-uno", "uno"), part("wokwi-gnd", "g1"), part("wokwi-gnd", "g2"), part("wokwi-vcc", "v1"), part("wokwi-vcc", "v12", voltage="12"), part("wokwi-junction", "j"),
     part("wokwi-servo", "s"), part("wokwi-relay-module", "k"), part("wokwi-led", "l"), part("wokwi-resistor", "r")],
    ("s:GND", "g1:GND"), ("s:V+", "v1:VCC"), ("s:PWM", "j:J"), ("j:J", "uno:9"), ("j:J", "r:1"), ("r:2", "l:A"), ("l:C", "g2:GND"), ("k:COM", "v12:VCC"),
)


@pytest.mark.parametrize("raw", [ON_A_BREADBOARD, TWO_BOARDS, SYMBOLS], ids=["breadboard", "two boards", "symbols"])
def test_a_diagram_read_kept_in_a_design_file_and_written_again_is_the_same_diagram(raw: Raw, catalogue: Catalogue) -> None:
    kept = design_from(json.loads(json.dumps(design_json(design_of(raw, catalogue, "it")))))
    assert kept.diagram is not None
    assert written_back(resolve(kept, catalogue), kept.diagram, catalogue) == raw


def changed(raw: Raw, catalogue: Catalogue, **changes: Any) -> Raw:
    design = design_of(raw, catalogue, "it").with_(**changes)
    assert design.diagram is not None
    return written_back(resolve(design, catalogue), design.diagram, catalogue)


def test_a_part_taken_out_takes_its_wires_along_and_nothing_else(catalogue: Catalogue) -> None:
    design = design_of(ON_A_BREADBOARD, catalogue, "it")
    left = {r: p for r, p in design.parts.items() if r != "led1"}
    made = changed(ON_A_BREADBOARD, catalogue, parts=left, connections=tuple(w for w in design.connections if all(e.ref != "led1" for e in w)))
    assert made["parts"] == [p for p in ON_A_BREADBOARD["parts"] if p["id"] != "led1"]
    assert made["connections"] == [w for w in ON_A_BREADBOARD["connections"] if not str(w[0]).startswith("led1")]


def test_a_part_put_in_is_added_with_its_wires_and_the_rest_stays(catalogue: Catalogue) -> None:
    design = design_of(ON_A_BREADBOARD, catalogue, "it")
    made = changed(ON_A_BREADBOARD, catalogue, parts={**design.parts, "BTN1": PartUse("button")}, connections=(*design.connections, (PinRef("BTN1", "1.l"), PinRef("uno", "D2"))))
    assert made["parts"][:-1] == ON_A_BREADBOARD["parts"] and made["parts"][-1]["type"] == "wokwi-pushbutton"
    assert made["connections"][:-1] == ON_A_BREADBOARD["connections"] and set(made["connections"][-1][:2]) == {"BTN1:1.l", "uno:2"}


def test_a_wire_moved_in_the_design_is_moved_in_the_diagram(catalogue: Catalogue) -> None:
    design = design_of(ON_A_BREADBOARD, catalogue, "it")
    moved = tuple((a, PinRef("uno", "12") if b == PinRef("uno", "13") else b) if a != PinRef("uno", "13") else (PinRef("uno", "12"), b) for a, b in design.connections)
    made = changed(ON_A_BREADBOARD, catalogue, connections=moved)
    circuit = circuit_of(made, catalogue)
    assert joined(circuit, "uno.12", "r_1.2") and circuit.net_of(PinRef("uno", "13")) is None
    assert len([w for w in ON_A_BREADBOARD["connections"] if w in made["connections"]]) == len(ON_A_BREADBOARD["connections"]) - 1


def test_another_value_changes_that_attribute_alone(catalogue: Catalogue) -> None:
    design = design_of(ON_A_BREADBOARD, catalogue, "it")
    made = changed(ON_A_BREADBOARD, catalogue, parts={**design.parts, "r_1": replace(design.parts["r_1"], attrs={"resistance_ohm": 330.0}), "led1": replace(design.parts["led1"], attrs={"color": "red"})})
    attrs = {p["id"]: p["attrs"] for p in made["parts"]}
    assert attrs["r.1"] == {"value": "330"}
    assert attrs["led1"]["flip"] == "1" and attrs["led1"]["color"] == "red"


@pytest.mark.parametrize(("said", "ohm"), [("4700", 4700), ("4.7k", 4700), ("4k7", 4700), ("1M", 1e6), ("220 Ω", 220), ("", 1000), ("0.5", 0.5)])
def test_resistor_values_are_read_however_they_are_written(said: str, ohm: float, catalogue: Catalogue) -> None:
    assert meaning("wokwi-resistor", {"value": said}, catalogue).attrs["resistance_ohm"] == pytest.approx(ohm)


@pytest.mark.parametrize(("said", "color"), [("red", "red"), ("limegreen", "green"), ("#0000ff", "blue"), ("#fa0", "orange"), ("#ffffff", "white"), ("#FFFF00", "yellow")])
def test_colours_become_those_that_leds_are_sold_in(said: str, color: str, catalogue: Catalogue) -> None:
    assert meaning("wokwi-led", {"color": said}, catalogue).attrs["color"] == color


def test_the_light_of_an_led_counts_and_not_its_body(catalogue: Catalogue) -> None:
    assert meaning("wokwi-led", {"color": "white", "lightColor": "blue"}, catalogue).attrs["color"] == "blue"


@pytest.mark.parametrize(("kind", "said", "part_id", "variant"), [
    ("wokwi-rgb-led", {}, "led-rgb", "common-anode"), ("wokwi-rgb-led", {"common": "cathode"}, "led-rgb", "common-cathode"),
    ("wokwi-7segment", {}, "sevenseg-1digit", "common-anode"), ("wokwi-7segment", {"common": "cathode"}, "sevenseg-1digit", "common-cathode"),
    ("wokwi-relay-module", {}, "relay-module-1ch", "active-high"), ("wokwi-relay-module", {"transistor": "pnp"}, "relay-module-1ch", "active-low"),
    ("wokwi-7segment", {"digits": "4"}, "digits-7segment", "4-digits-common-anode"), ("wokwi-7segment", {"digits": "2", "common": "cathode"}, "digits-7segment", "2-digits-common-cathode"),
    ("wokwi-membrane-keypad", {"columns": "3"}, "membrane-keypad-3x4", ""), ("wokwi-lcd2004", {"pins": "i2c"}, "lcd2004-i2c", ""), ("wokwi-lcd2004", {}, "parallel-lcd2004", ""),
    ("wokwi-lcd1602", {}, "lcd1602", ""), ("wokwi-lcd1602", {"pins": "i2c"}, "lcd1602-i2c", ""),
    ("board-esp32-devkit-c-v4", {}, "esp32-devkit-v1", "38-pin"),
])
def test_attributes_choose_the_part_or_its_form_and_are_said_again(kind: str, said: Raw, part_id: str, variant: str, catalogue: Catalogue) -> None:
    found = meaning(kind, said, catalogue)
    assert found.part and (found.part.id, found.attrs.get("variant", "")) == (part_id, variant)
    if not kind.startswith("board"):
        again = meaning(kind, said_of(found.part, found.attrs, variant), catalogue)
        assert again == found


@pytest.mark.parametrize(("pin", "rule"), [("0", "strapping"), ("D9", "flash_pin"), ("GPIO6", "flash_pin")])
def test_pins_that_only_the_larger_esp32_board_has_make_it_that_board_so_that_rules_can_speak_of_them(pin: str, rule: str, catalogue: Catalogue) -> None:
    led = [part("wokwi-esp32-devkit-v1", "esp"), part("wokwi-led", "led"), part("wokwi-resistor", "r", value="10000")]
    raw = diagram(led, (f"esp:{pin}", "r:1"), ("r:2", "esp:GND.1"), ("esp:D23", "led:A"), ("led:C", "esp:GND.1"))
    design = design_of(raw, catalogue, "x")
    assert design.parts["esp"].attr("variant") == "38-pin"
    assert any("38 pins" in a and pin in a for a in design.assumptions)
    assert rule in {f.rule for f in check(resolve(design, catalogue)).findings}


def test_a_diagram_without_such_pins_stays_with_the_board_of_its_type(catalogue: Catalogue) -> None:
    raw = diagram([part("wokwi-esp32-devkit-v1", "esp"), part("wokwi-led", "led")], ("esp:D23", "led:A"), ("led:C", "esp:GND.1"))
    design = design_of(raw, catalogue, "x")
    assert design.parts["esp"].attr("variant") == "30-pin" and design.assumptions == ()


def test_the_address_of_a_display_is_the_one_in_the_diagram(catalogue: Catalogue) -> None:
    two = [part("wokwi-lcd1602", f"l{n}", pins="i2c", i2cAddress=a) for n, a in enumerate(("0x27", "0x26"))]
    wires = [(f"l{n}:{p}", f"uno:{q}") for n in (0, 1) for p, q in (("SDA", "A4"), ("SCL", "A5"), ("VCC", "5V"), ("GND", "GND.1"))]
    apart = diagram([part("wokwi-arduino-uno", "uno"), *two], *wires)
    assert not [f for f in check(circuit_of(apart, catalogue)).findings if f.rule == "i2c_address"]
    two[1]["attrs"]["i2cAddress"] = "0x27"
    assert [f for f in check(circuit_of(apart, catalogue)).findings if f.rule == "i2c_address"]


def test_symbols_join_what_hangs_on_them_to_the_boards_ground_and_supply(catalogue: Catalogue) -> None:
    circuit = circuit_of(SYMBOLS, catalogue)
    assert joined(circuit, "s.GND", "uno.GND") and joined(circuit, "l.C", "uno.GND.2") and joined(circuit, "s.V+", "uno.5V")
    assert joined(circuit, "s.PWM", "uno.9") and joined(circuit, "r.1", "uno.9")
    assert {r for r in circuit.parts} == {"uno", "s", "k", "l", "r", "v12"}


def test_a_supply_symbol_of_another_voltage_is_a_supply_of_its_own_on_the_same_ground(catalogue: Catalogue) -> None:
    circuit = circuit_of(SYMBOLS, catalogue)
    assert circuit.parts["v12"].use.part == "supply-12v-2a"
    assert joined(circuit, "k.COM", "v12.12V") and joined(circuit, "v12.GND", "uno.GND")
    assert any("12 V" in a for a in circuit.design.assumptions)


def test_tools_are_no_parts_and_a_second_board_is(catalogue: Catalogue) -> None:
    circuit = circuit_of(TWO_BOARDS, catalogue)
    assert set(circuit.parts) == {"uno", "pico", "chip 1"} and circuit.board == "uno"
    assert any("chip 1" in n.why for n in check(circuit).not_checked)


def test_ids_that_differ_by_a_dot_stay_two_parts(catalogue: Catalogue) -> None:
    raw = diagram([part("wokwi-led", "a.1"), part("wokwi-led", "a_1")], ("a.1:A", "a_1:C"))
    design = design_of(raw, catalogue, "it")
    assert len(design.parts) == 2
    assert written_back(resolve(design, catalogue), raw, catalogue) == raw


@pytest.mark.parametrize(("wire", "word"), [(("uno:13", "led9:A"), "led9"), (("uno:99", "uno:1"), "99"), (("bb:99t.a", "uno:1"), "99t.a"), (("bb:1t.f", "uno:1"), "1t.f")])
def test_a_wire_to_nowhere_is_refused_with_the_place(wire: tuple[str, str], word: str, catalogue: Catalogue) -> None:
    with pytest.raises(BadInput, match=word):
        design_of(diagram([part("wokwi-arduino-uno", "uno"), part("wokwi-breadboard", "bb")], wire), catalogue, "it")


def test_a_design_file_whose_diagram_is_none_is_refused_when_it_is_written_back(catalogue: Catalogue) -> None:
    design = Design("x", {"LED1": PartUse("led-5mm")}, diagram={"parts": 3})
    with pytest.raises(BadInput, match="parts"):
        written_back(resolve(design, catalogue), design.diagram, catalogue)


def test_every_row_of_the_table_names_parts_forms_and_pins_that_are_there(catalogue: Catalogue) -> None:
    for kind, row in types().items():
        for form in (row, *({**row, **f} for f in row.get("form", ()))):
            if "use" in form:
                assert form["use"] in ("breadboard", "junction", "ground", "supply", "tool"), kind
                continue
            found = catalogue.part(form["part"], form.get("variant", ""))
            for ours in filter(None, form.get("pins", {}).values()):
                assert find_pin(found, ours), f"{kind}: {found.id} has no pin {ours}"
            assert set(form.get("take", {})) <= {*found.attrs, "i2c_address"}, kind


def test_what_the_catalogue_calls_by_a_wokwi_type_is_a_type_of_the_table_or_its_own(catalogue: Catalogue) -> None:
    lost = [p.id for p in catalogue.parts() if p.wokwi and meaning(p.wokwi, said_of(p, {}), catalogue).part is None and "use" not in types().get(p.wokwi, {})]
    assert lost == []


R = {"type": "wokwi-resistor", "id": "r", "attrs": {"value": "10000"}}
BAD = [  # a board, what is wrong on it, and the rule that says so
    ("board-esp32-c3-devkitm-1", [R], [("r:1", "b:9"), ("r:2", "b:GND.1")], "strapping"),
    ("board-esp32-c6-devkitc-1", [R], [("r:1", "b:9"), ("r:2", "b:GND.1")], "strapping"),
    ("board-esp32-s3-devkitc-1", [part("wokwi-potentiometer", "p")], [("p:SIG", "b:46"), ("p:VCC", "b:3V3.1"), ("p:GND", "b:GND.1")], "pin_cannot"),
    ("board-esp32-s2-devkitm-1", [part("wokwi-led", "l"), R], [("r:1", "b:46"), ("r:2", "l:A"), ("l:C", "b:GND.1")], "input_only"),
    ("board-xiao-esp32-s3", [part("wokwi-hc-sr04", "u")], [("u:VCC", "b:5V"), ("u:TRIG", "b:D0"), ("u:ECHO", "b:D1"), ("u:GND", "b:GND")], "level_too_high"),
    ("board-esp32-devkit-c-v4", [part("wokwi-led", "l"), R], [("r:1", "b:CLK"), ("r:2", "l:A"), ("l:C", "b:GND.1")], "flash_pin"),
    ("wokwi-arduino-mega", [part("wokwi-led", "l")], [("l:A", "b:53"), ("l:C", "b:GND.5")], "led_resistor"),
    ("wokwi-arduino-mega", [part("wokwi-mpu6050", "m")], [("m:VCC", "b:5V.2"), ("m:GND", "b:GND.4"), ("m:SDA", "b:A4"), ("m:SCL", "b:A5")], "pin_cannot"),
    ("wokwi-attiny85", [part("wokwi-stepper-motor", "m")], [("m:A+", "b:PB0"), ("m:A-", "b:PB1")], "driver_needed"),
    ("wokwi-arduino-uno", [part("wokwi-7segment", "d", digits="4", common="cathode")], [("d:A", "b:2"), ("d:DIG1", "b:GND.1")], "led_resistor"),
    ("wokwi-arduino-uno", [part("wokwi-a4988", "a")], [("a:VDD", "b:5V"), ("a:GND", "b:GND.1"), ("a:STEP", "b:3"), ("a:DIR", "b:4"), ("a:VMOT", "b:5V"), ("a:RESET", "a:SLEEP")], "supply_range"),
]


@pytest.mark.parametrize(("board", "parts", "wires", "rule"), BAD, ids=lambda x: str(x)[:30] if isinstance(x, str) else "")
def test_what_is_wrong_on_boards_and_parts_of_wokwi_is_found(board: str, parts: list[Raw], wires: list[tuple[str, str]], rule: str, catalogue: Catalogue) -> None:
    found = check(circuit_of(diagram([part(board, "b"), *parts], *wires), catalogue)).findings
    assert rule in {f.rule for f in found if f.severity != "info"}, [(f.rule, f.message) for f in found]


@pytest.mark.parametrize("board", ["board-esp32-c3-devkitm-1", "board-esp32-s3-devkitc-1", "board-esp32-s2-devkitm-1", "board-esp32-c6-devkitc-1", "board-esp32-h2-devkitm-1", "board-st-nucleo-c031c6", "wokwi-arduino-mega", "wokwi-franzininho"])
def test_a_right_circuit_on_a_board_of_wokwi_has_no_findings(board: str, catalogue: Catalogue) -> None:
    known = catalogue.part(meaning(board, {}, catalogue).part.id)  # type: ignore[union-attr]
    assert known.board
    free = next(p.name for p in known.pin if {"out", "pull_up"} <= set(p.functions) and p.name not in known.board.avoid and p.reset is None and "led" not in p.functions)
    pin = known.wokwi_pins.get(free, free)
    raw = diagram([part(board, "b"), part("wokwi-led", "l"), {"type": "wokwi-resistor", "id": "r", "attrs": {"value": "330"}}], (f"b:{pin}", "r:1"), ("r:2", "l:A"), ("l:C", "b:GND.1"))
    report = check(circuit_of(raw, catalogue))
    assert [(f.rule, f.message) for f in report.findings if f.severity != "info"] == []


def test_every_documented_type_that_a_maker_would_have_is_known(catalogue: Catalogue) -> None:
    kinds = """74hc165 74hc595 7segment a4988 analog-joystick arduino-mega arduino-nano arduino-uno attiny85 biaxial-stepper buzzer dht22 dip-switch-8 ds1307
        ds18b20 franzininho gas-sensor hc-sr04 hx711 ili9341 ir-receiver ks2e-m-dc5 ky-040 lcd1602 lcd2004 led-bar-graph led-matrix led-ring led-strip led
        max7219-matrix membrane-keypad microsd-card mpu6050 neopixel nlsf595 nokia-5110-screen ntc-temperature-sensor photoresistor-sensor pi-pico
        pir-motion-sensor potentiometer pushbutton-6mm pushbutton relay-module resistor rgb-led servo slide-potentiometer slide-switch ssd1306 stepper-motor
        tm1637-7segment clock-generator flame-sensor small-sound-sensor big-sound-sensor tilt-switch heart-beat-sensor esp32-devkit-v1""".split()
    boards = """bmp180 franzininho-wifi grove-oled-sh1107 mfrc522 ssd1306 st-nucleo-c031c6 st-nucleo-l031k6 stm32-bluepill esp32-devkit-c-v4 esp32-c3-devkitm-1
        esp32-c6-devkitc-1 esp32-h2-devkitm-1 esp32-s2-devkitm-1 esp32-s3-devkitc-1 xiao-esp32-c3 xiao-esp32-c6 xiao-esp32-s3 pi-pico pi-pico-w ds18b20
        cd74hc4067 epaper-2in9 ili9341-cap-touch lm35 nokia-5110 st7789""".split()
    unknown = [k for k in [*(f"wokwi-{k}" for k in kinds), *(f"board-{k}" for k in boards)] if meaning(k, {}, catalogue).part is None]
    assert unknown == []


def test_every_file_of_a_prototype_is_made_from_a_diagram_and_its_diagram_is_the_one_that_was_read(catalogue: Catalogue) -> None:
    raw = diagram([part("wokwi-arduino-uno", "uno"), part("wokwi-gate-not", "g"), part("wokwi-7segment", "d", common="cathode"), part("chip-odd", "odd"), {"type": "wokwi-resistor", "id": "r", "attrs": {"value": "330"}}],
                  ("uno:2", "g:IN"), ("g:OUT", "r:1"), ("r:2", "d:A"), ("d:COM.1", "uno:GND.1"), ("odd:X", "uno:4"))
    files = Prototype.from_design(design_of(raw, catalogue, "it"), catalogue).files()
    assert {"design.json", "breadboard.svg", "schematic.svg", "guide.md", "diagram.json"} <= set(files)
    assert json.loads(files["diagram.json"]) == raw
    assert json.loads(files["design.json"])["diagram"] == raw


def test_every_part_that_is_written_as_a_type_of_wokwi_is_read_as_itself_again(catalogue: Catalogue) -> None:
    lost = []
    for one in catalogue.parts():
        for form in catalogue.variants(one.id).values() or [one]:
            if form.wokwi and "use" not in types().get(form.wokwi, {}):
                found = meaning(form.wokwi, said_of(form, {"variant": form.variant} if form.variant else {}, form.variant), catalogue)
                again = found.part and catalogue.part(found.part.id, str(found.attrs.get("variant", "")))
                lost += [] if again and (again.id, again.variant) == (form.id, form.variant) else [f"{form.id} {form.variant}"]
    assert lost == []
