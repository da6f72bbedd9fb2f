"""A later message changes just what it speaks of: limits, times, parts, board, power; a repeated one changes nothing."""

from __future__ import annotations

from functools import cache

import pytest

from ohm_core.project.cheaper import cheapest
from ohm_core.project.prototype import Prototype, make
from ohm_core.project.revise import Revision, replan, revise
from ohm_core.project.wording import say

WATERER = "Water my tomatoes when the soil is dry and beep when the tank is empty"
LIGHT = "A red LED blinks every second"
CLIMATE = "Show the temperature and humidity from a DHT11 on an LCD. Beep when it is hotter than 30 degrees"
KEYS = "Two buttons switch two leds"


@cache
def base(text: str) -> Prototype:
    return make(text)


def after(text: str, message: str) -> Prototype:
    before = base(text)
    made, _ = replan(before, revise(before, message), currency="USD", budget=None)
    return made


def parts(made: Prototype) -> list[str]:
    return [x.part for x in made.bom]


def deeds(made: Prototype) -> str:
    return "; ".join(say(b) for b in made.design.behaviours)


def changes(text: str, message: str) -> Revision:
    return revise(base(text), message)


@pytest.mark.parametrize(("text", "message", "there", "gone"), [
    (WATERER, "make it beep below 20 percent", "S1 water is below 20 %: BZ1 beep", "below 10 %"),
    (WATERER, "make it beep above 30 instead", "S1 water is above 30 %: BZ1 beep", "below 10 %"),
    (WATERER, "water below 40 percent", "SOIL1 moisture is below 40 %: PUMP1 on", "below 30 %: PUMP1"),
    (WATERER, "the pump should run 10 seconds", "PUMP1 on for 10 s", "for 5 s"),
    (WATERER, "water for 3 seconds instead of 5", "PUMP1 on for 3 s", "for 5 s"),
    (WATERER, "water at 7 in the morning instead", "at 07:00: PUMP1 on", "SOIL1 moisture is below"),
    (WATERER, "only water at night", "SOIL1 moisture is below 30 % and while LDR1 light is below", "for 6 s"),
    (WATERER, "don't water at night", "SOIL1 moisture is below 30 % and while LDR1 light is at least", "for 6 s"),
    (LIGHT, "blink twice as fast", "period 0.5 s", "period 1 s"),
    (LIGHT, "blink every 3 seconds", "period 3 s", "period 1 s"),
    (CLIMATE, "beep at 28 degrees instead of 30", "above 28 °C", "above 30 °C"),
    (CLIMATE, "also beep when the humidity is above 70 percent", "DHT1 humidity is above 70 %: BZ1 beep", "above 31"),
])
def test_limits_and_times_change_where_they_are_meant(text: str, message: str, there: str, gone: str) -> None:
    made = deeds(after(text, message))
    assert there in made and gone not in made


def test_an_addition_keeps_what_was_there() -> None:
    assert "above 30 °C: BZ1 beep" in deeds(after(CLIMATE, "also beep when the humidity is above 70 percent"))
    assert "SOIL1 moisture is below 30 %: PUMP1" in deeds(after(WATERER, "add a button that starts the pump"))


@pytest.mark.parametrize(("text", "message", "new", "gone"), [
    (WATERER, "remove the buzzer", "", "buzzer-active"),
    (WATERER, "forget the buzzer", "", "buzzer-active"),
    (WATERER, "don't beep when the tank is empty", "", "buzzer-active"),
    (WATERER, "the buzzer is too annoying, remove it", "", "buzzer-active"),
    (WATERER, "replace the buzzer by a red led", "led-5mm", "buzzer-active"),
    (WATERER, "use an ESP32 instead", "esp32-devkit-v1", "arduino-uno-r3"),
    (WATERER, "replace the transistor with a relay", "relay-module-1ch", "mosfet-irlz44n"),
    (WATERER, "make it battery powered", "battery-aa-holder-3", "supply-5v-3a"),
    (CLIMATE, "use an OLED instead", "oled-ssd1306-128x64", "lcd1602"),
    (CLIMATE, "use a DHT22", "dht22", "dht11"),
    (CLIMATE, "swap the dht11 for a dht22", "dht22", "dht11"),
])
def test_parts_come_and_go_as_said(text: str, message: str, new: str, gone: str) -> None:
    made = parts(after(text, message))
    assert gone not in made and (not new or any(p.startswith(new.split("-holder")[0]) for p in made))
    assert gone in parts(base(text))


def test_what_only_served_a_removed_part_goes_with_it() -> None:
    made = after(WATERER, "remove the buzzer")
    assert "S1" not in made.circuit.parts and "beep" not in deeds(made)


def test_a_part_that_others_need_is_not_removed_and_why_is_told() -> None:
    told = changes(WATERER, "remove R1")
    assert not told.done and "needed" in told.asks[0]


def test_an_exchanged_part_keeps_its_task_in_its_own_words() -> None:
    assert "S1 water is below 10 %: LED1 blink" in deeds(after(WATERER, "replace the buzzer by a red led"))


def test_a_light_changes_its_colour_and_stays_one() -> None:
    lights = [u for u in after(LIGHT, "make the led green instead of red").circuit.design.parts.values() if u.part == "led-5mm"]
    assert [u.attr("color") for u in lights] == ["green"]


def test_a_pin_said_is_the_pin_had() -> None:
    made = after(LIGHT, "move the led to pin 12")
    assert any("U1.D12" in map(str, w) for w in made.design.connections)
    behind = after(WATERER, "move the pump to pin 9")
    assert any("U1.D9" in map(str, w) for w in behind.design.connections)


