"""What a person edited becomes a version by the way the tools go: resolved, checked; what breaks a rule stays open."""

from __future__ import annotations

import pytest

from ohm_core.agents import saving
from ohm_core.errors import BadInput, Locked
from ohm_core.project import drafts, history, permissions
from ohm_core.store import runs
from ohm_core.store.journal import journal_of
from tests.agents.tools.conftest import blinker as blinker
from tests.agents.tools.conftest import shelf as shelf

BILL = {"components": [{"name": "Arduino Uno", "partNumber": "arduino-uno-r3", "quantity": 1}, {"name": "Red LED", "partNumber": "led-5mm", "quantity": 1},
                       {"name": "Resistor 330 Ω", "partNumber": "resistor", "quantity": 1}]}
WIRES = {"connections": [{"from": "U1.12", "to": "R1.1"}, {"from": "R1.2", "to": "LED1.A"}, {"from": "LED1.C", "to": "U1.GND"}]}


def edit(shelf, project, kind: str, content, path: str = "", version: int = 1) -> saving.SavedDraft:
    drafts.put(shelf, project, kind, path, version, content, "ann")
    return saving.save(shelf, project, kind, path, version)


def test_code_becomes_the_next_version_and_the_findings_come_back(shelf, blinker):
    done = edit(shelf, blinker, "code", "void setup() { pinMode(7, OUTPUT); }\nvoid loop() {}\n", "blinker.ino")
    assert done.version == 2 and not done.broken and not done.draft.open and done.draft.saved == 2
    assert "pinMode(7" in history.snapshot(shelf, blinker).files()["blinker.ino"]
    assert any("sketch" in f.rule for f in done.findings)  # pin 7 is wired to nothing
    told = [(e.type, e.data.get("state"), e.data.get("saved")) for e in journal_of(shelf.db).read(shelf.owner, blinker.id)]
    assert ("artifact_changed", None, None) in told and told[-1] == ("draft_changed", "saved", 2)


def test_a_cell_of_the_bill_changes_the_design_and_keeps_its_wires(shelf, blinker):
    done = edit(shelf, blinker, "bom", BILL)
    made = history.current(shelf, blinker).design
    assert done.version == 2 and made.parts["R1"].attrs["resistance_ohm"] == 330 and len(made.connections) == 3


def test_wires_are_resolved_and_an_end_that_is_no_pin_is_named(shelf, blinker):
    assert edit(shelf, blinker, "wiring", WIRES).version == 2
    assert any("12" in str(end) for wire in history.current(shelf, blinker).design.connections for end in wire)
    with pytest.raises(BadInput, match=r"U1\.99"):
        edit(shelf, blinker, "wiring", {"connections": [{"from": "U1.99", "to": "R1.1"}]}, version=2)
    assert drafts.get(shelf, blinker, "wiring").open and drafts.get(shelf, blinker, "wiring").version == 2


def test_what_breaks_a_rule_stays_open_and_makes_no_version(shelf, blinker):
    short = {"connections": [*WIRES["connections"], {"from": "U1.5V", "to": "U1.GND"}]}
    done = edit(shelf, blinker, "wiring", short)
    assert done.broken and done.version == 0 and done.draft.open and any(f.severity == "error" for f in done.findings)
    assert history.snapshot(shelf, blinker).revision.number == 1
    drafts.put(shelf, blinker, "wiring", "", 2, WIRES, "ann")
    mended = saving.save(shelf, blinker, "wiring", "", 2)
    assert mended.version and not mended.broken


def test_what_was_not_changed_closes_without_a_version(shelf, blinker):
    edit(shelf, blinker, "wiring", WIRES)
    done = edit(shelf, blinker, "wiring", WIRES, version=2)
    assert (done.version, done.broken, done.draft.state) == (0, False, "saved") and history.snapshot(shelf, blinker).revision.number == 2


def test_a_version_made_meanwhile_is_told_and_kept(shelf, blinker):
    drafts.put(shelf, blinker, "context", "", 1, "# mine", "ann")
    history.write_text(shelf, blinker, "context", "# theirs")
    done = saving.save(shelf, blinker, "context", "", 1)
    assert done.version == 3 and "Version 2 was made while this was edited from version 1" in done.notes[0]
    assert history.snapshot(shelf, blinker, 2).text("context") == "# theirs" and history.snapshot(shelf, blinker).text("context") == "# mine"


def test_only_the_newest_snapshot_is_saved_and_only_once(shelf, blinker):
    drafts.put(shelf, blinker, "context", "", 1, "one", "ann")
    drafts.put(shelf, blinker, "context", "", 2, "two", "bea")
    with pytest.raises(drafts.Stale, match="version 2, by bea"):
        saving.save(shelf, blinker, "context", "", 1)
    saving.save(shelf, blinker, "context", "", 2)
    with pytest.raises(drafts.Stale, match="saved as version 2"):
        saving.save(shelf, blinker, "context", "", 2)
    assert history.snapshot(shelf, blinker).revision.number == 2
    with pytest.raises(BadInput, match="no draft"):
        saving.save(shelf, blinker, "mvp", "", 1)


def test_what_agents_may_not_the_person_may_but_a_lock_binds_all(shelf, blinker):
    permissions.permit(shelf, blinker, permissions.EVERY, "deny")
    assert edit(shelf, blinker, "context", "# mine").version == 2
    drafts.put(shelf, blinker, "context", "", 2, "# again", "ann")
    shelf.lock(blinker)
    with pytest.raises(Locked, match="is locked"):
        saving.save(shelf, blinker, "context", "", 2)
    assert history.snapshot(shelf, blinker).text("context") == "# mine"


def test_a_save_is_logged_like_a_call_of_its_tool(shelf, blinker):
    edit(shelf, blinker, "context", "# mine")
    (row,) = runs.tool_log(shelf.db, shelf.owner, blinker.id)
    assert (row["name"], row["agent"], row["ok"]) == ("update_context", "person", True) and "mine" not in str(row["arguments"])
