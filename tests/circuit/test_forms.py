"""Parts that are sold in several forms."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import all_pins, load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from
from ohm_core.errors import BadInput


def circuit(pin: str, **attrs: str) -> Circuit:
    parts = {"U1": {"part": "esp32-devkit-v1", "attrs": attrs}, "B1": {"part": "button"}}
    return resolve(design_from({"format": "ohm-design/1", "title": "x", "board": "U1", "parts": parts, "connections": [[f"U1.{pin}", "B1.1"], ["B1.2", "U1.GND"]]}), load())


def test_a_pin_that_only_another_form_of_a_board_has_makes_it_that_form() -> None:
    usual = circuit("GPIO13").parts["U1"].part
    other = circuit("GPIO0").parts["U1"].part
    assert len(other.pin) > len(usual.pin) and other.id == usual.id


def test_a_form_that_was_chosen_stays() -> None:
    form = next(v.id for v in load().part("esp32-devkit-v1").variants if v.default)
    with pytest.raises(BadInput, match="no pin 'GPIO0'"):
        circuit("GPIO0", variant=form)


def test_a_pin_that_no_form_has_is_refused() -> None:
    with pytest.raises(BadInput, match="no pin 'GPIO77'"):
        circuit("GPIO77")


def test_the_pins_of_all_forms_are_listed_once() -> None:
    names = [p.name for p in all_pins(load(), load().part("esp32-devkit-v1"))]
    assert {"GPIO0", "GPIO6", "GPIO13"} <= set(names) and len(names) == len(set(names))
