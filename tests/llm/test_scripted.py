"""The scripted model: answers by order and by request, the same every time."""

from __future__ import annotations

import time

import pytest

from ohm_core.errors import Bug, ProviderDown
from ohm_core.llm.scripted import Pause, Scripted, asks, asks_raw, fails, says
from ohm_core.llm.values import Coming, End, Models, Piece, Request, Rotation, Said, ToolAsk, Usage


def request(text: str = "hello") -> Request:
    return Request("scripted", (Said("user", text),))


def all_of(model: Models, text: str = "hello") -> list[Coming]:
    return list(model.stream(request(text), lambda: False))


def test_answers_come_in_order_and_requests_are_kept() -> None:
    model = Scripted(asks("read_file", artifact_type="bom"), says("Three parts, no more."))
    (ask, end) = all_of(model, "what do I need?")
    assert isinstance(ask, ToolAsk) and (ask.name, ask.arguments, end) == ("read_file", '{"artifact_type": "bom"}', End("tools"))
    came = all_of(model, "and now?")
    assert "".join(p.text for p in came if isinstance(p, Piece)) == "Three parts, no more."
    assert came[-1] == End("stop")
    assert [r.messages[-1].text for r in model.requests] == ["what do I need?", "and now?"]


def test_an_answer_with_a_condition_waits_for_its_request() -> None:
    model = Scripted(says("for wiring").only_when(lambda r: "wire" in r.messages[-1].text), says("for all").always())
    assert [all_of(model, t)[-2] for t in ("cost?", "wire it", "wire it")] == [Piece("all"), Piece("wiring"), Piece("all")]


def test_text_and_asks_of_one_call_come_together_with_what_follows() -> None:
    usage = Usage("m", 10, 5, None)
    rotation = Rotation("key_rotated", 0, 1, 1)
    came = all_of(Scripted(says("Looking.", rotation) + asks("a") + asks_raw("b", '{"x": ') + says("", usage)))
    assert [type(c).__name__ for c in came] == ["Piece", "Rotation", "ToolAsk", "ToolAsk", "Usage", "End"]
    assert came[-1] == End("tools")


def test_an_error_is_raised_where_the_script_has_it() -> None:
    model = Scripted(fails(ProviderDown("No key is left.", kind="no_key")), says("Half", ProviderDown("Cut.", kind="unreachable")), says("cut ", End("broken", "cut")))
    with pytest.raises(ProviderDown, match="No key"):
        all_of(model)
    stream = model.stream(request(), lambda: False)
    assert next(stream) == Piece("Half")
    with pytest.raises(ProviderDown, match="Cut"):
        next(stream)
    assert all_of(model) == [Piece("cut "), End("broken", "cut")]


def test_a_script_that_has_run_out_says_for_which_request() -> None:
    with pytest.raises(Bug, match="call 1, which ends with 'hello'"):
        all_of(Scripted())


def test_a_stop_ends_a_long_pause_within_a_second() -> None:
    model = Scripted(says("one ", Pause(30.0)) + says("two"))
    came: list[Coming] = []
    start = time.monotonic()
    for piece in model.stream(request(), lambda: bool(came) and time.monotonic() - start > 0.1):
        came.append(piece)
    assert came == [Piece("one "), End("stop")]
    assert time.monotonic() - start < 1.0


def test_the_same_ask_has_the_same_id_in_every_run() -> None:
    assert asks("a", x=1) == asks("a", x=1) != asks("a", x=2)
