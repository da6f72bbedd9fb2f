"""One mechanism a group: statuses, counts, quantities, times, limits, spelling, setting, steering, bad input."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.behaviour import AllOf, Always, AnyOf, At, Event, Every, MapOf, Reading
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.errors import BadInput
from ohm_core.understand import explain, understand
from ohm_core.units import Money


def wishes(text: str, catalogue: Catalogue) -> dict[str, Wish]:
    """Wanted wishes by concept (the first of each)."""
    found: dict[str, Wish] = {}
    for wish in understand(text, catalogue).wanted():
        found.setdefault(wish.concept, wish)
    return found


def counts(text: str, concept: str, catalogue: Catalogue) -> int:
    return sum(w.count for w in understand(text, catalogue).wanted() if w.concept == concept)


def read(text: str, catalogue: Catalogue) -> Requirements:
    return understand(text, catalogue)


# ---- statuses

@pytest.mark.parametrize("text", ["thermometer with LED, no display", "blink an LED without a display", "an LED that blinks. I don't want a display", "a blinking LED instead of a display", "a LED as big as a display"])
def test_what_is_refused_replaced_or_compared_is_not_wanted(text: str, catalogue: Catalogue) -> None:
    assert not any("display" in c for c in wishes(text, catalogue))


@pytest.mark.parametrize("text", ["I have an OLED and want to show the temperature", "i already own an oled, show the temperature on it", "Show the temperature on the OLED I have lying around"])
def test_what_somebody_has_is_owned_and_used(text: str, catalogue: Catalogue) -> None:
    assert any(w.status == "owned" or w.concept == "temperature" for w in read(text, catalogue).wanted())
    assert "graphic_display" in wishes(text, catalogue)


@pytest.mark.parametrize("text", ["I would like a lamp that switches on when I press a button", "I'd like a LED and a button"])
def test_liking_something_is_no_comparison(text: str, catalogue: Catalogue) -> None:
    assert "illumination" in wishes(text, catalogue)


def test_absence_in_a_condition_is_no_refusal(catalogue: Catalogue) -> None:
    assert "motion" in wishes("turn the lamp off when there is no motion for 5 minutes", catalogue)


# ---- counts

@pytest.mark.parametrize(("text", "concept", "count"), [
    ("four push buttons and a buzzer", "press", 4), ("a pair of servos", "angle", 2), ("one of six LEDs lights up", "illumination", 6), ("red, yellow and green LEDs", "illumination", 3),
    ("two red and one green LED", "illumination", 3), ("3x LED", "illumination", 3), ("LEDs (red, green, blue)", "illumination", 3), ("up to three red lights come on", "illumination", 3),
    ("a dozen LEDs", "illumination", 12), ("a servo opens the lid. The servo closes it again.", "angle", 1), ("a start button, a stop button and an LED", "press", 2),
    ("one button for on and one for off, and a motor", "press", 2), ("left and right buttons move a servo", "press", 2), ("a red LED and another red LED", "illumination", 2),
    ("button A and button B toggle a LED", "press", 2), ("a strip of 30 WS2812 LEDs", "pixel_light", 1), ("16-LED NeoPixel ring", "pixel_light", 1), ("4 digit 7 segment display", "number_display", 1),
    ("two LEDs, one red and one green", "illumination", 2), ("a red LED when hot otherwise a green one", "illumination", 2),
])
def test_things_are_counted(text: str, concept: str, count: int, catalogue: Catalogue) -> None:
    assert counts(text, concept, catalogue) == count


def test_the_pixels_of_a_strip_are_its_attribute(catalogue: Catalogue) -> None:
    assert wishes("a NeoPixel strip with 24 LEDs shows a rainbow", catalogue)["pixel_light"].attrs["pixels"] == 24


def test_colours_go_with_their_leds(catalogue: Catalogue) -> None:
    colors = {str(w.attrs.get("color")): w.count for w in read("two red lights and a green light", catalogue).wanted()}
    assert colors == {"red": 2, "green": 1}


# ---- money, power, board, place, language

@pytest.mark.parametrize(("text", "amount", "currency"), [
    ("blink a LED, under $40", "40", "USD"), ("blink a LED for max 30 euros", "30", "EUR"), ("LED, €25", "25", "EUR"), ("a LED with a budget of 20 GBP", "20", "GBP"),
    ("a LED for less than forty dollars", "40", "USD"), ("LED blinker, 15.50 USD at most", "15.5", "USD"), ("LED, £1,000 budget", "1000", "GBP"), ("a LED, budget 35", "35", "USD"), ("a led for at most 500 rupees", "500", "INR"),
])
def test_budgets_in_any_notation(text: str, amount: str, currency: str, catalogue: Catalogue) -> None:
    budget = read(text, catalogue).budget
    assert budget is not None and budget.amount == Decimal(amount) and budget.currency == currency


def test_the_option_overrules_the_words(catalogue: Catalogue) -> None:
    found = understand("blink a LED on an ESP32 under $40", catalogue, board="arduino-nano", budget=Money(Decimal(10)))
    assert (found.board, found.budget) == ("arduino-nano", Money(Decimal(10)))


@pytest.mark.parametrize(("text", "kind"), [
    ("battery powered thermometer", "battery"), ("LED blinker on a 9 V battery", "battery"), ("LED runs from USB power", "usb"), ("thermometer on 2 AA cells", "battery"),
    ("solar powered thermometer", "solar"), ("LED with a 12V power supply", "mains_adapter"), ("a thermometer with a lipo", "battery"), ("blink a LED", ""), ("show the battery voltage on a LCD", ""), ("LED without battery", ""),
])
def test_power_sources(text: str, kind: str, catalogue: Catalogue) -> None:
    assert read(text, catalogue).power.kind == kind


@pytest.mark.parametrize(("text", "board"), [
    ("blink a LED with Arduino", "arduino-uno-r3"), ("esp32 blink led", "esp32-devkit-v1"), ("LED on a Pico W", "raspberry-pi-pico-w"), ("led, wemos d1 mini", "wemos-d1-mini"), ("Arduino Nano LED", "arduino-nano"),
    ("LED on an ESP32 instead of an Arduino", "esp32-devkit-v1"),
])
def test_boards(text: str, board: str, catalogue: Catalogue) -> None:
    assert read(text, catalogue).board == board


def test_an_unknown_board_is_shown(catalogue: Catalogue) -> None:
    found = read("blink a LED on a Teensy", catalogue)
    assert found.board == "" and any("Teensy" in u.said for u in found.unserved)


def test_language_place_and_wifi(catalogue: Catalogue) -> None:
    found = read("in MicroPython, measure the temperature in the greenhouse and send it to my phone", catalogue)
    assert found.language == "micropython" and found.features.get("wifi") and "greenhouse" in found.places


def test_a_refused_radio_is_no_feature(catalogue: Catalogue) -> None:
    assert read("thermometer with lcd, no wifi", catalogue).features.get("wifi") is False


# ---- behaviours

def when(text: str, catalogue: Catalogue) -> object:
    return next(b for b in read(text, catalogue).behaviours if b.said).when


@pytest.mark.parametrize(("text", "op", "value"), [
    ("turn on a fan when the temperature is above 30 degrees", ">", 30), ("turn on a fan if temp > 25", ">", 25), ("pump on when soil moisture drops below 20 %", "<", 20), ("beep when something is closer than 50 cm", "<", 50),
    ("beep when it gets colder than 5 °C", "<", 5), ("LED on if the temperature exceeds 86 °F", ">", 30), ("turn on the fan unless the temperature is below 20 degrees", ">", 20), ("LED on when the distance is less than 2 m", "<", 200),
])
def test_limits(text: str, op: str, value: float, catalogue: Catalogue) -> None:
    condition = when(text, catalogue)
    assert isinstance(condition, Reading) and (condition.op, condition.value) == (op, value)


def test_an_assumed_limit_is_said(catalogue: Catalogue) -> None:
    found = read("water the plants when the soil is dry", catalogue)
    assert any("30 %" in a and "DRY_PCT" in a for a in found.assumptions)


@pytest.mark.parametrize(("text", "times"), [
    ("beep every ten minutes", Every(600)), ("blink a LED every hour", Every(3600)), ("log temperature to SD once a day", Every(86400)), ("feed the cat twice a day", AnyOf((At("08:00"), At("20:00")))), ("play a melody at 7:30 am", At("07:30")),
    ("beep at 6 pm", At("18:00")), ("turn on the lamp at sunset", At("sunset")), ("beep at 7:15 and at 19:15", AnyOf((At("07:15"), At("19:15")))), ("log the humidity to SD 4 times per hour", Every(900)),
])
def test_times(text: str, times: object, catalogue: Catalogue) -> None:
    assert when(text, catalogue) == times


def test_a_time_of_day_needs_a_clock_or_the_network(catalogue: Catalogue) -> None:
    assert "wall_clock" in wishes("beep at 7:30", catalogue)
    assert "wall_clock" not in wishes("beep at 7:30, wifi is there", catalogue)


def test_two_limits_hold_a_quantity_between_them(catalogue: Catalogue) -> None:
    behaviour = read("keep the terrarium between 24 and 28 °C with a heater", catalogue).behaviours[0]
    assert isinstance(behaviour.when, Reading) and (behaviour.when.value, behaviour.when.hysteresis) == (24, 4) and behaviour.else_


def test_otherwise_is_the_other_case(catalogue: Catalogue) -> None:
    behaviour = next(b for b in read("when I press the button two red LEDs blink, otherwise a green LED is on", catalogue).behaviours)
    assert isinstance(behaviour.when, Reading)
    assert {a.act for a in behaviour.else_ if a.action == "on"} == {"led_green"}


def test_and_joins_conditions(catalogue: Catalogue) -> None:
    assert isinstance(when("turn on a lamp when motion is detected and it is dark", catalogue), AllOf)


def test_a_duration_ends_an_action(catalogue: Catalogue) -> None:
    behaviour = next(b for b in read("turn on a lamp for 30 seconds when motion is detected", catalogue).behaviours if b.said)
    assert behaviour.do[0].for_s == 30 and isinstance(behaviour.when, (Event, Reading))


@pytest.mark.parametrize("text", [
    "a buzzer beeps faster the nearer the obstacle is to the ultrasonic sensor", "a speaker whose pitch follows the light on a photoresistor", "a servo follows a knob", "the darker it gets, the brighter the lamp",
    "control the speed of a motor with a potentiometer", "dim an LED with a slider", "LED brightness depends on the distance",
])
def test_one_reading_steers_an_effect(text: str, catalogue: Catalogue) -> None:
    steered = [b for b in read(text, catalogue).behaviours for a in b.do for _, v in a.args if isinstance(v, MapOf)]
    assert len(steered) == 1 and isinstance(steered[0].when, Always)


def test_near_means_a_short_period_and_dark_means_bright(catalogue: Catalogue) -> None:
    beep = read("a buzzer beeps faster the nearer the obstacle is", catalogue).behaviours[0].do[0].args[0][1]
    lamp = read("the darker it gets, the brighter the lamp", catalogue).behaviours[0].do[0].args[0][1]
    assert isinstance(beep, MapOf) and beep.to[0] < beep.to[1]
    assert isinstance(lamp, MapOf) and lamp.to[0] > lamp.to[1]


# ---- words

@pytest.mark.parametrize(("wrong", "concept"), [
    ("a tempreture and humidty meter with lcd", "humidity"), ("ultrasonc sensor and buzzer", "distance"), ("potentiomter and led", "knob"), ("mesure the moisure of my plant", "soil_moisture"), ("buton and led", "press"),
    ("a relais with a swich", "toggle_switch"), ("acceleromter", "acceleration"),
])
def test_misspelt_words_are_put_right(wrong: str, concept: str, catalogue: Catalogue) -> None:
    assert concept in wishes(wrong, catalogue)


@pytest.mark.parametrize("text", ["a heart shaped box with a red LED", "a planter on the table and a LED", "music room sign with LED", "an elevator sign with LED"])
def test_everyday_words_are_not_taken_for_misspellings(text: str, catalogue: Catalogue) -> None:
    assert set(wishes(text, catalogue)) == {"illumination"}


@pytest.mark.parametrize(("text", "concept"), [
    ("turn on the light when it is dark", "illumination"), ("measure light and show it on an oled", "light"), ("detect a knock with a piezo", "knock"), ("play a tune on a piezo", "tone"),
])
def test_a_word_of_several_senses_takes_the_one_that_fits(text: str, concept: str, catalogue: Catalogue) -> None:
    assert concept in wishes(text, catalogue)


def test_a_function_no_part_serves_is_shown(catalogue: Catalogue) -> None:
    assert any("gamma" in u.said.lower() or "geiger" in u.said.lower() for u in read("a geiger counter with LCD", catalogue).unserved)


def test_the_boards_own_led_needs_no_part(catalogue: Catalogue) -> None:
    wish = wishes("blink the on-board LED when I knock", catalogue)["illumination"]
    assert wish.conditions == {"onboard": True} and counts("blink the on-board LED when I knock", "illumination", catalogue) == 1


def test_explain_gives_every_stretch_a_fate(catalogue: Catalogue) -> None:
    found = explain("A fruit piano with four keys, no display", catalogue)
    assert {e.fate for e in found} <= {"explained", "ignored", "unserved"}
    assert any(e.why == "not wanted" for e in found)


def test_at_most_three_questions(catalogue: Catalogue) -> None:
    assert len(read("LEDs, buttons, servos, motors, relays and knobs. Alert me. Warn me.", catalogue).questions) <= 3


# ---- bad input

@pytest.mark.parametrize("text", ["", "   \n", "12345 !!!", "x" * 10_001])
def test_unusable_text_is_refused_in_one_sentence(text: str, catalogue: Catalogue) -> None:
    with pytest.raises(BadInput) as error:
        understand(text, catalogue)
    assert error.value.message.count(".") <= 3 and error.value.where == "text"


@pytest.mark.parametrize("text", ["(" * 5000 + "a", "led " * 2000, "9" * 9000 + " led", "when " * 1000, "\x00led\x07", "{{7*7}} ${led} %s led", "🤖 led 💡"])
def test_hostile_text_is_only_text(text: str, catalogue: Catalogue) -> None:
    assert understand(text, catalogue).text == text


# ---- what a request tells but does not ask for, and how things hang together

@pytest.mark.parametrize(("text", "magnet"), [("beep when the door opens", 0), ("beep when the window is closed", 1), ("a buzzer sounds while the drawer is open", 0), ("door alarm", 0)])
def test_an_open_door_has_lost_its_magnet(text: str, magnet: int, catalogue: Catalogue) -> None:
    conditions = [b.when for b in read(text, catalogue).behaviours]
    assert any(isinstance(c, Reading) and c.read.endswith(".magnet") and (c.op, c.value) == ("==", magnet) for c in conditions)


def test_what_has_a_condition_is_not_also_done_always(catalogue: Catalogue) -> None:
    found = read("A doorbell for my deaf aunt: press outside, lamp flashes inside, powered from a 9 V battery", catalogue)
    lamp = [b for b in found.behaviours for a in b.do if a.act.startswith(("lamp", "illumination"))]
    assert len(lamp) == 1 and not isinstance(lamp[0].when, Always)


def test_dawn_and_dusk_are_read_from_a_light_sensor_that_is_named(catalogue: Catalogue) -> None:
    found = wishes("a light sensor: a servo opens the hatch at dawn and closes it at dusk", catalogue)
    assert "wall_clock" not in found and "light" in found


@pytest.mark.parametrize(("text", "board"), [("led on a NodeMCU", "nodemcu-esp8266"), ("esp8266 led", "nodemcu-esp8266"), ("LED on RP2040", "raspberry-pi-pico"), ("a pico blinks a led", "raspberry-pi-pico"), ("pico thermometer over wifi", "raspberry-pi-pico-w")])
def test_families_name_their_usual_board(text: str, board: str, catalogue: Catalogue) -> None:
    assert read(text, catalogue).board == board


@pytest.mark.parametrize(("text", "part"), [("a ds1307 clock with lcd", "ds1307-module"), ("pcf8523 and oled", "pcf8523-module"), ("mcp9808 with oled", "mcp9808-module"), ("tcs34725 and rgb led", "tcs34725-module"), ("hc-05 and a relay", "hc-05-module")])
def test_models_are_the_parts_of_their_name(text: str, part: str, catalogue: Catalogue) -> None:
    assert part in {w.part for w in read(text, catalogue).wishes}


@pytest.mark.parametrize("text", ["soil dry -> beep " * 500, "because i " * 900, "beeeeep " * 1000, "each player has a button " * 350, "the led is on. " * 600, "scared of beeps " * 600, "turn tv off " * 800, "in where " * 1000])
def test_long_repetition_is_read_without_harm(text: str, catalogue: Catalogue) -> None:
    assert understand(text, catalogue).text == text


@pytest.mark.parametrize(("words", "times"), [
    ("at 8 in the morning and 8 in the evening", ["08:00", "20:00"]), ("at half past seven", ["07:30"]), ("at quarter to 9 in the evening", ["20:45"]), ("at a quarter past 6 pm", ["18:15"]),
    ("at ten past 6 in the evening", ["18:10"]), ("at 11 at night", ["23:00"]), ("at 12 at night", ["00:00"]), ("for 5 to 10 seconds", []), ("three minutes in the morning", []),
])
def test_times_of_day_are_read_as_people_say_them(words: str, times: list[str]) -> None:
    from ohm_core.understand import lexicon
    from ohm_core.understand.quantities import clock_text, quantities
    from ohm_core.understand.tokens import tokenize

    assert [clock_text(q.value) for q in quantities(tokenize(words), lexicon.load()) if q.kind == "clock"] == times


# ---- goals, kinds of things and what is only told

@pytest.mark.parametrize(("text", "sense", "op", "act"), [
    ("Keep the dog's bowl full.", "water_level", "<", "water_flow"), ("The seedlings must never dry out.", "soil_moisture", "<", "water_flow"),
    ("Make sure the rabbit hutch doesn't get too hot.", "temperature", ">", "air_flow"), ("keep the tortoise warm", "temperature", "<", "switched_power"),
    ("See to it that the rain barrel does not overflow.", "water_level", ">", "water_flow")])
def test_a_state_that_shall_last_is_sensed_and_seen_to(text: str, sense: str, op: str, act: str, catalogue: Catalogue) -> None:
    found = read(text, catalogue)
    assert {sense, act} <= set(wishes(text, catalogue))
    assert any(isinstance(b.when, Reading) and b.when.op == op and b.do[0].action == "on" for b in found.behaviours)


@pytest.mark.parametrize("text", ["My plants are always dry in summer and I hate it.", "I keep my tools dry in the shed; build me a lamp with a button."])
def test_a_state_that_is_only_told_is_no_goal(text: str, catalogue: Catalogue) -> None:
    assert "water_flow" not in wishes(text, catalogue)


@pytest.mark.parametrize("text", ["A little truck that drives along a line of tape.", "a wooden car which turns away from walls by itself", "I want to steer a toy car with my phone"])
def test_what_drives_has_two_motors_that_turn_both_ways(text: str, catalogue: Catalogue) -> None:
    assert counts(text, "spin", catalogue) == 2
    assert "motor_drive" in wishes(text, catalogue)


@pytest.mark.parametrize("text", ["If the bucket is empty, light a red LED. If the trough is empty, run the pump.", "beep when the jug is empty; light a LED when the drip tray is full"])
def test_two_vessels_are_sensed_apart(text: str, catalogue: Catalogue) -> None:
    assert counts(text, "water_level", catalogue) == 2


@pytest.mark.parametrize(("text", "concept"), [
    ("beep when the tumble dryer has finished", "vibration"), ("Beep when the kettle boils", "temperature"), ("beep when somebody whatsits in the hall", "motion"),
    ("Beep when the saw draws current", "electric_current"), ("a lamp lights when the neighbour's cat sneaks in", "motion")])
def test_what_is_sensed_follows_from_the_kind_of_thing(text: str, concept: str, catalogue: Catalogue) -> None:
    assert concept in wishes(text, catalogue)


@pytest.mark.parametrize("text", ["My cat sits on my keyboard. I want a lamp with a button.", "While I sit downstairs a lamp should blink", "My wife bumped the shelf. Build a night light with a button"])
def test_what_people_do_meanwhile_is_not_sensed(text: str, catalogue: Catalogue) -> None:
    assert not {"motion", "distance", "force", "vibration", "acceleration"} & set(wishes(text, catalogue))


@pytest.mark.parametrize(("text", "word"), [
    ("A collar that reads my cat's blood sugar and lights a red LED", "blood sugar"), ("project a hologram of the visitor when the bell button is pressed", "hologram"),
    ("show the temperature and tell me the taste of the soup", "taste")])
def test_what_is_beyond_the_catalogue_is_named_and_not_replaced(text: str, word: str, catalogue: Catalogue) -> None:
    assert any(word in u.said.lower() for u in read(text, catalogue).unserved)


@pytest.mark.parametrize(("text", "word", "unfit"), [
    ("A door sign with an e-ink display that shows the humidity", "e-ink display", "display"), ("cool my drink with a peltier when it is above 12 degrees", "peltier", "air_flow")])
def test_a_part_that_is_missing_is_not_replaced_by_an_unfit_one(text: str, word: str, unfit: str, catalogue: Catalogue) -> None:
    assert any(word in u.said.lower() for u in read(text, catalogue).unserved)
    assert not any(unfit in c for c in wishes(text, catalogue))


@pytest.mark.parametrize("text", ["A fan that turns on when it is hotter than 27 degrees, with a switch to turn it off", "A buzzer beeps while it is dark. There is a toggle switch too."])
def test_a_switch_beside_a_rule_lets_it_work_or_not(text: str, catalogue: Catalogue) -> None:
    rules = [b for b in understand(text, catalogue).behaviours if isinstance(b.when, AllOf)]
    assert len(rules) == 1 and any(isinstance(c, Reading) and c.read.endswith(".closed") and c.value == 1 for c in rules[0].when.all)  # type: ignore[union-attr]


def test_a_count_is_not_covered_by_what_was_counted(catalogue: Catalogue) -> None:
    made = understand("count how many people walk into my shop and show the number", catalogue).behaviours
    assert [a.action for b in made for a in b.do if a.act != "board"] == ["number"]


@pytest.mark.parametrize(("text", "share"), [
    ("A buzzer beeps when the gas sensor reads more than 300", 29.0), ("turn the led on if light < 500", 49.0), ("Water the plant when the soil moisture is below 2000", 49.0), ("A fan starts when the humidity is above 70 %", 70.0),
])
def test_limits_in_counts_are_shares_of_the_full_scale(text: str, share: float, catalogue: Catalogue) -> None:
    limits = [b.when for b in understand(text, catalogue).behaviours if isinstance(b.when, Reading) and b.when.read.endswith("_pct")]
    assert [x.value for x in limits] == [share]


@pytest.mark.parametrize(("text", "ends"), [
    ("The fan speed follows the temperature, but never below 30 %.", (30.0, 100.0)), ("A lamp's brightness follows a knob, at least 15 %.", (15.0, 100.0)),
    ("The motor speed follows the joystick, at most 70 %.", (0.0, 70.0)), ("An LED gets brighter the darker it is, but never above 60 %.", (60.0, 0.0)),
    ("A knob sets the fan speed, minimum 25 %.", (25.0, 100.0)),
])
def test_what_follows_a_reading_stays_within_the_ends_that_are_said(text: str, ends: tuple[float, float], catalogue: Catalogue) -> None:
    found = read(text, catalogue)
    assert [v.to for b in found.behaviours for a in b.do for _, v in a.args if isinstance(v, MapOf)] == [ends]
    assert not found.unserved
