"""Voltages of nets: which sources run, what they give, how far a supply reaches."""

from __future__ import annotations

import pytest

from ohm_core.circuit.electric import Electric
from ohm_core.circuit.trace import is_resistor
from ohm_core.circuit.volts import Volts
from tests.rules.bench import circuit


def view(text: str) -> Electric:
    return Electric(circuit(text))


def volts(text: str, ref: str, pin: str) -> Volts | None:
    electric = view(text)
    return electric.supplied(electric.circuit.net_at(ref, pin))


LOAD = "R1 1000\n"


@pytest.mark.parametrize(("text", "pin", "nominal"), [
    (f"U1 arduino-uno-r3\n{LOAD}U1.5V~R1.1", "5V", 5.0),
    (f"U1 arduino-uno-r3\n{LOAD}U1.3V3~R1.1", "3V3", 3.3),
    (f"U1 esp32-devkit-v1\n{LOAD}U1.VIN~R1.1", "VIN", 4.7),
    (f"U1 raspberry-pi-pico-w\n{LOAD}U1.VSYS~R1.1", "VSYS", 4.7),
    (f"U1 raspberry-pi-pico-w\nBAT1 battery-aa-3\n{LOAD}BAT1.+~U1.VSYS BAT1.-~U1.GND U1.3V3~R1.1", "3V3", 3.3),
    (f"U1 raspberry-pi-pico-w\nPS1 supply-5v-3a\n{LOAD}PS1.5V~U1.VBUS PS1.GND~U1.GND U1.3V3~R1.1", "3V3", 3.3),
    (f"U1 arduino-uno-r3\nBAT1 battery-9v\n{LOAD}BAT1.+~U1.VIN BAT1.-~U1.GND U1.5V~R1.1", "5V", 5.0),
])
def test_a_rail_gives_its_voltage_whatever_feeds_the_board(text: str, pin: str, nominal: float) -> None:
    found = volts(text, "U1", pin)
    assert found is not None and found.nominal == pytest.approx(nominal, abs=0.05)


def test_usb_is_silent_while_a_battery_feeds_the_board() -> None:
    electric = view("U1 arduino-uno-r3\nBAT1 battery-9v\nR1 1000\nBAT1.+~U1.VIN BAT1.-~U1.GND U1.5V~R1.1")
    feed, = electric.feeds["5V"]
    assert feed.rail.source == "VIN"


def test_the_3v3_of_a_nano_is_gone_without_usb() -> None:
    assert volts("U1 arduino-nano\nBAT1 battery-9v\nR1 1000\nBAT1.+~U1.VIN BAT1.-~U1.GND U1.3V3~R1.1", "U1", "3V3") is None


def test_cells_in_series_add_up() -> None:
    found = volts("U1 arduino-uno-r3\nBAT1 battery-18650\nBAT2 battery-18650\nBAT1.-~U1.GND BAT1.+~BAT2.- BAT2.+~U1.VIN", "U1", "VIN")
    assert found is not None and found.nominal == pytest.approx(7.2) and found.max == pytest.approx(8.4)


def test_a_supply_reaches_through_a_switch_and_a_diode() -> None:
    text = "U1 arduino-uno-r3\nBAT1 battery-9v\nSW1 slide-switch\nD1 schottky-1n5819\nBAT1.+~SW1.2 SW1.1~D1.A D1.C~U1.VIN BAT1.-~U1.GND"
    found = volts(text, "U1", "VIN")
    assert found is not None and found.nominal == pytest.approx(9.0 - 0.6)


def test_a_diode_the_other_way_round_passes_nothing() -> None:
    assert volts("U1 arduino-uno-r3\nBAT1 battery-9v\nD1 schottky-1n5819\nBAT1.+~D1.C D1.A~U1.VIN BAT1.-~U1.GND", "U1", "VIN") is None


def test_a_converter_gives_what_it_is_set_to() -> None:
    text = "PS1 supply-12v-2a\nPS2 buck-lm2596-module set_v=6\nR1 1000\nPS1.12V~PS2.IN+ PS1.GND~PS2.IN- PS2.OUT+~R1.1"
    assert volts(text, "PS2", "OUT+") == Volts(6.0, 6.0, 6.0)


def test_a_levels_domain_is_known_although_its_rail_is_not_wired() -> None:
    electric = view("U1 esp32-devkit-v1\nBTN1 button\nU1.GPIO13~BTN1.1 BTN1.2~U1.GND")
    pin = electric.circuit.parts["U1"].pin("GPIO13")
    assert pin is not None
    domain = electric.domain("U1", pin)
    assert domain is not None and domain.nominal == pytest.approx(3.3)


def test_a_battery_is_a_range_from_empty_to_full() -> None:
    found = volts("U1 arduino-uno-r3\nBAT1 battery-9v\nBAT1.+~U1.VIN BAT1.-~U1.GND", "U1", "VIN")
    assert found is not None and (found.min, found.typ, found.max) == (6.0, 9.0, 9.6)


def test_the_ground_of_a_board_is_0_v_and_a_midpoint_of_cells_is_not() -> None:
    electric = view("U1 arduino-uno-r3\nBAT1 battery-18650\nBAT2 battery-18650\nBAT1.-~U1.GND BAT1.+~BAT2.- BAT2.+~U1.VIN")
    nets = electric.circuit
    ground, middle = nets.net_at("U1", "GND"), nets.net_at("BAT2", "-")
    assert ground is not None and electric.is_ground(ground)
    assert middle is not None and not electric.is_ground(middle)


def test_a_bridged_resistor_leads_nowhere() -> None:
    electric = view("U1 arduino-uno-r3\nR1 1000\nU1.D2~R1.1 R1.2~U1.D2")
    net = electric.circuit.net_at("R1", "1")
    assert net is not None and any(is_resistor(i) for i, _ in electric.on(net)) and electric.resistors(net) == ()


def test_a_driver_that_nothing_feeds_does_not_silence_usb() -> None:
    found = volts("U1 arduino-uno-r3\nD1 l298n-module\nR1 1000\nD1.5V~U1.5V D1.GND~U1.GND U1.5V~R1.1", "U1", "5V")
    assert found is not None and found.nominal == 5.0
