"""Sentences whose verb, thing or quantity is said once and meant again."""

from __future__ import annotations

from ohm_core.catalogue.catalogue import load
from ohm_core.design.behaviour import AllOf, At, Behaviour, Event, Every, Reading
from ohm_core.understand import understand


def rules(text: str) -> dict[str, Behaviour]:
    """Behaviours by the colour, angle or deed they bring."""
    found = {}
    for b in understand(text, load()).behaviours:
        a = b.do[0]
        found[str(a.arg("color") or (f"{a.arg('angle_deg'):g}" if isinstance(a.arg("angle_deg"), float) else "") or f"{a.act}.{a.action}")] = b
    return found


def limit(b: Behaviour) -> tuple[str, object]:
    assert isinstance(b.when, Reading)
    return b.when.op, b.when.value


def test_each_colour_of_a_lamp_has_its_band_though_the_verb_is_said_once() -> None:
    made = rules("An RGB LED and a temperature sensor. Red above 25, green between 18 and 25, blue below.")
    assert limit(made["red"]) == (">", 25.0) and limit(made["blue"]) == ("<", 18.0)
    assert isinstance(made["green"].when, AllOf) and [(c.op, c.value) for c in made["green"].when.all if isinstance(c, Reading)] == [(">", 18.0), ("<", 25.0)]


def test_lamps_of_their_own_go_out_again_where_their_band_ends() -> None:
    made = rules("Show the temperature on the OLED, and turn the LED red above 25, green between 18 and 25, blue below 18.")
    lamps = [b for name, b in made.items() if name.endswith(".on")]
    assert {limit(b) for b in lamps if isinstance(b.when, Reading)} == {(">", 25.0), ("<", 18.0)}
    assert len(lamps) == 3 and all(b.else_ for b in lamps)


def test_a_condition_and_its_deed_need_no_comma_and_the_other_case_no_verb() -> None:
    made = rules("When it rains the awning servo goes to 0, else 120.")
    assert made["0"].else_[0].arg("angle_deg") == 120.0


def test_two_times_of_day_are_two_rules() -> None:
    made = rules("Open the blinds at 7 am and close them at sunset.")
    assert {b.when for b in made.values()} == {At("07:00"), At("sunset")}
    made = rules("Chicken coop servo: 90 degrees at sunrise, back to 0 at sunset.")
    assert made["90"].when == At("sunrise") and made["0"].when == At("sunset")


def test_limits_without_their_quantity_are_of_the_one_before() -> None:
    made = rules("Water under 10 %, red LED blinking; over 90, the green one on.")
    assert sorted(limit(b) for b in made.values() if isinstance(b.when, Reading)) == [("<", 10.0), (">", 90.0)]


def test_what_is_read_well_in_whole_clauses_stays_so() -> None:
    made = rules("Turn on the fan when it is hotter than 27 degrees. The button toggles the lamp.")
    assert any(isinstance(b.when, Event) and b.do[0].action == "toggle" for b in made.values()) and any(isinstance(b.when, Reading) and b.when.value == 27.0 for b in made.values())


def test_a_display_named_for_what_it_shows_is_not_switched_with_the_deed_before_it() -> None:
    made = rules("A servo opens a door above 28 degrees and closes below 24, with the temperature on a small screen.")
    shows = [b for b in made.values() if any(a.action == "show" for a in b.do)]
    assert sorted(limit(b) for b in made.values() if isinstance(b.when, Reading)) == [("<", 24.0), (">", 28.0)]
    assert len(shows) == 1 and isinstance(shows[0].when, Every) and "temperature" in str(shows[0].do[0].arg("text"))
