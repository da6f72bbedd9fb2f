"""No limit, time or angle of the words is lost in silence."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.understand import understand


def lost(text: str) -> list[str]:
    return [u.said for u in understand(text, load()).unserved if "nothing to do with" in u.why]


@pytest.mark.parametrize(("text", "amount"), [
    ("A lamp that lights up when it is dark; 47 percent of something else entirely.", "47 percent"),
    ("A buzzer beeps when I press the button, and the frobnicator wibbles at 37 degrees.", "37 degrees"),
])
def test_an_amount_that_nothing_came_of_is_said(text: str, amount: str) -> None:
    assert any(amount in words for words in lost(text))


@pytest.mark.parametrize("text", [
    "Turn on the fan above 27 degrees.", "Water the plant for 5 seconds when the soil is below 30 percent.", "Switch the lamp on at 7:30 am and off at 10 pm.",
    "My 5 year old wants a night light that comes on in the dark.", "Like the toy from the 80s: a light that blinks twice a second.", "We are away for two weeks; water the plants when they are dry.",
    "A strip of 2 m length that glows red.", "A lamp for under 20 dollars that I switch with a button.", "Keep the incubator between 36 and 38 degrees with a heater relay.",
])
def test_amounts_that_are_used_or_only_describe_are_not(text: str) -> None:
    assert lost(text) == []


@pytest.mark.parametrize(("text", "words"), [
    ("A blue LED lights under 4 degrees, and if it is raining as well it pulses instead", "raining"),
    ("The button marked up on the remote turns the servo to 110, the one marked down to 70.", "70"),
])
def test_states_and_angles_that_nothing_holds_are_said(text: str, words: str) -> None:
    assert any(words in u.said for u in understand(text, load()).unserved)


@pytest.mark.parametrize("text", ["A blue LED lights when it is raining", "The servo turns to 110 when it is dark, otherwise to 20."])
def test_states_and_angles_that_are_held_are_not_said_to_be_lost(text: str) -> None:
    assert not understand(text, load()).unserved