@pytest.mark.parametrize("message", ["add a button that starts the pump", "remove the buzzer", "use an ESP32 instead", "make it beep below 20 percent", "make it battery powered", "replace the buzzer by a red led", "send me a message when the tank is empty"])
def test_a_repeated_request_changes_nothing_more(message: str) -> None:
    once = after(WATERER, message)
    again = revise(once, message)
    assert not again.done, again.done


@pytest.mark.parametrize("message", ["add a red led that blinks", "set the limit of the soil to 45 percent"])
def test_the_second_change_builds_on_the_first(message: str) -> None:
    first = after(WATERER, "remove the buzzer")
    made, _ = replan(first, revise(first, message), currency="USD", budget=None)
    assert "beep" not in deeds(made) and "buzzer-active" not in parts(made)
    assert ("LED1 blink" if "led" in message else "below 45 %") in deeds(made)


def test_what_was_removed_can_be_asked_for_again() -> None:
    first = after(WATERER, "remove the buzzer")
    made, _ = replan(first, revise(first, "add a buzzer that beeps when the tank is empty"), currency="USD", budget=None)
    assert "buzzer-active" in parts(made) and "S1 water is below" in deeds(made)


def test_an_unclear_limit_is_asked_for_and_nothing_changes() -> None:
    told = changes(WATERER, "set the threshold to 40 percent")
    assert not told.done and "SOIL1" in told.asks[0] and "S1" in told.asks[0]
    assert changes(WATERER, "set the threshold to 40 percent, the soil one").done


def test_several_changes_in_one_message_are_all_made() -> None:
    made = after(WATERER, "remove the buzzer and add a red led that blinks when the tank is empty")
    assert "buzzer-active" not in parts(made) and "LED1 blink" in deeds(made)


def test_a_board_without_the_radio_is_left_for_one_that_has_it() -> None:
    before = base(WATERER)
    made, notes = replan(before, revise(before, "send me a message when the tank is empty"), currency="USD", budget=None)
    board = made.circuit.board_instance()
    assert board and board.part.board and "wifi" in board.part.board.wireless
    assert any("another board" in n for n in notes)


def test_every_change_still_passes_the_rules() -> None:
    for text, message in ((WATERER, "use an ESP32 instead"), (CLIMATE, "use an OLED instead"), (WATERER, "add a second pump"), (KEYS, "use three leds")):
        assert not after(text, message).report.errors(), message


def test_the_cheapest_design_does_all_that_the_dear_one_did() -> None:
    dear = base(WATERER)
    best, _ = cheapest(dear)
    assert best.cost.total.amount < dear.cost.total.amount
    assert len(best.design.behaviours) == len(dear.design.behaviours) and len(best.design.unserved) <= len(dear.design.unserved) and not best.report.errors()
    assert cheapest(best)[0] is best


def test_a_named_board_is_kept_and_what_another_would_save_is_known() -> None:
    named = make(WATERER + " with an Arduino Uno")
    best, free = cheapest(named)
    assert best.circuit.board_instance().part.id == "arduino-uno-r3"
    assert free.cost.total.amount < best.cost.total.amount


def test_what_is_already_there_need_not_be_bought() -> None:
    made = after(WATERER, "I already own the pump")
    assert next(x for x in made.bom if x.ref == "PUMP1").owned and made.cost.total.amount < base(WATERER).cost.total.amount


def test_a_design_that_was_stored_is_changed_like_a_fresh_one() -> None:
    from ohm_core.design.file import design_from, design_json

    before = base(WATERER)
    stored = Prototype.from_design(design_from(design_json(before.design)))
    made, _ = replan(stored, revise(stored, "it should run from a 9V battery"), currency="USD")
    assert "SOIL1 moisture is below 30 %: PUMP1 on" in deeds(made) and "battery-9v" in parts(made)


TIMED = "Open the chicken coop door with a servo at 7:30 and close it at 20:00, show the time on an LCD"


def test_a_clock_stays_while_times_of_day_need_it() -> None:
    made = after(TIMED, "drop the display")
    assert "RTC1" in made.circuit.parts and "lcd1602" not in parts(made)


def test_what_shall_be_done_when_something_unknown_happens_is_asked_and_not_done_all_the_time() -> None:
    told = changes(TIMED, "could it also beep when it closes?")
    assert not told.done and "not when" in told.asks[0]


def test_nothing_is_assumed_for_what_was_taken_away() -> None:
    first = after(TIMED, "drop the display")
    made, _ = replan(first, revise(first, "add a switch to open it by hand"), currency="USD")
    assert "LCD1" not in made.circuit.parts


def test_what_is_owned_stays_owned_in_a_cheaper_design() -> None:
    mine = after(WATERER, "I already own the pump")
    best, _ = cheapest(mine)
    assert next(x for x in best.bom if x.part == "water-pump-mini").owned


def test_the_better_of_two_numbers_is_the_new_one() -> None:
    assert "above 28 °C" in deeds(after("A fan turns on above 26 degrees", "28 would be better than 26"))


def test_a_strip_gets_as_many_pixels_as_said() -> None:
    made = after("When it is dark turn on an LED strip with 12 pixels", "give it 24 pixels")
    assert [u.attr("pixels") for u in made.circuit.design.parts.values() if u.part == "ws2812-strip"] == [24]


def test_a_cheaper_design_brings_no_new_warning() -> None:
    dear = base(CLIMATE)
    best, _ = cheapest(dear)
    assert sum(f.severity == "warning" for f in best.report.findings) <= sum(f.severity == "warning" for f in dear.report.findings)


def test_how_often_is_no_limit() -> None:
    assert not any("limit" in d for d in changes(CLIMATE, "beep twice").done)
