"""Which way each sensor speaks: the reading goes up with what it measures, whatever its voltage does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.catalogue.schema import Part
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.firmware.generate import generate
from ohm_core.firmware.polarity import active_level, ends
from ohm_core.firmware.simulate.models import model_of
from ohm_core.plan.plan import plan
from tests.firmware.bench import after, circuit, plays, put

needs_avr = pytest.mark.skipif(shutil.which("avr-g++") is None, reason="needs gcc-avr and arduino-core-avr (apt)")

# What the voltage at the analogue output does as the reading rises, and the level of the digital output while it is yes: read off
# the parts' own documents (the cites of their files), not off the attributes that firmware uses.
VOLTAGE = {"rain-sensor": "falls", "soil-capacitive": "falls", "gas-mq2": "rises", "water-level-sensor": "rises", "flame-sensor-ky026": "falls",
           "line-tcrt5000": "rises", "ldr/module": "falls"}
LEVEL = {"flame-sensor-ky026": "high", "hall-a3144": "low", "line-tcrt5000": "high", "obstacle-fc51": "low", "pir-hc-sr501": "high", "touch-ttp223": "high",
         "vibration-sw420": "high", "rain-sensor": "low", "gas-mq2": "low", "ldr/module": "low"}
BARE = {"ldr/bare", "ldr", "potentiometer-10k", "piezo-disc", "button", "limit-switch", "reed-switch", "reed-switch/bare", "reed-switch/door", "slide-switch", "tilt-switch-sw520d"}
READ_AS = {"lux": (1, 100_000), "position": (0, 1), "rotate": (0, 5)}  # the least and the most of what is not 0 to 100 or no and yes


def forms() -> Iterator[tuple[str, Part]]:
    """Every part with a polarity that a design may choose, in every form it is sold in."""
    catalogue = load()
    for entry in catalogue.entries():
        for variant, part in (catalogue.variants(entry.id) or {"": catalogue.part(entry.id)}).items():
            if part.driver in ("analog", "digital_in", "button") and part.provides and part.id != "piezo-disc":
                yield part.id + (f"/{variant}" if variant else ""), part


FORMS = dict(forms())


def design(name: str, board: str = "arduino-uno-r3") -> tuple[Circuit, str]:
    """A planned design with this one part, and its reference."""
    part, _, variant = name.partition("/")
    provide = FORMS[name].provides[0]
    wish = Wish("a", provide.role, provide.concept, part=part, attrs={"variant": variant} if variant else {})
    made = plan(Requirements(name, wishes=(wish,), board=board), load())
    assert not made.unserved and not made.conflicts
    return resolve(made, load()), next(ref for ref, use in made.parts.items() if use.part == part)


def read(serial: str, ref: str) -> float:
    """What the program said last of the part; buttons say `pressed` and `released`."""
    last = [line for line in serial.splitlines() if line.startswith(ref + ".")][-1]
    return float(last.partition("=")[2]) if "=" in last else float(last.endswith("pressed"))


def low_and_high(wired: Circuit, ref: str, folder: Path, language: str = "") -> tuple[float, float]:
    """What the firmware makes of the least and of the most that the part can feel."""
    part = wired.parts[ref].part
    model = model_of(part)
    assert model is not None
    control = str(model.params(wired.parts[ref]).get("control") or next(iter(model.controls)))
    least, most = READ_AS.get(control, (0, 100 if any(s.unit == "%" for s in part.readings.values()) else 1))
    said = [plays(wired, folder / name, [after("1s"), *moves, after("8s" if control == "motion" else "4s")], language) for name, moves in
            (("low", [put(ref, control, most), after("1s"), put(ref, control, least)]), ("high", [put(ref, control, least), after("1s"), put(ref, control, most)]))]
    return read(said[0], ref), read(said[1], ref)


def test_the_lists_of_this_test_hold_every_part_with_a_polarity() -> None:
    assert set(FORMS) <= set(VOLTAGE) | set(LEVEL) | BARE


@pytest.mark.parametrize("name", sorted(VOLTAGE))
def test_the_catalogue_says_which_way_each_module_s_voltage_goes(name: str) -> None:
    wired, ref = design(name)
    found = ends(wired.parts[ref], 5.0)
    assert found is not None
    assert ("falls" if found[0] > found[1] else "rises") == VOLTAGE[name]


@pytest.mark.parametrize("name", sorted(LEVEL))
def test_the_catalogue_says_which_level_means_yes(name: str) -> None:
    wired, ref = design(name)
    part = wired.parts[ref]
    pin = next(p for p in part.part.pin if p.connect in ("digital.in", "interrupt.in"))
    assert active_level(part, pin) == LEVEL[name]


@needs_avr
@pytest.mark.parametrize("name", sorted(FORMS))
def test_on_an_uno_each_sensor_s_reading_goes_up_with_what_it_feels(name: str, tmp_path: Path) -> None:
    wired, ref = design(name)
    low, high = low_and_high(wired, ref, tmp_path)
    assert (low, high) == (0, 1) or low < 35 and high > 80 and high - low > 50, (low, high)


@pytest.mark.parametrize("name", ["rain-sensor", "gas-mq2", "ldr/module", "obstacle-fc51", "flame-sensor-ky026"])
def test_in_micropython_too(name: str, tmp_path: Path) -> None:
    wired, ref = design(name, "esp32-devkit-v1")
    low, high = low_and_high(wired, ref, tmp_path, "micropython")
    assert (low, high) == (0, 1) or low < 35 and high > 80, (low, high)


BY_HAND: dict[str, tuple[dict[str, Any], list[str], str]] = {
    "an LDR in the upper half": ({"LDR1": "ldr", "R1": ("resistor", {"resistance_ohm": 10000})}, ["5V LDR1.1", "LDR1.2 A0 R1.1", "R1.2 GND"], "LDR1"),
    "an LDR in the lower half": ({"LDR1": "ldr", "R1": ("resistor", {"resistance_ohm": 10000})}, ["5V R1.1", "R1.2 A0 LDR1.2", "LDR1.1 GND"], "LDR1"),
    "a knob fed from its far end": ({"POT1": "potentiometer-10k"}, ["5V POT1.2", "GND POT1.1", "A0 POT1.SIG"], "POT1"),
    "only the comparator of a rain sensor": ({"S1": "rain-sensor"}, ["5V S1.VCC", "GND S1.GND", "D4 S1.DO"], "S1"),
    "only the voltage of a flame sensor": ({"S1": "flame-sensor-ky026"}, ["5V S1.VCC", "GND S1.GND", "A0 S1.AO"], "S1"),
    "a flame sensor of another maker": ({"S1": ("flame-sensor-ky026", {"active": "low"})}, ["5V S1.VCC", "GND S1.GND", "D4 S1.DO"], "S1"),
    "both outputs of a line sensor": ({"S1": "line-tcrt5000"}, ["5V S1.VCC", "GND S1.GND", "D4 S1.DO", "A0 S1.AO"], "S1"),
    "a button to the supply": ({"BTN1": "button", "R1": ("resistor", {"resistance_ohm": 10000})}, ["5V BTN1.1", "BTN1.2 D4 R1.1", "R1.2 GND"], "BTN1"),
}


@needs_avr
@pytest.mark.parametrize("name", BY_HAND)
def test_wired_by_hand_the_other_way_the_reading_still_goes_up(name: str, tmp_path: Path) -> None:
    parts, wires, ref = BY_HAND[name]
    low, high = low_and_high(circuit(parts, wires), ref, tmp_path)
    assert low < high and high in (1, 100) or high > 80 and low < 35, (low, high)


@pytest.mark.parametrize(("variant", "level"), [("low", "LOW"), ("high", "HIGH")])
def test_a_relay_is_switched_on_with_the_level_of_its_kind(variant: str, level: str) -> None:
    known = load().variants("relay-module-1ch")
    chosen = next(v for v, p in known.items() if p.switch and p.switch.active == variant)
    wired = circuit({"RELAY1": ("relay-module-1ch", {"variant": chosen})}, ["5V RELAY1.VCC", "GND RELAY1.GND", "D4 RELAY1.IN"])
    config = generate(wired).file("config.h")
    assert config and f"RELAY1_ON = {level}" in config.content
