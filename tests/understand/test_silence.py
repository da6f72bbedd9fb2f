"""What is not understood is said: verbs nobody knows, limits in a unit the quantity has not. And what a part is for stays a clause."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from tests.understand.plainly import plain, read


@pytest.mark.parametrize(("text", "words"), [
    ("When it is dark, gribble the lamp.", "gribble the lamp"),
    ("A lamp that goes on in the dark. It should also yodel.", "It should also yodel"),
    ("When the door opens, beep and frobnicate the curtain.", "frobnicate the curtain"),
    ("A robot whose eyes light up in the dark; it zorbles too.", "it zorbles too"),
    ("If the window is open, beep. It also snorfles.", "It also snorfles"),
    ("A frog whose eyes blink when I clap. Then it slurps.", "it slurps"),
])
def test_a_verb_that_nobody_knows_is_said(text: str, words: str, catalogue: Catalogue) -> None:
    assert any(words in u.said for u in read(text, catalogue).unserved)


@pytest.mark.parametrize("text", [
    "A night light for my hall: it switches on when somebody walks by.", "My dog scratches the door and it annoys me; beep when the door moves.",
    "A lamp that comes on in the dark; it should look like a moon.", "When the soil is dry, water the plant; it needs that.", "A fan that starts above 25 degrees. It must be quiet.",
])
def test_what_tells_no_deed_is_not_called_unknown(text: str, catalogue: Catalogue) -> None:
    assert not [u.said for u in read(text, catalogue).unserved if "does not know" in u.why]


@pytest.mark.parametrize(("text", "words", "reading"), [
    ("Beep when humidity rises above 30 degrees.", "30 degrees", "humidity_pct"),
    ("Turn a lamp on with an LDR if the light is below 50 lux.", "50 lux", "light_pct"),
    ("The pump starts when the level in the tank falls below 20 cm.", "20 cm", "water_pct"),
    ("A red LED lights when there is more than 300 ppm gas.", "300 ppm", "gas_pct"),
    ("Warn me with a beep when the soil moisture is under 4 °C.", "4 °C", "moisture_pct"),
])
def test_a_limit_in_a_unit_that_its_quantity_has_not_is_said_and_a_usual_one_assumed(text: str, words: str, reading: str, catalogue: Catalogue) -> None:
    found = read(text, catalogue)
    assert any(words in u.said + u.why for u in found.unserved)
    assert any(line.startswith(reading) for line in plain(text, catalogue))


@pytest.mark.parametrize(("text", "concept", "many"), [
    ("A pumpkin whose eyes light up when somebody comes near", "illumination", 2),
    ("A toy lorry with headlights that come on in the dark.", "illumination", 2),
    ("The wings of the paper bird flap when I press a button.", "angle", 2),
    ("A monster with LED eyes that blink when it is loud.", "illumination", 2),
    ("Build a cat whose three eyes light up in the dark.", "illumination", 3),
    ("A robot whose left eye lights up when I press a button.", "illumination", 1),
])
def test_what_comes_in_pairs_is_two_unless_a_number_is_said(text: str, concept: str, many: int, catalogue: Catalogue) -> None:
    assert [w.count for w in read(text, catalogue).wanted() if w.concept == concept] == [many]


@pytest.mark.parametrize("text", [
    "A pill box for my grandmother which reminds her, because she always forgets them and my mother has to call, at 8 in the morning and 8 in the evening with a beep, and which stops when she opens the lid.",
    "water the plants twice a day although I am often away and my neighbour, who is a nice man but old, can't come every day in the summer holidays",
    "Every evening at 19:30, which is when the children should go to bed because they have to be at school early the next day, a lamp in the hall blinks for a minute.",
    "I would like a lamp that comes on at 6:45, since I have to catch the train and my alarm clock has been broken for more than a year now and nobody repairs it.",
    "Feed the fish with a servo at noon, but please in such a way that a child who is only six years old and very curious can look at it and understand how it works.",
])
def test_what_a_wish_is_for_is_a_clause_and_no_paragraph(text: str, catalogue: Catalogue) -> None:
    assert all(len(w.said) <= 80 for w in read(text, catalogue).wishes)
