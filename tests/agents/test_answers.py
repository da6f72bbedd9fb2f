"""What the built-in engine says: from the design, its checks and the catalogue, and honest where those end."""

from __future__ import annotations

import pytest

from ohm_core.agents.events import DrawerOpen, Text
from ohm_core.agents.roles import roles
from ohm_core.agents.router import classify, route
from ohm_core.agents.tools import tools
from ohm_core.agents.wanted import budget_said, what_for
from ohm_core.errors import BadInput
from tests.project.samples import prototype


def ask(shop, project, text: str) -> str:
    events = list(shop.chat(project, text))
    return "".join(e.content for e in events if isinstance(e, Text)) + " ".join(f"[{e.drawer}]" for e in events if isinstance(e, DrawerOpen))


@pytest.fixture
def project(shop):
    made = shop.create()
    list(shop.chat(made, "a red light that blinks"))
    return made


@pytest.mark.parametrize(("question", "facts"), [
    ("what does R1 do?", ("**R1**", "220 Ω", "LED1.A")),
    ("why 220 ohm?", ("**R1**", "220 Ω")),
    ("what is LED1 for", ("**LED1**", "a red light")),
    ("explain the wiring", ("GND", "U1.13", "[wiring]")),
    ("show me the code", ("blinker.ino", "[code]")),
    ("how much does it cost?", ("All parts together cost about", "[budget]")),
    ("is it safe?", ("Checked with", "rules")),
    ("how long will the battery last", ("is powered",)),
    ("what does it do", ("every 1 s", "“blinks every second”")),
    ("what is a dht22?", ("DHT22", "3.3 V to 6 V", "not part of this design")),
    ("which parts do I need", ("U1", "LED1", "R1")),
    ("why is the sky blue?", ("no reason",)),
    ("who won the world cup", ("I don't know that", "Without a key")),
])
def test_questions_are_answered_with_facts(shop, project, question, facts):
    text = ask(shop, project, question)
    assert all(f in text for f in facts), text


def test_a_question_changes_nothing(shop, project):
    for question in ("what does R1 do?", "why 220 ohm?", "explain the wiring", "can usb power it?", "is it safe?"):
        ask(shop, project, question)
    assert len(shop.versions(project)) == 1


def test_undo_makes_the_version_before_the_newest_again(shop, project):
    ask(shop, project, "add a button")
    assert "Version 1 is the newest again" in ask(shop, project, "undo that")
    assert "BTN1" not in shop.prototype(project).design.parts


def test_renaming_by_words(shop, project):
    ask(shop, project, "call it Hall light")
    assert shop.open(project).title == "Hall light"


def test_cheaper_says_so_when_nothing_cheaper_is_there(shop, project):
    assert "no cheaper set of parts" in ask(shop, project, "make it cheaper")
    assert len(shop.versions(project)) == 1


def test_a_budget_in_words_is_kept(shop, project):
    assert "under the budget of €90.00" in ask(shop, project, "under 90 euros please").replace("\\", "") or shop.open(project).budget_target == "90.00"


@pytest.mark.parametrize(("text", "amount"), [("under 30 euros", ("30", "EUR")), ("my budget is $25", ("25", "USD")), ("at most 12,50 €", ("12.50", "EUR")), ("below 20", ("20", "")), ("add 3 leds", None)])
def test_amounts_of_money(text, amount):
    assert budget_said(text, prototype()) == amount


@pytest.mark.parametrize(("text", "topic"), [
    ("use an OLED instead", "change"), ("add a buzzer that beeps when the temperature is above 30", "change"), ("make it battery powered", "change"), ("can you add a second button?", "change"),
    ("please remove the led", "change"), ("cheaper please", "cheaper"), ("undo", "undo"), ("thanks!", "hello"), ("show the schematic", "wiring"), ("what would it cost", "cost")])
def test_what_a_message_wants(text, topic):
    assert what_for(text, prototype())[0] == topic


def test_every_role_names_only_tools_that_exist_and_there_are_ten_beside_the_analyst():
    assert len(roles()) == 11 and roles()["dataAnalyst"].intent == ""
    assert {t for r in roles().values() for t in r.tools} <= set(tools())
    assert all(tools()[t].schema()["parameters"]["type"] == "object" for t in tools())
    assert not set(roles()["orchestrator"].tools)


def test_routing_is_total_and_stable():
    odd = ["", "???", "ß" * 500, "🙂", "SELECT * FROM x", "\u202eabc", "1 2 3"]
    for text in ["where do I connect the relay", "fix the compile error", *odd]:
        assert route(text).as_json() | {"milliseconds": 0} == route(text).as_json() | {"milliseconds": 0}
    assert classify("") == ("CHAT", 1.0)
    assert route("anything", first=True).agent.type == "projectInitializer"
    assert route("anything", chosen="codeGenerator").agent.type == "codeGenerator"
    with pytest.raises(BadInput, match="no agent"):
        route("x", chosen="nobody")
