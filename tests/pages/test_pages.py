"""Each page and drawer draws, shows what the project holds, and turns what goes wrong into one sentence."""

from __future__ import annotations

import json

import pytest

from ohm_core.server.here import workshop

DRAWERS = ("context", "bom", "wiring", "code", "budget", "versions")


def click(app, key: str):
    return app.button(key=key).click().run()


def begun(app, text: str = "a red light that blinks"):
    """The page after a first message was answered."""
    app.run()
    app.chat_input[0].set_value(text).run()
    project = workshop().projects()[0]
    workshop().turns.wait(project.id)
    return app.run()


def test_the_empty_page_has_one_sentence_and_four_ideas(app):
    app.run()
    assert not app.exception and not app.error
    assert "Say what you want to build" in app.markdown[0].value
    assert len([b for b in app.button if str(b.key).startswith("try-")]) == 4


def test_an_idea_is_one_click(app):
    app.run()
    click(app, "try-plant")
    assert workshop().messages(workshop().projects()[0])[0].content.startswith("Water my tomatoes")


def test_a_message_is_answered_on_the_page(app):
    begun(app)
    assert not app.exception and not app.error
    said = [m for m in app.chat_message]
    assert [m.name for m in said] == ["user", "assistant"]
    assert "**Blinker**" in said[1].markdown[0].value
    assert {b.label for b in app.button} >= {"Context v1", "BOM v1", "Wiring v1", "Code v1", "Budget v1"}


@pytest.mark.parametrize("drawer", DRAWERS)
def test_every_drawer_draws(app, drawer):
    begun(app)
    app.session_state["ohm_drawer"] = drawer
    app.run()
    assert not app.exception and not [e.value for e in app.error]
    assert app.subheader[0].value in ("Context", "Parts", "Wiring", "Code", "Budget", "Versions")


def test_steps_go_on_and_back(app):
    begun(app)
    app.session_state["ohm_drawer"] = "wiring"
    app.run()
    count = app.slider(key="step_slider").max
    click(app, "step_on")
    assert app.slider(key="step_slider").value == 1 and app.session_state["ohm_step"] == 1
    app.slider(key="step_slider").set_value(count).run()
    assert app.button(key="step_on").disabled
    click(app, "step_back")
    assert app.session_state["ohm_step"] == count - 1


def test_an_older_version_can_be_looked_at_and_restored(app):
    begun(app)
    app.chat_input[0].set_value("add a button").run()
    project = workshop().projects()[0]
    workshop().turns.wait(project.id)
    app.session_state["ohm_drawer"] = "versions"
    app.session_state["ohm_viewing"] = 1
    app.run()
    app.session_state["ohm_viewing"] = 1
    app.run()
    assert "version 1" in " ".join(c.value for c in app.caption)
    click(app, "restore_old")
    assert "BTN1" not in workshop().prototype(project).design.parts and len(workshop().versions(project)) == 3


def test_locking_is_kept_and_a_change_says_why_not(app):
    begun(app)
    click(app, "lock")
    project = workshop().projects()[0]
    assert project.locked
    app.chat_input[0].set_value("add a button").run()
    workshop().turns.wait(project.id)
    app.run()
    assert "is locked" in app.chat_message[-1].markdown[0].value


def test_text_of_people_is_shown_as_typed(app):
    hostile = "a red light <script>alert(1)</script> ![x](http://evil.example/a.png) :red[x] $a$"
    begun(app, hostile)
    shown = app.chat_message[0].markdown[0].value
    assert "\\<script>" in shown and "!\\[x" in shown and "\\:red" in shown and "\\$a\\$" in shown


def test_a_project_that_is_gone_is_one_sentence(app):
    app.query_params["project"] = "nope"
    app.run()
    assert not app.exception and "There is no project" in app.error[0].value


def test_models_text_loads_no_pictures_and_leads_only_to_http():
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[2] / "pages"))
    from panels.text import http, safe

    assert safe("![x](http://a/b.png) [a](javascript:alert) [b](https://ok) [c]( data:x)") == "!\\[x](http://a/b.png) [a]\\(javascript:alert) [b](https://ok) [c]\\( data:x)"
    assert safe("[r]: javascript:x\n[s]: https://ok").startswith("\\[r]") and http("javascript:x") == "" == http("http://a b") and http("https://a.b/c")


def test_the_parts_page_searches_and_shows_facts_with_sources(app):
    app.run()
    app.switch_page("parts.py").run()
    assert not app.exception
    app.text_input(key="parts_words").set_value("dht22").run()
    click(app, "part-dht22")
    assert not app.exception and not [e.value for e in app.error]
    assert "DHT22" in app.subheader[0].value


def test_the_check_page_finds_the_mistakes_of_its_example_and_mends_one(app):
    app.run()
    app.switch_page("check.py").run()
    click(app, "check_example")
    assert not app.exception and not [e.value for e in app.error]
    before = len([b for b in app.button if str(b.key).startswith("look-")])
    assert before > 4
    click(app, "look-0")
    assert any(m.value.startswith("**Why.**") for m in app.markdown)
    click(app, "mend-0")
    assert not app.exception and len([b for b in app.button if str(b.key).startswith("look-")]) < before
    click(app, "check_undo")
    assert len([b for b in app.button if str(b.key).startswith("look-")]) == before
    click(app, "check_new")
    assert not [b for b in app.button if str(b.key).startswith("look-")]


def dropped(app, parts: list[tuple[str, str]], wires: list[tuple[str, str]]):
    """The Check page after a Wokwi diagram of these (id, type) parts and wires was dropped."""
    diagram = {"version": 1, "parts": [{"id": i, "type": t, "attrs": {}} for i, t in parts], "connections": [[a, b, "", []] for a, b in wires]}
    app.run()
    app.switch_page("check.py")
    app.session_state["check_steps"] = [("", workshop().check([("diagram.json", json.dumps(diagram).encode())]))]
    return app.run()


def test_the_check_page_says_in_one_sentence_that_no_breadboard_holds_so_much(app):
    lights = [(f"l{n}", "wokwi-led") for n in range(350)]
    dropped(app, [("u1", "wokwi-arduino-uno"), *lights], [w for i, _ in lights for w in ((f"{i}:A", "u1:13"), (f"{i}:C", "u1:GND.1"))])
    assert not app.exception and not [e.value for e in app.error]
    assert len([c.value for c in app.caption if "breadboards take" in c.value]) == 1


def test_the_check_page_draws_several_boards_holes_of_breadboards_and_unknown_parts(app):
    parts = [("u1", "wokwi-arduino-uno"), ("u2", "wokwi-arduino-mega"), ("bb1", "wokwi-breadboard-half"), ("l1", "wokwi-led"), ("x1", "chip-foo")]
    dropped(app, parts, [("l1:A", "bb1:5t.a"), ("bb1:5t.b", "u1:13"), ("l1:C", "bb1:6t.a"), ("bb1:6t.b", "u1:GND.1"), ("u1:GND.2", "u2:GND.1"), ("x1:IN", "u2:2")])
    assert not app.exception and not [e.value for e in app.error]
    assert not [c.value for c in app.caption if "breadboards take" in c.value]


def test_a_checked_circuit_can_be_kept_as_a_project(app):
    app.run()
    app.switch_page("check.py").run()
    click(app, "check_example")
    click(app, "check_keep")
    assert not app.exception and [p.title for p in workshop().projects()] == ["A lamp that has mistakes"]
