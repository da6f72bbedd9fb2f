"""Secrets never stand in the log of tool calls or in what readers are told."""

from __future__ import annotations

import pytest

from ohm_core.agents.scrub import HIDDEN, scrubbed


@pytest.mark.parametrize("text", ["key sk-abcdefghijklmnop1234 here", "Authorization: Bearer abcdef123456789", 'const char* password = "hunter22";', "WIFI_PASS: 'hunter22'", '{"api_key": "hunter22"}', "ghp_abcdefghijklmnopqrstuvwx123",
                                  "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----", 'char ssid_password[] = "hunter22"'])
def test_a_secret_in_a_text_is_hidden(text):
    shown = scrubbed(text)
    assert HIDDEN in shown and not any(s in shown for s in ("hunter22", "sk-abc", "abcdef123456789", "ghp_", "RSA"))


def test_what_stands_under_the_name_of_a_secret_is_hidden_and_the_rest_stays():
    given = {"password": "x1", "nested": [{"token": "abc", "name": "LED1"}], "count": 3, "text": "the key of the door, a pass transistor, token ring"}
    assert scrubbed(given) == {"password": HIDDEN, "nested": [{"token": HIDDEN, "name": "LED1"}], "count": 3, "text": given["text"]}


def test_keys_of_the_environment_are_known(monkeypatch):
    monkeypatch.setenv("OHM_KEYS_OPENAI", "first-key-of-mine,second-key-of-mine")
    assert scrubbed("it said second-key-of-mine twice") == f"it said {HIDDEN} twice"


def test_the_log_and_the_journal_of_a_turn_hold_no_secret_but_the_file_does(shop):
    from ohm_core.agents.turn import Call
    from ohm_core.agents.turns import Turns
    from ohm_core.store import runs

    class Careless:
        name = "careless"

        def answer(self, turn):
            yield Call("write_file", {"artifact_type": "context", "content": 'const char* password = "hunter22";'})
            yield Call("search_parts", {"words": "sk-abcdefghijklmnop1234"})

    project = shop.create()
    turns = Turns(shop.store, Careless())
    events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, "x"), 0))
    log = runs.tool_log(shop.store, "local", project.id)
    assert [t["name"] for t in log] == ["write_file", "search_parts"] and all(t["id"] and t["milliseconds"] >= 0 for t in log)
    assert not any(s in str(events) + str(log) for s in ("hunter22", "sk-abc")) and "hunter22" in shop.snapshot(project).text("context")
