"""Mechanisms that the golden projects need: which behaviours come of a request, each in fresh words."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from tests.understand.plainly import plain, read


@pytest.mark.parametrize(("text", "want"), [
    ("A red light comes on when it gets warmer than 28 °C and a blue one when it is colder than 18 °C.", ["temperature_c > 28 (1): lamp_red on | lamp_red off", "temperature_c < 18 (1): lamp_blue on | lamp_blue off"]),
    ("A green LED lights when the humidity is above 60 % and a yellow one when it is below 30 %.", ["humidity_pct > 60 (3): led_green on | led_green off", "humidity_pct < 30 (3): led_yellow on | led_yellow off"]),
    ("The white LED turns on when it is dark and the red one when it is hotter than 30 degrees", ["light_pct < 30 (5): led_white on | led_white off", "temperature_c > 30 (1): led_red on | led_red off"]),
    ("Turn on a fan when it is warmer than 26 °C and a heater when it is colder than 17 °C.", ["temperature_c > 26 (1): fan on | fan off", "temperature_c < 17 (1): heater on | heater off"]),
])
def test_a_second_thing_has_a_condition_of_its_own(text: str, want: list[str], catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == want


def test_a_thing_named_by_its_colour_alone_has_its_own_words(catalogue: Catalogue) -> None:
    said = {w.id: w.said for w in read("A red light comes on when it gets warmer than 28 °C and a blue one when it is colder than 18 °C.", catalogue).wishes}
    assert said["lamp_blue"] == "a blue one"
    said = {w.id: w.said for w in read("A button turns the red LED on. A green LED blinks.", catalogue).wishes}
    assert said["led_green"] == "A green LED"


@pytest.mark.parametrize(("text", "want"), [
    ("A relay goes on below 19 °C and off above 21 °C.", ["temperature_c < 19 (2): relay on | relay off"]),
    ("Turn the fan on when it is warmer than 27 °C and off again when it is colder than 24 °C.", ["temperature_c > 27 (3): fan on | fan off"]),
    ("Switch the pump on when the soil moisture is below 30 % and off when it is above 45 %.", ["moisture_pct < 30 (15): pump on | pump off"]),
    ("Switch the fan on above 65 % humidity until it is back under 60 %.", ["humidity_pct > 65 (5): fan on | fan off"]),
    ("Switch on the fan above 40 % humidity until it reaches 35 %.", ["humidity_pct > 40 (5): fan on | fan off"]),
    ("When the temperature is over 30 °C turn on the fan until it is below 26 °C.", ["temperature_c > 30 (4): fan on | fan off"]),
])
def test_two_limits_of_one_reading_are_a_band(text: str, want: list[str], catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == want


def test_what_is_shown_beside_a_band_is_always_shown(catalogue: Catalogue) -> None:
    found = plain("Switch the heater with a relay on when it is colder than 19 and off again when it is warmer than 21, and show the temperature on an OLED.", catalogue)
    assert found[0] == "temperature_c < 19 (2): relay on | relay off" and found[1].startswith("every 2: oled show") and len(found) == 2


@pytest.mark.parametrize("text", [
    "Beeps faster the closer I get, and a red LED lights when I am closer than 20 cm.", "It beeps faster the nearer I come, and a red LED turns on when I am closer than 20 cm.",
    "A buzzer beeps faster the closer the wall is, and a red LED lights when it is closer than 20 cm.", "Beep faster the closer I get to it and light a red LED when the distance is below 20 cm."])
def test_a_comparison_does_not_steer_what_has_a_limit(text: str, catalogue: Catalogue) -> None:
    found = plain(text, catalogue)
    assert "distance_cm < 20 (2): led_red on | led_red off" in found and len(found) == 2
    assert any("beep ~distance_cm" in line for line in found)


@pytest.mark.parametrize("text", [
    "Press the button and the red LED turns on, the next press turns it off again.", "One press on the button turns the red LED on, the next press turns it off again.",
    "A push button switches a red LED on, a second press switches it off again.", "When I press the button a red LED comes on, the next press turns it off.",
    "When I press the button a red LED comes on and when I press it again it goes off."])
def test_a_press_and_the_next_toggle(text: str, catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == ["pressed: led_red toggle"]


@pytest.mark.parametrize("text", ["A red LED is on while the button is pressed and a green one otherwise.", "As long as the button is pressed a red LED comes on, otherwise a green one."])
def test_another_colour_otherwise(text: str, catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == ["pressed == 1 (0): led_red on, led_green off | led_red off, led_green on"]


@pytest.mark.parametrize("text", ["If the light is on for more than 2 hours, beep."])
def test_a_condition_that_is_lost_is_said(text: str, catalogue: Catalogue) -> None:
    assert [u.said for u in read(text, catalogue).unserved] == ["the light is on for more than 2 hours"]


@pytest.mark.parametrize(("text", "period"), [
    ("A green LED blinks once a second all the time so I can see that it is alive.", "1"), ("A green LED blinks twice a second so that I can see it works.", "0.5"),
    ("Blink a green LED every 2 seconds", "2"), ("a green LED that blinks every second", "1")])
def test_a_blink_has_its_period(text: str, period: str, catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == [f"always: led_green blink {period}"]
    assert {w.concept for w in read(text, catalogue).wanted()} == {"illumination"}


@pytest.mark.parametrize("text", [
    "A yellow LED gets brighter the further I turn the knob.", "The further I turn the knob, the brighter the yellow LED gets.",
    "The yellow LED shines brighter the further the potentiometer is turned.", "A yellow LED is brighter the farther I turn a knob"])
def test_further_speaks_of_the_knob(text: str, catalogue: Catalogue) -> None:
    found = plain(text, catalogue)
    assert len(found) == 1 and found[0].startswith("always: led_yellow set ~position_pct")
    assert "distance" not in {w.concept for w in read(text, catalogue).wishes}


@pytest.mark.parametrize(("text", "want"), [
    ("Water my tomatoes when the soil is dry: run the pump for 5 seconds when the moisture falls under 30 percent.", "moisture_pct < 30 (5): pump on for 5"),
    ("Water the basil when it is dry: run the pump for 8 seconds when the soil moisture drops below 25 %.", "moisture_pct < 25 (5): pump on for 8"),
    ("Cool the cabinet when it is hot: switch the fan on when the temperature is above 35 °C.", "temperature_c > 35 (1): fan on | fan off"),
    ("It waters my plant when the soil is dry: switch the pump on for 3 seconds when the moisture is under 40 %", "moisture_pct < 40 (5): pump on for 3"),
])
def test_what_follows_a_colon_says_it_exactly(text: str, want: str, catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == [want]


@pytest.mark.parametrize("text", [
    "When I hold an RFID card to the reader the servo turns to 90 degrees and a green LED lights for 3 seconds, then it locks again at 0 degrees. A push button inside opens it the same way.",
    "When I hold an NFC tag to the reader, the servo moves to 90 degrees and a green LED lights for 3 seconds, then it locks again. A push button does the same thing."])
def test_any_card_opens_for_a_while_and_a_button_likewise(text: str, catalogue: Catalogue) -> None:
    opens = "servo move 90 for 3, led_green on for 3"
    assert plain(text, catalogue) == [f"tag_read: {opens}", f"pressed: {opens}", "always: servo move 0"]


@pytest.mark.parametrize("text", ["Beep while the door is open. A magnetic reed switch is on the door.", "A buzzer beeps while the window is open. A reed switch is on the window.", "Beep as long as the door is open, with a reed switch."])
def test_open_means_the_magnet_is_away(text: str, catalogue: Catalogue) -> None:
    found = plain(text, catalogue)
    assert len(found) == 1 and found[0].startswith("magnet == 0 (0):") and "beep 1" in found[0]


@pytest.mark.parametrize(("text", "want"), [
    ("Beep when the door has been open for longer than 20 seconds, stop when it is closed. A magnetic reed switch is on the door.", ["magnet == 0 (0) for 20: sound beep 1 | sound off"]),
    ("A LED turns on when there is no motion for 5 minutes", ["motion == 0 (0) for 300: led on | led off"]),
    ("Sound a buzzer when the window has been open for more than 10 minutes", ["magnet == 0 (0) for 600: buzzer beep 1 | buzzer off"]),
    ("When the temperature stays above 30 °C for 2 minutes, turn on the fan.", ["temperature_c > 30 (1) for 120: fan on | fan off"]),
    ("Turn a lamp on when somebody moves. The lamp goes off 30 seconds after the last motion.", ["motion: lamp on", "motion == 0 (0) for 30: lamp off"]),
    ("Hold the button for 3 seconds to toggle the lamp.", ["pressed == 1 (0) for 3: lamp toggle"]),
    ("If the soil is dry for more than an hour, run the pump for 10 seconds.", ["moisture_pct < 30 (5) for 3600: pump on for 10"]),
])
def test_a_state_may_have_to_last(text: str, want: list[str], catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == want
    assert not read(text, catalogue).unserved


@pytest.mark.parametrize(("text", "want"), [
    ("Every press on the button shows the next colour of an RGB LED: red, green, blue, off.", "pressed: 1. rgb_led color red, 2. rgb_led color green, 3. rgb_led color blue, 4. rgb_led off"),
    ("A button that steps through off, slow blink, fast blink and on for an LED.", "pressed: 1. led blink 2, 2. led blink 0.25, 3. led on, 4. led off"),
    ("Each press selects the next mode of the lamp: steady, blinking, off.", "pressed: 1. lamp on, 2. lamp blink 1, 3. lamp off"),
    ("Button press changes the fan speed: 30 %, 60 %, 100 %, off.", "pressed: 1. fan speed 30, 2. fan speed 60, 3. fan speed 100, 4. fan off"),
    ("Press the button and the servo goes to the next position: 0, 90, 180 degrees.", "pressed: 1. servo move 0, 2. servo move 90, 3. servo move 180"),
    ("Touch sensor that switches the light strip to the next of three colours with every touch.", "touched: 1. pixels color red, 2. pixels color green, 3. pixels color blue"),
])
def test_each_time_the_next_of_a_list(text: str, want: str, catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == [want]
    assert not read(text, catalogue).unserved


def test_colours_after_one_rgb_led_are_its_own(catalogue: Catalogue) -> None:
    assert [w.count for w in read("Every press on the button shows the next colour of an RGB LED: red, green, blue, off.", catalogue).wanted() if w.concept == "colored_light"] == [1]


@pytest.mark.parametrize("text", [
    "A toy box that lights a ring of 16 neopixels red when I tip it over and green when it stands upright, and plays a tone as long as it lies down.",
    "Light a ring of 16 neopixels red when I tilt it and green when it is upright, and play a tone while it lies down.",
])
def test_the_other_state_is_the_other_case(text: str, catalogue: Catalogue) -> None:
    found = read(text, catalogue)
    assert [w.part for w in found.wishes if w.concept == "pixel_light"] == ["ws2812-ring-16"]
    lines = plain(text, catalogue)
    assert lines[0] == "tilted == 1 (0): ring_word on red | ring_word on green" and lines[1].startswith("tilted == 1 (0): tone tone") and len(lines) == 2
