"""A project is named by what it does, in two to six words."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.understand import understand


@pytest.mark.parametrize(("request_", "title"), [
    ("Water my tomatoes when the soil is dry and beep when the tank is empty", "Tomato watering alarm"),
    ("Show the temperature and humidity from a DHT11 on an LCD and beep when it is hotter than 30 degrees", "Temperature and humidity display with alarm"),
    ("A red LED blinks every second", "Blinking red LED"),
    ("log the temperature to an sd card every 10 minutes", "Temperature logger"),
    ("A potentiometer controls the speed of a motor", "Motor controlled by knob"),
    ("I want a plant waterer with an esp32", "Plant waterer"),
    ("When the door opens, sound the buzzer", "Door alarm"),
    ("Its eyes glow orange when someone walks up to it", "Eye coloured light"),
])
def test_titles_say_what_it_does(request_: str, title: str) -> None:
    assert understand(request_, load()).title == title


@pytest.mark.parametrize("request_", ["?! a", "beep", "I would like to", "measure distance", "x" * 300, "the the the the the the the the the"])
def test_a_title_is_never_empty_nor_long(request_: str) -> None:
    title = understand(request_, load()).title
    assert title and len(title) <= 60 and len(title.split()) <= 6
