"""How parts reach the board: through resistors, switches, shifters and dividers, with the right level."""

from __future__ import annotations

from typing import Any

import pytest

from ohm_core.circuit.hookup import Signal, hookups
from tests.firmware.bench import circuit

R = ("resistor", {"resistance_ohm": 220})
R10K = ("resistor", {"resistance_ohm": 10000})


def control(parts: dict[str, Any], wires: list[str], ref: str, board: str = "arduino-uno-r3") -> Signal:
    found = hookups(circuit(parts, wires, board=board))[ref].control
    assert found is not None
    return found


@pytest.mark.parametrize(("wires", "active", "via"), [
    (["D3 R1.1", "R1.2 LED1.A", "LED1.C GND"], "high", ("R1",)),
    (["D3 LED1.A", "LED1.C R1.1", "R1.2 GND"], "high", ()),
    (["5V LED1.A", "LED1.C R1.1", "R1.2 D3"], "low", ("R1",)),
    (["5V R1.1", "R1.2 LED1.A", "LED1.C D3"], "low", ()),
])
def test_an_led_is_lit_by_the_level_its_wiring_says(wires: list[str], active: str, via: tuple[str, ...]) -> None:
    found = control({"LED1": "led-5mm", "R1": R}, wires, "LED1")
    assert (found.board_pin, found.active, found.via) == ("D3", active, via)


@pytest.mark.parametrize(("wires", "pull", "active"), [
    (["D2 B1.1", "B1.2 GND"], "internal-up", "low"), (["D2 B1.1 R1.1", "R1.2 5V", "B1.2 GND"], "external-up", "low"),
    (["D2 B1.1 R1.1", "R1.2 GND", "B1.2 5V"], "external-down", "high"), (["D2 B1.2", "B1.1 GND"], "internal-up", "low"), (["D2 B1.1", "B1.2 5V"], "internal-down", "high"),
])
def test_a_button_knows_its_level_and_what_holds_its_line(wires: list[str], pull: str, active: str) -> None:
    signal = next(iter(hookups(circuit({"B1": "button", "R1": R10K}, wires))["B1"].signals.values()))
    assert (signal.board_pin, signal.pull, signal.active) == ("D2", pull, active)


def test_a_pump_is_found_behind_gate_resistor_and_mosfet() -> None:
    parts = {"M1": "water-pump-mini", "Q1": "mosfet-irlz44n", "R1": R, "R2": R10K, "D1": "diode-1n4007"}
    found = control(parts, ["D5 R1.1", "R1.2 Q1.G R2.1", "R2.2 GND", "Q1.S GND", "Q1.D M1.- D1.A", "M1.+ 5V D1.C"], "M1")
    assert (found.board_pin, found.active, found.via) == ("D5", "high", ("Q1", "R1"))


def test_a_buzzer_behind_an_npn_sounds_with_a_high_base() -> None:
    found = control({"BZ1": "buzzer-active", "Q1": "transistor-2n2222", "R1": R}, ["D5 R1.1", "R1.2 Q1.B", "Q1.E GND", "Q1.C BZ1.-", "BZ1.+ 5V"], "BZ1")
    assert (found.board_pin, found.active) == ("D5", "high")


@pytest.mark.parametrize(("variant", "active"), [("active-low", "low"), ("active-high", "high")])
def test_a_relay_module_is_driven_as_its_variant_says(variant: str, active: str) -> None:
    found = control({"K1": ("relay-module-1ch", {"variant": variant})}, ["D4 K1.IN", "5V K1.VCC", "GND K1.GND"], "K1")
    assert (found.board_pin, found.active) == ("D4", active)


def test_a_pump_on_a_relay_s_contacts_is_commanded_through_it() -> None:
    found = control({"K1": "relay-module-1ch", "M1": "water-pump-mini"}, ["D4 K1.IN", "5V K1.VCC K1.COM", "GND K1.GND M1.-", "K1.NO M1.+"], "M1")
    assert (found.board_pin, found.active, found.via) == ("D4", "low", ("K1",))


@pytest.mark.parametrize(("wires", "half"), [(["5V S1.1", "S1.2 A0 R1.1", "R1.2 GND"], "upper"), (["5V R1.1", "R1.2 A0 S1.1", "S1.2 GND"], "lower"), (["5V R1.1", "R1.2 A0 S1.2", "S1.1 GND"], "lower")])
def test_a_resistive_sensor_knows_which_half_of_its_divider_it_is(wires: list[str], half: str) -> None:
    found = hookups(circuit({"S1": "ldr", "R1": R10K}, wires))["S1"]
    assert (found.half, found.fixed_ohm, found.board_pin("1", "2")) == (half, 10000.0, "A0")


def test_an_echo_behind_a_divider_reaches_the_board_with_its_share() -> None:
    parts = {"D1": "hc-sr04", "R1": ("resistor", {"resistance_ohm": 1000}), "R2": ("resistor", {"resistance_ohm": 2000})}
    found = hookups(circuit(parts, ["D7 D1.TRIG", "D1.ECHO R1.1", "R1.2 D8 R2.1", "R2.2 GND", "5V D1.VCC", "GND D1.GND"], board="esp32-devkit-v1"))["D1"]
    echo = found.signals["ECHO"]
    assert (echo.board_pin, echo.via, round(echo.ratio, 2)) == ("GPIO14", ("R1",), 0.67)


def test_a_level_shifter_is_passed_channel_by_channel() -> None:
    parts = {"X1": "level-shifter-4ch", "PIX1": "ws2812-ring-16"}
    found = hookups(circuit(parts, ["D6 X1.LV1", "X1.HV1 PIX1.DIN", "3V3 X1.LV", "5V X1.HV PIX1.VCC", "GND X1.GND PIX1.GND"], board="esp32-devkit-v1"))["PIX1"]
    assert (found.signals["DIN"].board_pin, found.signals["DIN"].via) == ("GPIO32", ("X1",))


def test_an_i2c_part_knows_bus_and_address() -> None:
    wires = ["5V X.VCC", "GND X.GND", "SDA X.SDA", "SCL X.SCL"]
    found = hookups(circuit({"X": ("lcd1602-i2c", {"i2c_address": "0x3F"})}, wires))["X"]
    assert (found.bus, found.address) == ("i2c:0", 0x3F)
    assert hookups(circuit({"X": "lcd1602-i2c"}, wires))["X"].address == 0x27


def test_a_part_that_is_joined_to_nothing_has_no_signals() -> None:
    found = hookups(circuit({"LED1": "led-5mm"}, []))["LED1"]
    assert found.signals == {} and found.control is None


def test_without_a_board_there_is_nothing_to_hook_up() -> None:
    from ohm_core.catalogue.catalogue import load
    from ohm_core.circuit.circuit import resolve
    from ohm_core.design.file import design_from

    assert hookups(resolve(design_from({"format": "ohm-design/1", "title": "x", "parts": {"R1": {"part": "resistor"}}, "connections": []}), load())) == {}
