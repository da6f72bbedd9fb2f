"""The seam of a broken stream: nothing twice, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from ohm_core.llm.joining import SHORTEST_REPEAT, Joiner

# Numbered words: no two places of the text look alike, so what is a repetition is certain.
NUMBERED = "".join(f"word{i} " for i in range(200))


def rest(said: str, pieces: Iterable[str]) -> str:
    joiner = Joiner(said)
    return "".join([*(joiner.feed(p) for p in pieces), joiner.finish()])


def cut_up(text: str, sizes: list[int]) -> list[str]:
    pieces = []
    for size in sizes:
        pieces, text = [*pieces, text[:size]], text[size:]
    return [*pieces, text]


@given(st.integers(1, len(NUMBERED) - 1), st.integers(0, 600), st.lists(st.integers(1, 30), max_size=40))
def test_a_rest_that_repeats_the_last_words_or_not_joins_without_a_seam(at: int, again: int, sizes: list[int]) -> None:
    back = again if SHORTEST_REPEAT <= again <= at else 0
    assert NUMBERED[:at] + rest(NUMBERED[:at], cut_up(NUMBERED[at - back :], sizes)) == NUMBERED


@given(st.integers(SHORTEST_REPEAT, len(NUMBERED) - 1), st.lists(st.integers(1, 30), max_size=40))
def test_a_model_that_says_all_of_it_again_is_heard_from_the_break_on(at: int, sizes: list[int]) -> None:
    assert NUMBERED[:at] + rest(NUMBERED[:at], cut_up(NUMBERED, sizes)) == NUMBERED


@given(st.text(max_size=80), st.lists(st.text(max_size=10), max_size=10))
def test_what_comes_out_is_the_end_of_what_went_in(said: str, pieces: list[str]) -> None:
    joiner = Joiner(said)
    out = "".join([*(joiner.feed(p) for p in pieces), joiner.finish()])
    assert joiner.lost or "".join(pieces).endswith(out)


def test_short_repetitions_are_meant() -> None:
    assert rest("He laughed: ha ha ", ["ha ", "ha."]) == "ha ha."
    assert rest("ban", ["ana"]) == "ana"


def test_nothing_new_adds_nothing() -> None:
    assert rest("The resistor goes first.", ["The resistor goes first."]) == ""
    assert rest("The resistor goes first.", []) == ""


def test_an_answer_begun_anew_in_other_words_is_lost() -> None:
    said = "The LED needs a resistor of 220 ohm between GPIO13 and its anode, because it would"
    joiner = Joiner(said)
    assert joiner.feed(said[:70] + " which is then joined to ground.") == "" and joiner.lost and joiner.feed("more") == ""
