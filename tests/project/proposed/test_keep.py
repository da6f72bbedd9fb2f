"""Proposals kept: a version where the rules are content, a draft where they are not, nothing where a person fixed it."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.design.values import SourceFile
from ohm_core.errors import BadInput, Locked
from ohm_core.project import history
from ohm_core.project.proposed.bill import BillLine, with_bill
from ohm_core.project.proposed.code import with_file
from ohm_core.project.proposed.keep import base, keep
from ohm_core.project.proposed.parts import added, assigned, removed, replaced
from ohm_core.project.proposed.wires import joined_to, parted, with_wires
from ohm_core.project.prototype import Prototype
from tests.project import samples as small
from tests.project.proposed.samples import waterer

GOOD = [("U1.13", "R1.1"), ("R1.2", "LED1.A"), ("LED1.C", "U1.GND")]


@pytest.fixture
def blinker(shelf):
    project = shelf.create("Blinker")
    history.save(shelf, project, small.prototype())
    return project


def test_wiring_that_breaks_a_rule_is_a_draft_and_the_version_stands(shelf, blinker):
    kept = keep(shelf, blinker, with_wires(small.prototype(), [("Uno pin 13", "LED anode"), ("LED cathode", "GND")]), message_id="m7")
    assert kept.draft and kept.saved is None and "led_resistor" in {f.rule for f in kept.broken}
    assert [(r.number, r.state, r.message_id) for r, _ in history.history(shelf, blinker)] == [(2, "draft", "m7"), (1, "kept", "")]
    assert history.snapshot(shelf, blinker).revision.number == 1 and len(base(shelf, blinker).design.connections) == 2


def test_a_draft_is_mended_by_the_next_proposal_which_becomes_the_version(shelf, blinker):
    assert keep(shelf, blinker, joined_to(small.prototype(), "3.3V", "GND")).draft
    keep(shelf, blinker, with_wires(base(shelf, blinker), [("5V", "GND"), *GOOD]))
    kept = keep(shelf, blinker, parted(base(shelf, blinker), "U1.5V"))
    assert kept.saved is not None and kept.saved.revision.number > 1 and not kept.broken
    assert history.working(shelf, blinker).revision.state == "kept" and kept.revision.parent_id == history.snapshot(shelf, blinker, 1).revision.id


def test_a_version_made_after_a_draft_is_what_the_next_change_builds_on(shelf, blinker):
    keep(shelf, blinker, joined_to(small.prototype(), "5V", "GND"))
    history.save(shelf, blinker, small.with_button())
    assert "BTN1" in base(shelf, blinker).design.parts


def test_a_person_may_make_a_draft_the_version(shelf, blinker):
    kept = keep(shelf, blinker, joined_to(small.prototype(), "5V", "GND"))
    history.restore(shelf, blinker, kept.revision.number)
    assert len(history.current(shelf, blinker).design.connections) == 4
    assert history.difference(shelf, blinker).wires[0].kind == "added"


def test_what_a_person_fixed_is_not_moved(shelf):
    project = shelf.create("Fixed")
    made = small.prototype(locked=["U1.13=LED1.A", "R1.part"])
    history.save(shelf, project, made)
    for proposal in (with_wires(made, [("U1.12", "R1.1"), *GOOD[1:]]), replaced(made, "R1", "", {"resistance_ohm": 330}), removed(made, "R1"), removed(made, "LED1")):
        with pytest.raises(Locked):
            keep(shelf, project, proposal)
    assert keep(shelf, project, with_wires(made, [*GOOD, ("U1.13", "U1.12")])).revision is not None
    assert len(history.history(shelf, project)) == 2


def test_a_locked_project_keeps_nothing_not_even_a_draft(shelf, blinker):
    shelf.lock(blinker)
    with pytest.raises(Locked):
        keep(shelf, blinker, joined_to(small.prototype(), "5V", "GND"))
    assert len(history.history(shelf, blinker)) == 1


def test_an_error_that_was_there_before_does_not_hold_up_a_change(shelf):
    project = shelf.create("Old sin")
    history.save(shelf, project, small.prototype(wires=[["U1.5V", "U1.GND"]]))
    assert keep(shelf, project, added(history.current(shelf, project), "button", {})).saved is not None


def test_firmware_follows_the_pins_but_what_somebody_wrote_stays(shelf):
    project = shelf.create("Waterer")
    history.save(shelf, project, waterer())
    moved = keep(shelf, project, assigned(waterer(), {"LED1.A": "GPIO25"})).prototype
    assert "25" in next(f.content for f in moved.design.firmware if f.path == "config.h")
    mine = SourceFile("notes.h", "cpp", "// mine")
    design, gone = with_file(moved, mine)
    history.save(shelf, project, Prototype.from_design(design))
    again = keep(shelf, project, assigned(history.current(shelf, project), {"LED1.A": "GPIO26"})).prototype
    assert gone == () and mine in again.design.firmware and "26" in next(f.content for f in again.design.firmware if f.path == "config.h")


def test_a_sketch_with_its_own_beginning_takes_the_place_of_the_one_ohm_wrote_and_it_stays_away():
    design, gone = with_file(waterer(), SourceFile("main.ino", "arduino", "void setup() {}\nvoid loop() {}\n"))
    assert gone == ("firmware.ino",) and "firmware.ino" not in {f.path for f in design.firmware}


def test_parts_added_replaced_and_removed_are_wired_by_the_planner_and_the_others_stay():
    made = waterer()
    more = Prototype.from_design(added(made, "DHT22", {}).design)
    assert not more.report.errors() and set(made.design.connections) <= set(more.design.connections)
    assert Prototype.from_design(replaced(made, "LED1", "", {"color": "green"}).design).design.parts["LED1"].attrs["color"] == "green"
    rgb = Prototype.from_design(replaced(made, "LED1", "led-rgb", {}).design)
    assert not rgb.report.errors() and any("RGB1" in str(b) for b in rgb.design.behaviours)
    uno = Prototype.from_design(replaced(made, "U1", "arduino uno", {}).design)
    assert uno.circuit.board_instance().part.id == "arduino-uno-r3" and not uno.report.errors()
    gone = Prototype.from_design(removed(made, "LED1").design)
    assert "LED1" not in gone.design.parts and not any(x.part == "led-5mm" for x in gone.bom)


@pytest.mark.parametrize(("change", "says"), [
    (lambda p: added(p, "MG996R", {}), "servo-sg90"), (lambda p: added(p, "resistor", {"color": "red"}), "no attribute 'color'"), (lambda p: replaced(p, "LED1", "", {"color": "mauve"}), "choose one of"),
    (lambda p: removed(p, "U1"), "is the board"), (lambda p: removed(p, "ZZ9"), "no part of the design"), (lambda p: added(p, "arduino uno", {}), "has a board already"), (lambda p: joined_to(p, "U1.GPIO5", "ESP32 D5"), "not two pins"),
    (lambda p: parted(p, "U1.GPIO5"), "No wire joins"), (lambda p: replaced(p, "R1", "", {"resistance_ohm": 1e12}), "out of range")])
def test_a_proposal_that_cannot_be_says_what_to_change(change, says):
    with pytest.raises(BadInput, match=says):
        change(waterer())


def test_a_battery_is_the_supply_only_where_its_wire_leads_to_the_board(shelf):
    bill = [BillLine("Uno", "A000066", 1), BillLine("9V battery", "6LR61", 1), BillLine("DC motor", "dc-motor-130", 1), BillLine("Slide switch", "slide-switch", 1)]
    made = Prototype.from_design(with_bill(None, "P", bill, load()).design)
    battery, motor, switch = (next(r for r, u in made.design.parts.items() if u.part == part) for part in ("battery-9v", "dc-motor-130", "slide-switch"))
    pins = [p.name for p in made.circuit.parts[switch].part.pin]
    beside = with_wires(made, [(f"{battery}.+", f"{motor}.+"), (f"{battery}.-", f"{motor}.-"), (f"{battery}.-", "U1.GND")]).design
    through = with_wires(made, [(f"{battery}.+", f"{switch}.{pins[0]}"), (f"{switch}.{pins[1]}", "U1.VIN"), (f"{battery}.-", "U1.GND")]).design
    assert (beside.supply.source, through.supply.source) == ("usb", battery)
