"""Artifacts written into the text: found however the stream is cut, each broken one told, the others whole, no word lost."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohm_core.agents.containers import OPEN, TOOL_OF, Containers
from ohm_core.agents.turn import Call, Say

BILL = {"project_name": "P", "components": [{"name": "LED", "partNumber": "led-5mm", "quantity": 1}], "totalCost": 1}


def read(*pieces: str) -> tuple[str, list[Call]]:
    """The text for the person, and the calls."""
    reader = Containers()
    moves = [m for p in pieces for m in reader.feed(p)] + reader.end()
    return "".join(m.text for m in moves if isinstance(m, Say)), [m for m in moves if isinstance(m, Call)]


def test_a_bill_in_the_text_is_the_call_of_its_tool():
    text, calls = read(f"Here it is: <BOM_CONTAINER>\n{json.dumps(BILL)}\n</BOM_CONTAINER> done.")
    assert text == "Here it is:  done." and calls == [Call("update_bom", BILL)]


@pytest.mark.parametrize(("body", "files"), [
    ('{"filename": "a.ino", "language": "arduino", "content": "x"}', ["a.ino"]), ('{"files": [{"path": "src/a.cpp", "code": "x"}, {"name": "b.h", "content": "y"}]}', ["src/a.cpp", "b.h"]),
    ('```json\n[{"filename": "a.py", "content": "x"}]\n```', ["a.py"])])
def test_code_comes_as_one_file_or_many(body, files):
    _, calls = read(f"<CODE_CONTAINER>{body}</CODE_CONTAINER>")
    assert [c.arguments["filename"] for c in calls] == files and all(c.arguments["language"] for c in calls)


def test_a_file_may_stand_bare_with_its_name_in_the_tag():
    _, calls = read('<CODE_CONTAINER filename="main.ino">\nvoid setup() { if (1 < 2) {} }\n</CODE_CONTAINER>')
    assert calls == [Call("add_code_file", {"filename": "main.ino", "language": "arduino", "content": "void setup() { if (1 < 2) {} }\n", "description": ""})]


def test_context_comes_as_markdown_or_as_several_texts():
    assert read("<CONTEXT_CONTAINER># Goal\nx</CONTEXT_CONTAINER>")[1] == [Call("update_context", {"context": "# Goal\nx"})]
    assert read('<CONTEXT_CONTAINER>{"context": "a", "mvp": "b"}</CONTEXT_CONTAINER>')[1] == [Call("update_context", {"context": "a"}), Call("update_mvp", {"mvp": "b"})]


def test_a_broken_artifact_tells_its_own_error_and_the_others_stand():
    text, calls = read(f"a <BOM_CONTAINER>{{oops</BOM_CONTAINER> b <MVP_CONTAINER>m</MVP_CONTAINER> c <WIRING_CONTAINER>[1]</WIRING_CONTAINER> d <BOM_CONTAINER>{json.dumps(BILL)}</BOM_CONTAINER> e <PRD_CONTAINER>never closed")
    assert text == "a  b  c  d  e " and [(c.tool, bool(c.unreadable)) for c in calls] == [("update_bom", True), ("update_mvp", False), ("update_wiring", True), ("update_bom", False), ("update_prd", True)]
    assert "oops" in calls[0].unreadable and "not closed" in calls[-1].unreadable


def test_words_that_only_look_like_tags_reach_the_person():
    for text in ("1 < 2 and <b>bold</b>", "a <BOM", "<UNKNOWN_CONTAINER>x</UNKNOWN_CONTAINER>", "<BOM_CONTAINERS>", "if (a<B) {", "<", "</BOM_CONTAINER>"):
        assert read(*text) == (text, [])


def test_text_is_passed_on_at_once_and_only_a_possible_tag_waits():
    reader = Containers()
    assert reader.feed("hello ") == [Say("hello ")] and reader.feed("<BOM") == [] and reader.feed("x") == [Say("<BOMx")] and reader.end() == []


def test_an_endless_artifact_is_told_and_what_follows_it_stands():
    text, calls = read("<CODE_CONTAINER>", *("x" * 50_000 for _ in range(14)), "</CODE_CON", "TAINER> after <MVP_CONTAINER>m</MVP_CONTAINER>")
    assert text == " after " and "more than" in calls[0].unreadable and calls[1].arguments == {"mvp": "m"}


piece = st.one_of(st.text(max_size=12), st.sampled_from(["<", "<BOM_CONTAINER>", "</BOM_CONTAINER>", "<BOM_CONT", "AINER>", json.dumps(BILL), "{", "<CODE_CONTAINER filename=\"a.ino\">", "</CODE_CONTAINER>", "<CONTEXT_CONTAINER>", "</CONTEXT_CONTAINER>"]))


@given(st.lists(piece, max_size=14), st.lists(st.integers(0, 400), max_size=12))
def test_where_the_stream_is_cut_makes_no_difference(pieces, cuts):
    whole = "".join(pieces)
    places = sorted({0, len(whole), *(c % (len(whole) + 1) for c in cuts)})
    assert read(*(whole[a:b] for a, b in itertools.pairwise(places))) == read(whole)


@given(st.lists(piece, max_size=14))
def test_outside_of_containers_no_letter_is_lost_and_every_call_is_one_of_a_tool(pieces):
    whole = "".join(pieces)
    text, calls = read(whole)
    assert all(c.tool in TOOL_OF.values() for c in calls)
    if not OPEN.search(whole):
        assert (text, calls) == (whole, [])
