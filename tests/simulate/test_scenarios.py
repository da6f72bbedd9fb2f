"""Scenarios in Wokwi's form: what is read, and one sentence for each mistake."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ohm_core.errors import BadInput
from ohm_core.firmware.simulate import load_scenario, parse_scenario
from ohm_core.firmware.simulate.check import steps_for
from tests.simulate.bench import circuit, look, put, wait


def test_every_step_of_wokwis_form_is_read() -> None:
    text = """
name: 'Everything'
version: 1
author: 'A person'
steps:
  - delay: 30ms
  - wait-serial: 'Ready'
  - write-serial: 'on'
  - write-serial: [13, 10]
  - expect-pin:
      part-id: U1
      pin: 2
      value: 1
  - set-control:
      part-id: BTN1
      control: pressed
      value: true
  - wait-pin:
      part-id: U1
      pin: D3
      value: 0
      timeout: 250
  - wait-multi-pin:
      pins:
        - {part-id: U1, pin: 4, value: 1}
      timeout: 2s
  - take-screenshot:
      part-id: U1
"""
    scenario = parse_scenario(text)
    assert [s.kind for s in scenario.steps] == ["delay", "serial", "write", "write", "expect", "set", "wait", "waitAll", "screenshot"]
    assert scenario.steps[3].data == b"\r\n"
    assert (scenario.steps[6].seconds, scenario.steps[7].seconds, scenario.steps[1].seconds) == (0.25, 2.0, 30.0)
    assert scenario.steps[5].value == 1.0


BAD = {
    "not a mapping": "- delay: 1s", "no steps": "name: x", "empty": "", "nothing in steps": "steps: []", "unknown step": "steps:\n- fly-to: moon",
    "two steps in one": "steps:\n- delay: 1s\n  wait-serial: a", "no unit": "steps:\n- delay: 500", "not a duration": "steps:\n- delay: soon", "negative": "steps:\n- delay: -5ms",
    "too long": "steps:\n- delay: 48h", "no text": "steps:\n- wait-serial: ''", "list of text": "steps:\n- wait-serial: [a]", "byte over 255": "steps:\n- write-serial: [256]",
    "no value": "steps:\n- expect-pin: {part-id: U1, pin: 2}", "no part": "steps:\n- expect-pin: {pin: 2, value: 1}", "unknown key": "steps:\n- expect-pin: {part-id: U1, pin: 2, value: 1, colour: red}",
    "not finite": "steps:\n- expect-pin: {part-id: U1, pin: 2, value: .nan}", "negative tolerance": "steps:\n- expect-pin: {part-id: U1, pin: 2, value: 1, tolerance: -1}",
    "no pins": "steps:\n- wait-multi-pin: {pins: []}", "saves a file": "steps:\n- take-screenshot: {part-id: X1, save-to: /tmp/x.png}", "tag": "steps: !!python/object/apply:os.mkdir ['/tmp/pwned']",
    "alias": "a: &a [x]\nsteps: *a", "broken": "steps: [", "deep": "steps: " + "[" * 30 + "]" * 30, "version 2": "version: 2\nsteps:\n- delay: 1s", "top key": "steps:\n- delay: 1s\nshell: rm",
    "many": "steps:\n" + "- delay: 1ms\n" * 1001, "large": "steps:\n- wait-serial: " + "x" * 200_000, "timestamp": "steps:\n- delay: 2026-01-01", "null": "steps:\n- null",
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_scenario_is_one_sentence(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_scenario(BAD[name])
    assert caught.value.where and "\n" not in caught.value.message and len(caught.value.message) < 300


def test_a_laughing_scenario_is_refused_at_once() -> None:
    laughs = "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(BadInput, match="alias"):
        parse_scenario(f"a: &a [x,x,x,x,x,x,x,x,x]\n{laughs}steps: *i\n")


def test_a_missing_file_and_bytes_that_are_no_text_are_bad_input(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "no.yaml", tmp_path / "x.yaml", tmp_path):
        with pytest.raises(BadInput):
            load_scenario(path)


WIRED = circuit({"BTN1": "button", "S1": "dht22", "LCD1": "lcd1602-i2c", "R1": "resistor", "X1": "pam8403-module"}, ["U1.D2 BTN1.1", "BTN1.2 U1.GND"])


def checked(*steps: Any) -> list[dict[str, Any]]:
    return steps_for(WIRED, parse_scenario(yaml.safe_dump({"steps": list(steps)})))


@pytest.mark.parametrize(("step", "says"), [
    (put("BTN9", "pressed", 1), "BTN1"), (put("BTN1", "presed", 1), "pressed"), (put("R1", "pressed", 1), "no control"), (put("X1", "volume", 1), "not simulated"),
    (put("BTN1", "pressed", 2), "0 to 1"), (put("S1", "temperature", "warm"), "number"), (put("S1", "humidity", 400), "100"),
    (look("U1", "D99", 1), "no pin"), (look("BTN1", "3", 1), "no pin"), (look("LCD1", "line9", "x"), "line"), (look("U1", "D2", "high"), "number"), (wait("GHOST", "2", 1), "no part"),
])
def test_unknown_parts_pins_and_controls_are_named_with_what_there_is(step: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput) as caught:
        checked(step)
    assert says in caught.value.message and caught.value.where.startswith("steps[0]")


def test_aliases_of_pins_and_controls_become_the_circuits_own() -> None:
    steps = checked(look("U1", "13", 1), look("U1", "D5:duty", 50, tolerance=1), put("S1", "temperature_c", 20), look("BTN1", "2", 0))
    assert [s.get("pin", s.get("control")) for s in steps] == ["D13", "D5:duty", "temperature", "2.l"]
