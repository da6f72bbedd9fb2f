"""The lexicon itself: files are whole, concepts exist, and no single lexeme carries the table."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ohm_core.catalogue.catalogue import Catalogue, data_dir
from ohm_core.errors import BadInput
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand import understanding
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.reading_files import lexeme, lexemes_in
from tests.understand.conftest import differences, table


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicons.build(data_dir())


def test_every_concept_that_is_named_exists(lexicon: Lexicon) -> None:
    named = {c for x in lexicon.lexemes for c in (*x.concepts, *x.sense)}
    named |= {c for x in lexicon.lexemes for n in x.needs for c in n.concepts}
    named |= {c for f in lexicon.frames.values() for c in (*f.target, *f.need, *f.by, *((f.default,) if f.default else ()))}
    assert named <= set(lexicon.concepts)


def test_there_are_enough_frames_and_no_form_stands_for_too_much(lexicon: Lexicon) -> None:
    assert len(lexicon.frames) >= 75
    assert all(x.forms for x in lexicon.lexemes)


def test_concepts_have_no_circle(lexicon: Lexicon) -> None:
    for concept in lexicon.concepts.values():
        seen, at = set(), concept.name
        while at:
            assert at not in seen
            seen.add(at)
            at = lexicon.concepts[at].is_


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="colour"):
        lexeme("led", "device", {"forms": "led", "colour": "red"})


def test_a_kind_of_thing_has_what_the_more_general_kind_has() -> None:
    found = {x.key: x for x in lexemes_in("things", {"vessel": {"forms": "bowl", "sense": "water_level"}, "trough": {"is": "vessel", "forms": "trough"}})}
    assert found["trough"].sense == ("water_level",)
    assert found["trough"].kinds == ("trough", "vessel")


@pytest.mark.parametrize("raw", [{"a": {"is": "b", "forms": "a"}}, {"a": {"is": "b", "forms": "a"}, "b": {"is": "a", "forms": "b"}}])
def test_a_kind_that_leads_nowhere_or_in_a_circle_is_refused(raw: dict[str, dict[str, str]]) -> None:
    with pytest.raises(BadInput, match="'is' leads to"):
        list(lexemes_in("things", raw))


def test_words_written_in_two_ways_are_both_known(lexicon: Lexicon) -> None:
    forms = {f for x in lexicon.lexemes for f in x.forms}
    assert {"water temperature", "water temp", "color sensor", "colour sensor"} <= forms
    assert {"tell me", "tell my wife", "tell the family"} <= forms


def test_the_compiled_lexicon_is_the_same(lexicon: Lexicon) -> None:
    assert lexicons.load().lexemes == lexicon.lexemes


def test_taking_any_single_word_form_away_costs_at_most_one_point(lexicon: Lexicon, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Synonyms that occur in the table are left out one at a time (a fixed sample), and only its lines are read again.

    The name of a thing itself (the first form of its lexeme, "light", "switch") is no synonym.
    """
    rows = table("requests.txt")
    used = sorted({(k, form) for k, x in enumerate(lexicon.lexemes) for form in x.forms[1:] if form not in ("light", "switch") for text, _ in rows if f" {form} " in f" {text.lower()} "})
    for k, form in random.Random(7).sample(used, 40):
        less = _without(lexicon, k, form)
        monkeypatch.setattr(understanding.lexicons, "load", lambda less=less: less)
        touched = [(t, w) for t, w in rows if form in t.lower()]
        wrong = sum(any(differences(understanding.understand(t, catalogue), w, catalogue)) for t, w in touched)
        monkeypatch.undo()
        assert wrong <= len(rows) / 100 + 1, f"'{form}' carries {wrong} requests"


def _without(lexicon: Lexicon, k: int, form: str) -> Lexicon:
    """The lexicon with one form of one lexeme taken away."""
    less = replace(lexicon, lexemes=[], trie={})
    for i, x in enumerate(lexicon.lexemes):
        less.add(replace(x, forms=tuple(f for f in x.forms if f != form)) if i == k else x)
    return less
