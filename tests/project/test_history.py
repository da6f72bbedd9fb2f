"""Versions of a project: kept together, compared in words, restored whole, refused when locked."""

from __future__ import annotations

import pytest

from ohm_core.design.file import design_json
from ohm_core.errors import BadInput, Locked
from ohm_core.project import history
from ohm_core.project.shelf import Shelf
from ohm_core.store import versions as rows
from tests.project import samples as small


def contents(shelf, project, number=None):
    found = history.snapshot(shelf, project, number)
    return {(v.type, v.path): (v.content, v.data) for v in found.versions}


def test_a_save_keeps_every_view_and_the_design_they_come_from(shelf):
    project = shelf.create("Blinker")
    saved = history.save(shelf, project, small.prototype())
    assert {v.type for v in saved.versions} == {"context", "mvp", "prd", "bom", "wiring", "code", "budget"}
    bom = next(v for v in saved.versions if v.type == "bom")
    assert [r["ref"] for r in rows.component_rows(shelf.db, "ann", bom.id)] == [c["ref"] for c in bom.data["components"]]
    again = history.current(shelf, project)
    assert design_json(again.design) == design_json(small.prototype().design)


def test_only_what_changed_gets_a_version_and_the_summary_says_what(shelf):
    project = shelf.create("Blinker")
    history.save(shelf, project, small.prototype())
    saved = history.save(shelf, project, small.with_button())
    assert "added BTN1" in saved.revision.summary and "wires +2" in saved.revision.summary and "blinker.ino" in saved.revision.summary
    same = history.save(shelf, project, small.with_button())
    assert same.versions == () and same.revision.summary == "nothing changed"


def test_a_restored_version_equals_the_old_one_in_every_artifact(shelf):
    project = shelf.create("Blinker")
    history.save(shelf, project, small.prototype())
    history.save(shelf, project, small.with_button())
    history.restore(shelf, project, 1)
    assert contents(shelf, project, 3) == contents(shelf, project, 1) != contents(shelf, project, 2)
    assert not history.difference(shelf, project, 1, 3)
    assert next(r.summary for r, _ in history.history(shelf, project)) == "restored version 1"


def test_a_file_that_went_is_gone_and_comes_back_with_its_version(shelf):
    project = shelf.create("Blinker")
    two = small.prototype().design
    history.save(shelf, project, history.Prototype.from_design(two.with_(firmware=(*two.firmware, two.firmware[0].__class__("old.h", "cpp", "// x")))))
    history.save(shelf, project, small.prototype())
    assert ("code", "old.h") not in contents(shelf, project)
    assert ("code", "old.h") in contents(shelf, project, 1)
    assert [f.kind for f in history.difference(shelf, project, 1, 2).files] == ["removed"]


def test_a_text_that_somebody_wrote_is_not_composed_over(shelf):
    project = shelf.create("Blinker")
    history.save(shelf, project, small.prototype())
    history.write_text(shelf, project, "context", "# Mine\n")
    history.save(shelf, project, small.with_button())
    assert history.snapshot(shelf, project).text("context") == "# Mine\n"


def test_a_locked_project_refuses_every_write(shelf):
    project = shelf.create("Blinker")
    history.save(shelf, project, small.prototype())
    locked = shelf.lock(project)
    writes = [lambda: history.save(shelf, locked, small.with_button()), lambda: history.restore(shelf, locked, 1), lambda: history.write_text(shelf, locked, "mvp", "x"),
              lambda: shelf.rename(locked, "other"), lambda: shelf.delete(locked), lambda: shelf.set_budget(locked, "10")]
    for write in writes:
        with pytest.raises(Locked, match="is locked"):
            write()
    assert shelf.unlock(locked).locked is False


def test_another_owner_finds_nothing(shelf):
    project = shelf.create("Secret")
    history.save(shelf, project, small.prototype())
    stranger = Shelf(shelf.db, "bob")
    for act in (lambda: stranger.get(project.id), lambda: stranger.find("Secret"), lambda: history.history(stranger, project), lambda: history.save(stranger, project, small.prototype()), lambda: history.restore(stranger, project, 1)):
        with pytest.raises(BadInput):
            act()
    assert history.snapshot(stranger, project) is None


def test_projects_are_found_by_the_start_of_their_title(shelf):
    project = shelf.create("Balcony garden")
    shelf.create("Door bell")
    assert shelf.find("balc").id == project.id == shelf.find(project.id).id
    with pytest.raises(BadInput, match="no project 'cellar'"):
        shelf.find("cellar")


@pytest.mark.parametrize("title", ["", "   ", "\x00\n", "x" * 201])
def test_unusable_titles_are_refused(shelf, title):
    project = shelf.create("ok")
    with pytest.raises(BadInput):
        shelf.rename(project, title)


@pytest.mark.parametrize("amount", ["-5", "abc", "nan", "1e99"])
def test_unusable_budgets_are_refused(shelf, amount):
    with pytest.raises(BadInput):
        shelf.set_budget(shelf.create("ok"), amount)


def test_text_of_people_stays_text_in_documents():
    from ohm_core.project.documents import inline

    assert inline("![x](http://a) <b> $5 :red[x] `c` *b*") == "!\\[x\\](http://a) \\<b> \\$5 \\:red\\[x\\] \\`c\\` \\*b\\*"
    assert inline("moisture_pct 3:00") == "moisture_pct 3:00"


def test_the_mission_says_how_far_a_project_is(shelf):
    from ohm_core.project.mission import steps_of

    project = shelf.create("Blinker")
    assert {s.state for s in steps_of(shelf, project)} == {"open"}
    history.save(shelf, project, small.prototype())
    assert [s.name for s in steps_of(shelf, project)] == ["idea", "context", "parts", "wiring", "code", "budget", "verified"]
    assert all(s.state != "open" for s in steps_of(shelf, project))
