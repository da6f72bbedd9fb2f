"""Deeds in order, so many times, slowly; presses of several kinds; counts that begin anew: in plain words, in everyday words and in haste."""

import json

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.file import design_from, design_json
from ohm_core.firmware.generate import generate
from ohm_core.project.prototype import make
from tests.understand.plainly import plain

TIMES = [
    ("The siren sounds four times when the beam is broken.", "sound beep 0.2 4"),
    ("Two short beeps when somebody touches the sensor please.", "sound beep 0.2 2"),
    ("pir -> led blink 5x", "led blink 1 5"),
    ("If the soil is dry, flash the red LED three times.", "led_red blink 1 3"),
    ("ring the buzzer twice when motion is detected", "buzzer beep 0.2 2"),
    ("motion -> 3x beep", "sound beep 0.2 3"),
]
PRESSES = [
    ("Long press on the button turns the lamp off.", ["long_pressed: lamp off"]),
    ("A double press on the button turns the fan on.", ["double_pressed: fan on"]),
    ("Tap the touch sensor twice and the lamp turns off.", ["double_pressed: lamp off"]),
    ("btn dbl click -> lamp on", ["double_pressed: lamp on"]),
    ("Holding the button for three seconds switches the heater off.", ["pressed == 1 (0) for 3: heater off"]),
    ("A short press turns the fan on, a double press turns on the LED, a long press turns everything off.", ["pressed: fan on", "double_pressed: led on", "long_pressed: fan off, led off"]),
    ("button: tapped once the lamp is on, tapped twice it blinks, held long off", ["pressed: lamp on", "double_pressed: lamp blink 1", "long_pressed: lamp off"]),
]
ORDERS = [
    ("When I press the button, the pump runs for 5 seconds, then the LED blinks three times.", "pressed: 1) pump on for 5, 2) led blink 1 3"),
    ("press -> pump 5s -> wait 10s -> pump 5s", "pressed: 1) water_flow on for 5, 2) board wait for 10, 3) water_flow on for 5"),
    ("Every morning at 7:00 the buzzer sounds for 2 seconds, then the lamp comes on for 10 minutes, and after that the fan runs for 5 minutes.",
     "at 07:00: 1) buzzer beep for 2, 2) lamp on for 600, 3) fan on for 300"),
    ("Show red for 2 seconds, then green for 3 seconds, then blue for one second on the RGB LED, over and over.", "always: 1) rgb_led color red for 2, 2) rgb_led color green for 3, 3) rgb_led color blue for 1 over and over"),
    ("When it gets dark, the red LED is on for one second and then the blue LED for one second, again and again.",
     "light_pct < 30 (5): 1) led_red on for 1, 2) led_blue on for 1 over and over | led_red off, led_blue off"),
    ("At the push of a button the servo goes to 120 degrees, waits 3 seconds, then goes to 30 degrees.", "pressed: 1) servo move 120, 2) board wait for 3, 3) servo move 30"),
]
SLOWLY = [
    ("A bedside lamp that comes on slowly over 30 minutes at 6:30.", "at 06:30: lamp fade 100 1800"),
    ("The lamp fades out over 10 minutes in the evening.", "at 19:00: lamp fade 0 600"),
    ("When it gets dark, the lamp comes on slowly over 10 minutes.", "light_pct < 30 (5): lamp fade 100 600 | lamp off"),
    ("Fade the LED in over 5 seconds when I press the button.", "pressed: led fade 100 5"),
    ("night light fades out slowly at 22:00", "at 22:00: lamp fade 0 5"),
    ("When I press the button, the light slowly dims to off within a minute.", "pressed: lamp fade 0 60"),
    ("The LED breathes slowly all the time.", "always: led fade 3"),
]
COUNTS = [
    ("Count how often the perch gets touched, show it on a display, and back to zero with a button.", ["touched: board count count, display number '{board.count}'", "pressed: board reset count, display number '{board.count}'"]),
    ("Count the people with a PIR sensor and show the number on an LCD; a button resets it.", ["motion: board count count, lcd number '{board.count}'", "pressed: board reset count, lcd number '{board.count}'"]),
    ("I'd like to count how many times the door opens, on an OLED, with a reset button.", ["magnet == 0 (0): board count count, oled number '{board.count}'", "pressed: board reset count, oled number '{board.count}'"]),
    ("count knocks, show on tm1637, reset btn", ["knocked: board count count, tm1637 number '{board.count}'", "pressed: board reset count, tm1637 number '{board.count}'"]),
    ("count ppl w/ ir beam, show on 7seg, btn resets", ["obstacle == 1 (0): board count count, sevenseg number '{board.count}'", "pressed: board reset count, sevenseg number '{board.count}'"]),
    ("Count the visitors with a PIR sensor on a display. A long press on a button sets it back to zero.", ["motion: board count count, display number '{board.count}'", "long_pressed: board reset count, display number '{board.count}'"]),
]


