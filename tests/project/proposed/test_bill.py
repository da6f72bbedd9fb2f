"""Bills: what stays keeps reference and wires, what goes takes its doing along, and no claim beats the catalogue."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.design.file import design_from, design_json
from ohm_core.design.values import Design, PartUse, PinRef
from ohm_core.errors import BadInput
from ohm_core.project.proposed.bill import BillLine, with_bill
from ohm_core.project.proposed.parts import replanned
from ohm_core.project.prototype import Prototype
from tests.project.proposed.samples import waterer


def lines(made: Prototype, *leave: str) -> list[BillLine]:
    return [BillLine(x.name, x.part, x.quantity) for x in made.bom if x.ref not in leave]


def test_the_same_bill_changes_nothing():
    made = with_bill(waterer(), "P", [BillLine(x.part, x.part, x.quantity) for x in waterer().bom], load())
    assert set(made.design.parts) == set(waterer().design.parts) and made.design.connections == waterer().design.connections
    assert {r: dict(u.attrs) for r, u in made.design.parts.items()} == {r: dict(u.attrs) for r, u in waterer().design.parts.items()}


def test_a_part_that_is_not_listed_goes_with_its_wires_its_deeds_and_its_wish():
    made = with_bill(waterer(), "P", lines(waterer(), "LED1"), load())
    assert "LED1" not in made.design.parts and not any("LED1" in (a.ref, b.ref) for a, b in made.design.connections)
    assert not any("'LED1" in str(b) for b in made.design.behaviours)
    again = replanned(Prototype.from_design(made.design), made.design.requirements)
    assert again is not None and not any(u.part == "led-5mm" for u in again.parts.values())


def test_a_part_more_stays_when_the_design_is_planned_again():
    made = with_bill(waterer(), "P", [*lines(waterer()), BillLine("Humidity sensor", "DHT22", 1)], load())
    again = replanned(Prototype.from_design(made.design), made.design.requirements)
    assert "DHT1" in made.design.parts and again is not None and any(u.part == "dht22" for u in again.parts.values())


def test_another_part_of_the_kind_with_the_same_pins_takes_over_the_wires():
    swapped = [BillLine("small OLED", "oled-ssd1306-128x32", 1) if x.ref == "OLED1" else BillLine(x.name, x.part, x.quantity) for x in waterer().bom]
    made = with_bill(waterer(), "P", swapped, load())
    assert made.design.parts["OLED1"].part == "oled-ssd1306-128x32" and made.design.connections == waterer().design.connections


def test_what_the_catalogue_does_not_have_is_kept_as_a_guess_and_survives_the_file():
    made = with_bill(None, "P", [BillLine("Uno", "A000066", 1), BillLine("Flux compensator", "custom:FX-1", 2, {"price": "88 USD", "voltage": "1.21 GV"})], load())
    use = made.design.parts["X1"]
    assert (use.part, use.name, use.guesses["part number"], use.guesses["price"]) == ("custom", "Flux compensator", "FX-1", "88 USD")
    again = Prototype.from_design(design_from(design_json(made.design)))
    line = next(x for x in again.bom if x.ref == "X1")
    assert again.design.parts["X1"] == use and "a model's guess" in line.notes and line.unit_price is None and "X1" in again.cost.unpriced
    assert again.layout and again.guide() and again.schematic_svg() and again.breadboard_svg()


def test_a_claim_against_the_catalogue_is_flagged_with_its_source_and_one_it_confirms_is_not():
    made = with_bill(None, "P", [BillLine("DHT22", "dht22", 1, {"voltage": "12 V", "current": "1.5 mA", "price": "90 USD"})], load())
    assert [("voltage 12 V" in f or "$90" in f) for f in made.flags] == [True, True] and "p. 9" in made.flags[0]
    assert with_bill(None, "P", [BillLine("DHT22", "dht22", 1, {"voltage": "3.3-5V", "current": "1 mA", "price": "5 USD"})], load()).flags == ()


def test_a_line_that_is_near_a_part_is_refused_with_all_such_lines_at_once():
    with pytest.raises(BadInput) as error:
        with_bill(None, "P", [BillLine("servo", "MG996R", 1), BillLine("Pressure sensor", "BMP581", 1)], load())
    assert error.value.kind == "unknown_part" and "servo-sg90" in error.value.message and "bmp280-module" in error.value.message


def test_a_bill_with_another_board_says_how_to_change_it():
    with pytest.raises(BadInput, match="replace_part"):
        with_bill(waterer(), "P", [BillLine("Uno", "A000066", 1)], load())


def test_a_pack_of_small_parts_is_one_reference_and_the_same_bill_again_changes_nothing():
    pack = [BillLine("Uno", "A000066", 1), BillLine("Resistor 220", "resistor", 100), BillLine("Button", "button", 2)]
    made = with_bill(None, "P", pack, load())
    assert {r: u.attrs.get("quantity", 1) for r, u in made.design.parts.items()} == {"U1": 1, "R1": 100, "BTN1": 1, "BTN2": 1}
    assert with_bill(Prototype.from_design(made.design), "P", pack, load()).design.parts == made.design.parts


def test_pieces_with_the_same_value_keep_their_place_whatever_the_order_of_the_lines():
    made = with_bill(None, "P", [BillLine("10k resistor", "", 1), BillLine("220 ohm resistor", "", 1)], load())
    again = with_bill(Prototype.from_design(made.design), "P", [BillLine("220 ohm resistor", "", 2), BillLine("10k resistor", "", 1)], load())
    assert [again.design.parts[r].attrs["resistance_ohm"] for r in ("R1", "R2", "R3")] == [10000.0, 220.0, 220.0]


def test_a_resistor_without_its_value_is_asked_for():
    assert any("value is not said" in f for f in with_bill(None, "P", [BillLine("Resistor", "CF14JT", 1)], load()).flags)
    assert with_bill(None, "P", [BillLine("Resistor 330", "CF14JT", 1)], load()).flags == ()


def test_what_comes_with_another_line_is_not_counted_again():
    made = with_bill(None, "P", [BillLine("18650 cell", "battery-18650", 1), BillLine("18650 Battery Holder", "BH-1", 1)], load())
    assert list(made.design.parts) == ["BAT1"] and "not counted again" in made.notes[0]
    assert list(with_bill(None, "P", [BillLine("18650 Battery Holder", "", 1)], load()).design.parts) == ["BAT1"]


@pytest.mark.parametrize("board", ["arduino-uno-r3", "esp32-devkit-v1"])
def test_every_part_of_the_catalogue_may_stand_unwired_or_half_wired_in_a_design_with_firmware(board):
    known = load()
    for part in (p for p in known.parts() if p.board is None):
        for wires in ((), tuple((PinRef("X1", pin.name), PinRef("U1", known.part(board).pin[3].name)) for pin in part.pin[:1])):
            assert Prototype(Design("t", {"U1": PartUse(board), "X1": PartUse(part.id)}, wires, "U1"), known).firmware is not None
