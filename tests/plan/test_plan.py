"""Requirements become designs that the rules are content with."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.circuit.electric import Electric
from ohm_core.design.behaviour import Action, Always, Behaviour, MapOf, Reading
from ohm_core.design.values import Design, PinRef
from ohm_core.design.wishes import PowerWish, Requirements, Wish
from ohm_core.plan.plan import boards_for, plan
from ohm_core.project.prototype import make
from ohm_core.rules import check

BOARDS = ["arduino-uno-r3", "arduino-nano", "esp32-devkit-v1", "raspberry-pi-pico-w", "wemos-d1-mini"]


def wish(name: str, role: str, concept: str, count: int = 1, **more: object) -> Wish:
    return Wish(name, role, concept, count, **more)  # type: ignore[arg-type]


def planned(*wishes: Wish, **more: object) -> Design:
    return plan(Requirements("a request", wishes=wishes, **more), load())  # type: ignore[arg-type]


def parts_of(design: Design) -> list[str]:
    return sorted(u.part for u in design.parts.values())


def board_pin(design: Design, end: str) -> str:
    """The board pin on the net of END."""
    circuit = resolve(design, load())
    ref, _, pin = end.partition(".")
    net = circuit.net_of(PinRef(ref, circuit.parts[ref].pin(pin).name))  # type: ignore[union-attr]
    assert net is not None
    return next(p.pin for p in net.pins if p.ref == design.board)


MIXES = {
    "led and button": (wish("a", "show", "illumination"), wish("b", "input", "press")),
    "three leds": (wish("a", "show", "illumination", 3, attrs={"color": ["red", "yellow", "green"]}),),
    "thermometer": (wish("a", "sense", "temperature"), wish("b", "show", "text_display")),
    "parallel display": (wish("a", "sense", "temperature"), wish("b", "show", "text_display", part="lcd1602")),
    "distance beeper": (wish("a", "sense", "distance"), wish("b", "act", "sound")),
    "waterer": (wish("a", "sense", "soil_moisture"), wish("b", "act", "water_flow")),
    "servo": (wish("a", "act", "angle"),),
    "pixels": (wish("a", "show", "pixel_light"),),
    "colour lamp": (wish("a", "show", "colored_light"),),
    "access": (wish("a", "identify", "identity_tag"), wish("b", "act", "angle"), wish("c", "show", "illumination", 2)),
    "clock": (wish("a", "time", "wall_clock"), wish("b", "show", "number_display")),
    "motion relay": (wish("a", "sense", "motion"), wish("b", "act", "switched_power")),
    "stepper": (wish("a", "act", "exact_turns"),),
    "motor": (wish("a", "act", "spin"),),
    "two i2c": (wish("a", "sense", "acceleration"), wish("b", "show", "graphic_display")),
}


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("mix", MIXES)
def test_every_mix_on_every_board_passes_the_rules(mix: str, board: str) -> None:
    design = planned(*MIXES[mix], board=board)
    report = check(resolve(design, load()))
    assert not design.unserved
    assert [f.message for f in report.errors()] == []


def test_a_list_of_colours_is_dealt_out_piece_by_piece() -> None:
    design = planned(*MIXES["three leds"])
    assert sorted(str(u.attr("color")) for u in design.parts.values() if u.part == "led-5mm") == ["green", "red", "yellow"]


def test_one_sensor_serves_temperature_and_humidity() -> None:
    design = planned(wish("a", "sense", "temperature"), wish("b", "sense", "humidity"))
    assert sum(p.startswith(("dht", "bme")) for p in parts_of(design)) == 1


def test_two_buttons_are_two_pieces() -> None:
    design = planned(wish("a", "input", "press"), wish("b", "input", "press"))
    assert parts_of(design).count("button") == 2


def test_echo_of_a_5_volt_sensor_is_divided_for_a_3_volt_board() -> None:
    design = planned(*MIXES["distance beeper"], board="raspberry-pi-pico-w")
    ohms = sorted(float(u.attrs["resistance_ohm"]) for u in design.parts.values() if "ECHO" in " ".join(u.serves))
    assert ohms == [1000.0, 2000.0]


def test_a_motor_is_switched_by_a_transistor_with_a_diode_from_its_own_supply() -> None:
    design = planned(*MIXES["motor"])
    kinds = parts_of(design)
    assert any(k.startswith("mosfet") for k in kinds)
    assert any(k.startswith(("diode", "schottky")) for k in kinds)
    circuit = resolve(design, load())
    net = circuit.net_at(next(r for r, u in design.parts.items() if u.part == "dc-motor-130"), "1")
    assert net is not None
    assert design.board not in {f.pin.ref for f in Electric(circuit).feeds[net.name]}


def test_a_lock_on_a_pin_is_kept() -> None:
    design = plan(Requirements("x", wishes=(wish("a", "show", "illumination"),), board="esp32-devkit-v1"), load(), locked=("U1.GPIO14=LED1.A",))
    assert board_pin(design, next(r for r, u in design.parts.items() if u.part == "resistor") + ".1") == "GPIO14"


def test_adc2_is_avoided_while_wifi_is_on() -> None:
    design = planned(wish("a", "sense", "light", 4), features={"wifi": True}, board="esp32-devkit-v1")
    board = load().part("esp32-devkit-v1")
    for n in range(1, 5):
        pin = next(p for p in board.pin if p.name == board_pin(design, f"LDR{n}.2"))
        assert any(f.startswith("adc:ADC1") for f in pin.functions)


def test_more_analogue_sensors_than_inputs_is_explained_and_the_rest_is_designed() -> None:
    design = planned(wish("a", "sense", "light", 1, said="a light sensor"), wish("b", "sense", "soil_moisture", 1, said="a soil sensor"), board="wemos-d1-mini")
    assert design.conflicts
    assert "analogue inputs" in design.conflicts[0].why
    assert len(design.conflicts[0].ways_out) >= 2
    assert any(p in parts_of(design) for p in ("ldr", "soil-capacitive"))


def test_a_servo_takes_its_timer_from_dimmed_leds_on_an_uno() -> None:
    fade = Behaviour("f", Always(), (Action("a", "set", (("level_pct", MapOf("k.position_pct", (0, 100), (0, 100))),)),))
    design = planned(wish("a", "show", "illumination", 3), wish("k", "input", "knob"), wish("s", "act", "angle"), behaviours=(fade,), board="arduino-uno-r3")
    dimmed = {board_pin(design, f"{r}.1") for r, u in design.parts.items() if u.part == "resistor" and any("LED" in s for s in u.serves)}
    assert dimmed <= {"D3", "D5", "D6", "D11"}


def test_behaviours_speak_of_references_and_of_the_chosen_parts_readings() -> None:
    dry = Behaviour("w", Reading("a.moisture_pct", "<", 30, 5), (Action("b", "on", (), 5),), (), "when it is dry")
    design = planned(*MIXES["waterer"], behaviours=(dry,))
    found = design.behaviours[0]
    assert isinstance(found.when, Reading)
    assert found.when.read == "SOIL1.moisture_pct"
    assert found.do[0].act == "PUMP1"


@pytest.mark.parametrize("board", BOARDS)
def test_a_battery_feeds_every_board(board: str) -> None:
    design = planned(*MIXES["thermometer"], board=board, power=PowerWish("battery", said="battery powered"))
    assert design.supply.source in design.parts
    assert [f.message for f in check(resolve(design, load())).errors()] == []


def test_what_no_part_can_do_is_said() -> None:
    design = planned(wish("a", "sense", "fingerprint", said="my fingerprint"))
    assert design.unserved[0].said == "my fingerprint"


def test_the_same_request_gives_the_same_design() -> None:
    assert planned(*MIXES["access"]) == planned(*MIXES["access"])


def test_boards_without_firmware_are_taken_only_when_they_are_named() -> None:
    bare = [b.id for b in load().boards() if b.board and not b.board.languages]
    assert "esp32-s3-devkitc-1" in bare
    assert not set(bare) & {b.id for b in boards_for(Requirements("a request", features={"wifi": True}), load())}
    assert [b.id for b in boards_for(Requirements("a request"), load(), "xiao-esp32-c3")] == ["xiao-esp32-c3"]


def test_a_design_on_a_board_without_firmware_is_wired_and_says_that_there_is_none() -> None:
    made = make("A button toggles an LED", board="esp32-c3-devkitm-1")
    assert made.design.parts[made.design.board].part == "esp32-c3-devkitm-1"
    assert made.firmware == () and any("no firmware" in u.why for u in made.design.unserved)
    assert made.report.errors() == ()
    assert {"diagram.json", "breadboard.svg"} <= set(made.files())


@pytest.mark.parametrize(("text", "part"), [
    ("Read an LM35 and show the temperature on an LCD", "tmp36"), ("A 3x4 keypad opens a servo lock", "keypad-4x4"), ("A NEMA 17 stepper turns when a button is pressed", "stepper-28byj48"),
])
def test_parts_that_are_only_there_to_be_judged_are_never_planned(text: str, part: str) -> None:
    catalogue = load()
    used = {u.part for u in make(text).design.parts.values()}
    assert part in used
    assert not [p for p in used if not catalogue.part(p).provides and catalogue.part(p).category.startswith(("sensor", "input", "actuator", "display"))]