@pytest.mark.parametrize(("text", "done"), TIMES)
def test_a_number_of_times_is_said_of_what_sounds_or_shines(text: str, done: str, catalogue: Catalogue) -> None:
    assert any(line.partition(": ")[2].partition(" |")[0] == done for line in plain(text, catalogue))


@pytest.mark.parametrize(("text", "lines"), PRESSES)
def test_long_and_double_presses_are_events_of_their_own(text: str, lines: list[str], catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == lines


@pytest.mark.parametrize(("text", "line"), ORDERS)
def test_what_follows_is_done_after_what_was_before(text: str, line: str, catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == [line]


@pytest.mark.parametrize(("text", "line"), SLOWLY)
def test_a_light_goes_slowly_to_its_end_unless_it_breathes(text: str, line: str, catalogue: Catalogue) -> None:
    assert plain(text, catalogue) == [line]


@pytest.mark.parametrize(("text", "lines"), COUNTS)
def test_a_button_that_sets_a_count_back_does_not_count(text: str, lines: list[str], catalogue: Catalogue) -> None:
    assert [x for x in plain(text, catalogue) if "board" in x] == lines


def test_a_limit_that_no_yes_or_no_can_pass_is_one_of_the_count(catalogue: Catalogue) -> None:
    lines = plain("Lap counter: whenever the beam is broken, plus one. More than 20 laps and it beeps.", catalogue)
    assert sorted(x.partition(",")[0] for x in lines) == ["count > 20 (0): sound beep 1 | sound off", "obstacle == 1 (0): board count count"]


@pytest.mark.parametrize("language", ["arduino", "micropython"])
@pytest.mark.parametrize("text", [t for t, _ in (*TIMES, *PRESSES, *ORDERS, *COUNTS)])
def test_the_firmware_does_all_of_it_in_both_languages(text: str, language: str) -> None:
    firmware = generate(make(text, board="raspberry-pi-pico-w").circuit, language)
    assert not firmware.unsupported


def test_rules_with_arrows_stay_rules_of_their_own(catalogue: Catalogue) -> None:
    assert len(plain("soil dry -> pump 5 s, tank empty -> red LED", catalogue)) == 2


def test_how_long_a_door_stays_open_is_no_order_of_deeds(catalogue: Catalogue) -> None:
    assert not any("1)" in line for line in plain("When the code is right, the lock opens for 4 seconds, then it locks again.", catalogue))


def test_a_design_file_keeps_the_steps_and_that_they_begin_again() -> None:
    design = make("Red LED for 3 seconds, then the green LED for 2 seconds, and so on.", board="arduino-uno-r3").design
    assert any(b.again and [a.step for a in b.do] == [1, 2] for b in design.behaviours)
    assert design_from(json.loads(json.dumps(design_json(design)))).behaviours == design.behaviours


def test_a_traffic_light_nobody_gives_times_for_has_its_usual_order(catalogue: Catalogue) -> None:
    lamps = [line.split(" on ")[0] for line in plain("traffic light with an arduino", catalogue)[0].removeprefix("always: ").removesuffix(" over and over").split(", ")]
    assert [x[:2] for x in lamps] == ["1)", "2)", "3)"] and len(set(x[3:] for x in lamps)) == 3
