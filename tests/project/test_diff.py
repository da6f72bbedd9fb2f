"""Differences between designs, in values and in words."""

from __future__ import annotations

from ohm_core.project.diff import compare
from tests.project.samples import prototype, with_button


def test_parts_wires_and_files_that_came_and_went():
    change = compare(prototype().design, with_button().design)
    assert [(r.kind, r.ref) for r in change.rows] == [("added", "BTN1")]
    assert {(w.kind, w.from_, w.to) for w in change.wires} == {("added", "U1.2", "BTN1.1.l"), ("added", "BTN1.2.l", "U1.GND")}
    assert [(f.kind, f.path) for f in change.files] == [("changed", "blinker.ino")]
    back = compare(with_button().design, prototype().design)
    assert [(r.kind, r.ref) for r in back.rows] == [("removed", "BTN1")]


def test_nothing_between_equal_designs():
    change = compare(prototype().design, prototype().design)
    assert not change and change.summary() == "nothing changed"


def test_a_changed_value_is_one_row():
    other = prototype(parts={"R1": {"part": "resistor", "attrs": {"resistance_ohm": 330}}})
    assert compare(prototype().design, other.design).rows[0].after == "resistor (330 Ω)"


def test_a_part_that_only_got_another_number_is_neither_new_nor_gone():
    before = prototype(parts={"R1": {"part": "resistor", "attrs": {"resistance_ohm": 220}, "serves": ["limits the current of LED1.A"]}})
    after = prototype(parts={"R1": {"part": "resistor", "attrs": {"resistance_ohm": 10000}, "serves": ["holds BTN1"]}, "R2": {"part": "resistor", "attrs": {"resistance_ohm": 220}, "serves": ["limits the current of LED1.A"]}})
    after = after.from_design(after.design.with_(connections=tuple((a._replace(ref="R2") if a.ref == "R1" else a, b._replace(ref="R2") if b.ref == "R1" else b) for a, b in after.design.connections)))
    change = compare(before.design, after.design)
    assert [(r.kind, r.ref, r.before) for r in change.rows] == [("renumbered", "R2", "R1"), ("added", "R1", "")]
    assert change.wires == () and "R2" not in change.summary()


def test_the_json_form_holds_everything():
    body = compare(prototype().design, with_button().design).as_json()
    assert set(body) == {"a", "b", "summary", "parts", "wires", "files", "texts", "cost", "title"}
    assert body["wires"][0] == {"kind": "added", "from": "U1.2", "to": "BTN1.1.l"}
