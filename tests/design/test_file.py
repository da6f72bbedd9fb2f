"""The design file and its JSON."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohm_core.design.behaviour import Action, AllOf, AnyOf, At, Behaviour, Between, Event, Every, Held, MapOf, OneOf, Read, Reading, Template
from ohm_core.design.file import design_from, design_json, design_text, parse_json, safe_path
from ohm_core.design.values import Design, PartUse, PinRef, SourceFile
from ohm_core.design.wishes import Conflict, PowerWish, Requirements, Span, Unserved, Wish
from ohm_core.errors import BadInput
from ohm_core.units import Money

FULL = Design(
    title="Everything", board="U1", description="a text", parts={"U1": PartUse("arduino-uno-r3"), "LED1": PartUse("led-5mm", {"color": "red"}, serves=("a red light",), owned=True)},
    connections=((PinRef("U1", "D2"), PinRef("LED1", "A")), (PinRef("LED1", "C"), PinRef("U1", "GND.1"))),
    requirements=Requirements("a text", "Everything", (Wish("w1", "show", "illumination", 2, said="two lights"),), budget=Money(Decimal("40"), "USD"), power=PowerWish("battery", said="battery"), spans=(Span(0, 6, "explained"),)),
    behaviours=(
        Behaviour("b1", Reading("S1.moisture_pct", "<", 30, 5), (Action("LED1", "on", (), 5.0),), (Action("LED1", "off"),), "when dry"),
        Behaviour("b2", AllOf((Event("BTN1.pressed"), Every(600.0), At("07:30"), Between(("22:00", "sunrise")))), (Action("LED1", "set", (("level_pct", MapOf("S1.x", (0.0, 1.0), (0.0, 100.0))),)), Action("board", "log", (("text", Template("{S1.x} %")),)))),
        Behaviour("b3", Reading("S1.x", ">", Read("S1.y")), (Action("LED1", "show", (("text", OneOf(("yes", "no"))),)),)),
        Behaviour("b4", Held(AnyOf((Reading("S1.x", "==", 1), Reading("S1.y", ">", 2.5))), 20.0), (Action("LED1", "on", (), None, 1), Action("LED1", "off", (), 2.0, 2))),
    ),
    assumptions=("an assumption",), unserved=(Unserved("words", "why"),), conflicts=(Conflict(("a", "b"), "why", ("out",)),), firmware=(SourceFile("a/b.ino", "cpp", "x"),), features={"wifi": True}, locked=("U1.D2=LED1.A",),
)


def test_a_design_survives_its_file() -> None:
    again = design_from(parse_json(design_text(FULL).encode(), "x"))
    assert design_json(again) == design_json(FULL)
    assert again.behaviours == FULL.behaviours
    assert again.connections == FULL.connections


def test_all_after_the_first_dot_is_the_pin() -> None:
    assert design_json(FULL)["connections"][1][1] == "U1.GND.1"


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../b", "~/x", "C:x", "", "a//b", "a\\..\\b", "x\x00y"])
def test_a_path_that_leaves_its_folder_is_refused(path: str) -> None:
    with pytest.raises(BadInput):
        safe_path(path)


@pytest.mark.parametrize("data", [b"", b" \n", b"\0" * 50, b"{", b"[" * 100_000, b'{"a": NaN}', b"\xff\xfe\xc3("])
def test_what_is_no_json_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        parse_json(data, "x.json")
    assert "\n" not in caught.value.message


def test_a_byte_order_mark_is_fine() -> None:
    assert parse_json(b"\xef\xbb\xbf{}", "x") == {}


@given(st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["format", "parts", "part", "connections", "board", "attrs", "title", "when", "read", "behaviours"]), inner, max_size=4), max_leaves=12))
def test_any_json_is_a_design_or_refused(body: object) -> None:
    raw = {**body, "format": "ohm-design/1"} if isinstance(body, dict) else body
    with contextlib.suppress(BadInput):
        design_from(json.loads(json.dumps(raw)))


def test_requirements_come_back_whole() -> None:
    """What was asked survives the file: a later message builds on it, also in another process."""
    from ohm_core.design.file import design_from, design_text
    from ohm_core.project.prototype import make

    design = make("Water my tomatoes when the soil is dry and beep when the tank is empty, powered by a 9V battery, under 90 euros").design
    back = design_from(json.loads(design_text(design)))
    assert back.requirements == design.requirements and back.requirements.behaviours


@pytest.mark.parametrize("hours", [["08:00"], ["8 am", "20:00"], ["24:00", "06:00"], "22:00-06:00", ["noon", "sunset"]])
def test_hours_that_are_no_times_of_day_are_refused(hours: object) -> None:
    body = {"format": "ohm-design/1", "title": "x", "board": "U1", "parts": {"U1": {"part": "arduino-uno-r3"}}, "connections": [], "behaviours": [{"id": "b", "when": {"between": hours}, "do": []}]}
    with pytest.raises(BadInput) as caught:
        design_from(body)
    assert "between" in str(caught.value)
