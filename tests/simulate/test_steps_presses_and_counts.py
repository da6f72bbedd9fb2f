"""Steps in order, presses told apart, a number of times, a slow way to a level and a count that is reset: on the chip itself, on the host and in MicroPython."""

import json
from pathlib import Path
from typing import Any

import pytest

from ohm_core.design.behaviour import Action, Always, Behaviour, Event, Held, Reading
from ohm_core.firmware.generate import generate
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from ohm_core.project.prototype import Prototype, make
from tests.simulate.bench import after, look, put, says
from tests.simulate.test_lasting_and_turns import WAYS, press

LAMPS = "A button switches a red LED, a yellow LED, a green LED and a buzzer"
on_each_way = pytest.mark.parametrize(("board", "language"), WAYS)


def run(board: str, language: str, behaviours: tuple[Behaviour, ...], steps: list[Any], folder: Path, words: str = LAMPS) -> SimulationResult:
    """What the words bring, with these behaviours in place of its own, through the steps."""
    base = make(words, board=board)
    made = Prototype.from_design(base.design.with_(behaviours=behaviours, firmware=()), base.catalogue)
    firmware = generate(made.circuit, language)
    assert not firmware.unsupported
    for file in firmware.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, "utf-8")
    return simulate(made.circuit, folder, parse_scenario(json.dumps({"steps": steps})))


def passes(*given: Any) -> None:
    result = run(*given)
    assert result.passed, [s for s in result.steps if not s.passed] + [result.serial[-400:]]


def lit(*lamps: int) -> list[Any]:
    return [look(f"LED{n}", "on", int(n in lamps)) for n in (1, 2, 3)]


def lamp(number: int, seconds: float | None = None, step: int | None = None, action: str = "on") -> Action:
    return Action(f"LED{number}", action, (), seconds, None, step)


@on_each_way
def test_the_stages_of_a_traffic_light_have_each_its_own_time_and_begin_again(board: str, language: str, tmp_path: Path) -> None:
    light = Behaviour("light", Always(), (lamp(1, 2.0, 1), lamp(2, 0.5, 2), lamp(3, 1.0, 3)), again=True)
    play = [after("1s"), *lit(1), after("1200ms"), *lit(2), after("600ms"), *lit(3), after("1s"), *lit(1), after("1700ms"), *lit(1), after("400ms"), *lit(2)]
    passes(board, language, (light,), play, tmp_path)


@on_each_way
def test_a_press_starts_steps_that_run_once_with_a_wait_between(board: str, language: str, tmp_path: Path) -> None:
    wait = Action("board", "wait", (), 1.0, None, 2)
    once = Behaviour("once", Event("BTN1.pressed"), (lamp(1, 1.0, 1), wait, lamp(2, 1.0, 3), lamp(3, None, 4)))
    play = [after("1s"), *lit(), *press(), *lit(1), after("1s"), *lit(), *press(), *lit(), after("600ms"), *lit(2), after("1s"), *lit(3), after("3s"), *lit(3)]
    passes(board, language, (once,), play, tmp_path)


@on_each_way
def test_steps_that_go_round_begin_and_end_with_a_press(board: str, language: str, tmp_path: Path) -> None:
    round_ = Behaviour("round", Event("BTN1.pressed"), (lamp(1, 0.5, 1), lamp(2, 0.5, 2)), again=True)
    play = [after("600ms"), *lit(), *press(), *lit(1), after("500ms"), *lit(2), after("500ms"), *lit(1), *press(), *lit(), after("2s"), *lit()]
    passes(board, language, (round_,), play, tmp_path)


@on_each_way
def test_a_short_a_long_and_a_double_press_are_three_things(board: str, language: str, tmp_path: Path) -> None:
    rules = tuple(Behaviour(e, Event(f"BTN1.{e}"), (lamp(n, None, None, "toggle"),)) for n, e in enumerate(("pressed", "long_pressed", "double_pressed"), 1))
    twice = [put("BTN1", "pressed", 1), after("80ms"), put("BTN1", "pressed", 0), after("80ms"), *press("80ms")]
    play = [after("300ms"), *press(), *lit(), after("400ms"), *lit(1), put("BTN1", "pressed", 1), after("900ms"), *lit(1, 2), put("BTN1", "pressed", 0), after("600ms"), *lit(1, 2),
            *twice, after("600ms"), *lit(1, 2, 3)]
    passes(board, language, rules, play, tmp_path)


