"""What the grammar finds nothing in is read by resemblance to labelled requests, and said; what it found where nothing is asked for is let go."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.errors import BadInput
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand import understand
from ohm_core.understand.learned.ear import Ear
from ohm_core.understand.learned.labelled import FOLDER, labelled
from ohm_core.understand.learned.model import FORMAT, NOTHING, model, peaks
from ohm_core.understand.names import names_of
from ohm_core.understand.understanding import page_of
from scripts.train_asked import lines, stamp


def concepts(text: str, catalogue: Catalogue) -> set[str]:
    return {w.concept for w in understand(text, catalogue).wishes if w.status in ("wanted", "owned")}


def test_the_weights_are_those_of_the_labelled_requests() -> None:
    assert model().stamp == stamp(one for many in lines().values() for one in many), "run scripts/train_asked.py"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda p: p.stem)
def test_every_labelled_request_names_concepts_there_are(path, catalogue: Catalogue) -> None:
    for line in path.read_text(encoding="utf-8").splitlines()[::10]:
        assert labelled(line, catalogue).text


def test_a_label_that_is_no_concept_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(BadInput, match="warmth is no concept"):
        labelled("tell me [how warm it is](warmth)", catalogue)


def test_a_stretch_covers_the_words_that_ask_for_it(catalogue: Catalogue) -> None:
    one = labelled("when [the hens have roosted](light|motion) [the hatch shuts](angle)", catalogue)
    assert [(one.words.low[a.start], one.words.low[a.end - 1], a.concepts) for a in one.asks] == [("the", "roosted", (("light", "motion"),)), ("the", "shuts", (("angle",),))]


def test_likelihoods_of_a_word_are_together_one(catalogue: Catalogue) -> None:
    rows = Ear(page_of("let the fox wink when someone strokes it", lexicons.load(), names_of(catalogue))).rows
    assert len(rows) == 8 and all(abs(sum(r) - 1) < 1e-9 for r in rows)


def test_a_likelihood_of_one_word_alone_is_shared_with_its_neighbours() -> None:
    assert peaks([[1, 0], [0.1, 0.9], [1, 0], [1, 0]])[1] == pytest.approx(0.3)
    assert peaks([[0.2, 0.8]])[1] == 0.8


def test_the_model_knows_no_concept_that_the_ontology_has_not() -> None:
    assert set(model().concepts) - {NOTHING, "none"} <= set(lexicons.load().concepts) and FORMAT


@pytest.mark.parametrize(("text", "wanted"), [
    ("Give me a nudge on the wrist as soon as the bread dough has grown up to the rim.", "haptic"),
    ("I'd love the stuffed owl to hoot whenever somebody tiptoes through the corridor.", "motion"),
    ("my tomato seedlings look thirsty half the time, something should give them a sip by itself", "water_flow"),
])
def test_everyday_words_come_to_what_they_ask_for(text: str, wanted: str, catalogue: Catalogue) -> None:
    assert wanted in concepts(text, catalogue)


def test_what_is_taken_so_is_said(catalogue: Catalogue) -> None:
    made = understand("Give me a nudge on the wrist as soon as the bread dough has grown up to the rim.", catalogue)
    assert any("taken to ask for haptic" in a or "read as" in a for a in made.assumptions)


@pytest.mark.parametrize("text", ["Sold my whole drawer yesterday, and I felt ten kilos lighter.", "Hooray, after three evenings of cursing the neighbours finally stopped drumming."])
def test_talk_asks_for_nothing(text: str, catalogue: Catalogue) -> None:
    assert not concepts(text, catalogue)


def test_what_is_refused_is_not_taken(catalogue: Catalogue) -> None:
    assert concepts("Measure the temperature and show it, no logging to a card", catalogue) == {"temperature", "text_display"}


@pytest.mark.parametrize("text", ["when the laundry is done tell me on my phone", "tell me on my phone when the laundry is done", "A car alarm that texts me"])
def test_an_occasion_that_was_read_stays_where_nothing_likelier_is_heard(text: str, catalogue: Catalogue) -> None:
    assert "vibration" in concepts(text, catalogue)