@on_each_way
def test_a_press_is_told_when_it_is_over_where_one_of_two_seconds_does_something_else(board: str, language: str, tmp_path: Path) -> None:
    rules = (Behaviour("short", Event("BTN1.pressed"), (lamp(1),)), Behaviour("long", Held(Reading("BTN1.pressed", "==", 1), 2.0), (lamp(2),)))
    play = [after("300ms"), put("BTN1", "pressed", 1), after("1800ms"), *lit(), after("400ms"), *lit(2), put("BTN1", "pressed", 0), after("500ms"), *lit(2), *press(), *lit(1, 2)]
    passes(board, language, rules, play, tmp_path)


@on_each_way
def test_three_blinks_and_two_beeps_end_by_themselves(board: str, language: str, tmp_path: Path) -> None:
    signal = Behaviour("signal", Event("BTN1.pressed"), (Action("LED1", "blink", (("period_s", 1.0), ("times", 3.0))), Action("BZ1", "beep", (("duration_s", 0.2), ("times", 2.0)))))
    beat = [look("LED1", "on", 1), after("500ms"), look("LED1", "on", 0), after("500ms")]
    play = [after("300ms"), put("BTN1", "pressed", 1), after("100ms"), look("BZ1", "on", 1), after("200ms"), look("BZ1", "on", 0), after("200ms"), look("BZ1", "on", 1), after("200ms"), look("BZ1", "on", 0),
            after("400ms"), *beat, *beat, look("LED1", "on", 0), look("BZ1", "on", 0), after("1s"), look("LED1", "on", 0)]
    passes(board, language, (signal,), play, tmp_path)


@on_each_way
def test_a_light_comes_on_slowly_stays_and_goes_off_slowly(board: str, language: str, tmp_path: Path) -> None:
    up = Behaviour("up", Event("BTN1.pressed"), (Action("LED1", "fade", (("to_pct", 100.0), ("duration_s", 4.0))),))
    down = Behaviour("down", Event("BTN1.long_pressed"), (Action("LED1", "fade", (("to_pct", 0.0), ("duration_s", 2.0))),))
    play = [after("300ms"), *press(), after("1900ms"), look("LED1", "brightness", 50, tolerance=8), after("3s"), look("LED1", "brightness", 100, tolerance=2), put("BTN1", "pressed", 1), after("1830ms"),
            put("BTN1", "pressed", 0), look("LED1", "brightness", 48, tolerance=10), after("1300ms"), look("LED1", "on", 0)]
    passes(board, language, (up, down), play, tmp_path, "A button and an LED that fades in and out")


@pytest.mark.parametrize("words", ["A button dims an RGB LED", "A button switches a NeoPixel ring"])
@on_each_way
def test_lights_of_many_colours_keep_their_brightness_after_a_slow_end(board: str, language: str, words: str, tmp_path: Path) -> None:
    base = make(words, board=board)
    ref = next(r for r, use in base.design.parts.items() if use.part.startswith(("led-rgb", "ws2812", "neopixel", "led-ring", "led-strip")))
    rules = (Behaviour("go", Event("BTN1.pressed"), (Action(ref, "on", (), 0.5, None, 1), Action(ref, "fade", (("to_pct", 50.0), ("duration_s", 1.0)), None, None, 2),
                                                    Action(ref, "fade", (("to_pct", 0.0), ("duration_s", 1.0)), None, None, 3))),
             Behaviour("plain", Event("BTN1.long_pressed"), (Action(ref, "on"),)))
    result = run(board, language, rules, [after("300ms"), *press(), says(f"{ref}=on"), says(f"{ref}=ramp"), after("3500ms"), put("BTN1", "pressed", 1), says(f"{ref}=on")], tmp_path, words)
    assert result.passed, [s for s in result.steps if not s.passed] + [result.serial[-400:]]


@on_each_way
def test_a_count_goes_up_and_down_is_compared_and_begins_anew(board: str, language: str, tmp_path: Path) -> None:
    rules = (Behaviour("up", Event("BTN1.pressed"), (Action("board", "count"),)), Behaviour("down", Event("BTN1.double_pressed"), (Action("board", "count", (("by", -1.0),)),)),
             Behaviour("zero", Event("BTN1.long_pressed"), (Action("board", "reset"),)), Behaviour("many", Reading("board.count", ">", 2), (lamp(1),), (lamp(1, None, None, "off"),)))
    tap = [*press("60ms"), after("400ms")]
    play = [after("300ms"), *tap, *tap, *lit(), *tap, *lit(1), put("BTN1", "pressed", 1), after("60ms"), put("BTN1", "pressed", 0), after("60ms"), *press("60ms"), after("100ms"), *lit(), *tap, *lit(1),
            put("BTN1", "pressed", 1), after("1s"), *lit(), put("BTN1", "pressed", 0), after("500ms"), *tap, *lit()]
    passes(board, language, rules, play, tmp_path)
