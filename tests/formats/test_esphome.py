"""Designs as ESPHome configurations: `esphome config` takes them, and they do what the behaviours say."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ohm_core.catalogue.catalogue import load
from ohm_core.design.file import design_from
from ohm_core.errors import BadInput
from ohm_core.formats.esphome import FONT, esphome
from ohm_core.formats.export import export
from ohm_core.project.prototype import Prototype
from tests.formats.conftest import Run
from tests.formats.samples import WISHES, esphome_sample, prototypes, wished


class Code(str):
    """The text of a `!lambda`."""


class Loader(yaml.SafeLoader):
    """Reads `!lambda` as its text."""


Loader.add_constructor("!lambda", lambda loader, node: Code(loader.construct_scalar(node)))

# What the C++ in a configuration may use of ESPHome, as far as a compiler wants to know.
STANDINS = """
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#define id(x) x
#define ESP_LOGI(tag, ...) printf(__VA_ARGS__)
struct Now { uint8_t hour, minute, second, day_of_week; std::string strftime(const char *) { return ""; } };
struct Clock { Now now() { return {}; } };
struct Stepper { int current_position; };
struct Sensor { float state; bool has_state() { return true; } };
struct Binary { bool state; bool has_state() { return true; } };
struct Font {};
struct Display { void print(const char *) {} void print(int, int, const char *) {} void print(int, int, Font &, const char *) {} };
"""
KINDS = {"sensor": "Sensor", "binary_sensor": "Binary", "time": "Clock", "stepper": "Stepper", "font": "Font"}


def codes(value: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Every piece of C++ with the section it stands in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from [(kind, inner)] if key == "lambda" else codes(inner, f"{kind}/{key}")
    elif isinstance(value, list):
        yield from (c for inner in value for c in codes(inner, kind))
    elif isinstance(value, Code):
        yield kind, value


def ids(value: Any) -> Iterator[str]:
    """Every id that is given in a section."""
    if isinstance(value, dict):
        yield from [value["id"]] if "id" in value else []
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from ids(inner)


def compiled(told: dict[str, Any], folder: Path) -> str:
    """What a C++ compiler has to say of all that is C++ in a configuration."""
    lines = [f"{KINDS[s]} {name};" for s in KINDS if s in told for name in dict.fromkeys(ids([{k: v for k, v in item.items() if not k.startswith("on_")} for item in told[s]]))]
    lines += [f"{g['type']} {g['id']};" for g in told.get("globals", ())]
    for n, (kind, code) in enumerate(codes(told)):
        lines.append(f"auto piece_{n} = [](Display &it) {'-> std::optional<bool> ' if kind == '/binary_sensor' else ''}{{\n{code}\n}};")
    (folder / "pieces.cpp").write_text(STANDINS + "\n".join(lines) + "\n")
    return subprocess.run(["g++", "-std=c++20", "-Wall", "-Wno-unused", "-fsyntax-only", "pieces.cpp"], cwd=folder, capture_output=True, text=True).stderr


def config(made: Prototype) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(esphome(made).files["esphome.yaml"], Loader)
    return found


@pytest.mark.parametrize("name", WISHES)
def test_esphome_takes_the_configuration_and_nothing_is_lost(name: str, tmp_path: Path, esphome: Run) -> None:
    written = export(wished(name), "esphome", tmp_path / "esphome.yaml")
    assert "Configuration is valid!" in esphome(tmp_path, "esphome", "config", "esphome.yaml")
    assert [n for n in written.notes if "not in it" in n] == []
    assert compiled(config(wished(name)), tmp_path) == ""


@pytest.mark.parametrize("name", [n for n, m in prototypes().items() if m.circuit.board and m.circuit.parts[m.circuit.board].part.board.family != "avr"])  # type: ignore[union-attr]
def test_esphome_takes_every_sample_on_a_board_it_runs_on(name: str, tmp_path: Path, esphome: Run) -> None:
    export(prototypes()[name], "esphome", tmp_path / "esphome.yaml")
    assert "Configuration is valid!" in esphome(tmp_path, "esphome", "config", "esphome.yaml")


def test_what_esphome_cannot_do_is_a_comment_and_a_note(tmp_path: Path, esphome: Run) -> None:
    written = export(esphome_sample(), "esphome", tmp_path / "esphome.yaml")
    assert [n for n in written.notes if "stop at sunrise" in n] and len(written.notes) == 1
    assert all(f"#   {n}" in (tmp_path / "esphome.yaml").read_text("utf-8") for n in written.notes)
    assert (tmp_path / FONT).exists() and str(tmp_path / FONT) in written.paths
    assert "Configuration is valid!" in esphome(tmp_path, "esphome", "config", "esphome.yaml")


def test_a_threshold_keeps_its_dead_band_and_acts_at_the_start_too() -> None:
    told = config(esphome_sample())
    dry = next(b for b in told["binary_sensor"] if b["platform"] == "analog_threshold")
    assert dry["threshold"] == {"lower": 30, "upper": 35} and dry["filters"] == [{"invert": None}] and dry["trigger_on_initial_state"] is True
    script = next(s for s in told["script"] if {"script.execute": s["id"]} in dry["on_press"][0]["then"])
    assert script["then"] == [{"switch.turn_on": "p1"}, {"delay": "5s"}, {"switch.turn_off": "p1"}]


def test_a_time_of_day_asks_the_network_and_a_press_its_pin() -> None:
    told = config(esphome_sample())
    assert [(t["hours"], t["minutes"], t["seconds"]) for t in told["time"][0]["on_time"]] == [(7, 30, 0)]
    button = next(b for b in told["binary_sensor"] if b["platform"] == "gpio")
    assert button["pin"] == {"number": "GPIO27", "inverted": True, "mode": {"input": True, "pullup": True}} and button["on_press"][0]["then"][-1] == {"switch.toggle": "p1"}


def test_texts_are_escaped_for_the_language_they_stand_in(tmp_path: Path) -> None:
    shown = config(esphome_sample())["interval"][0]["then"][0]["globals.set"]["value"]
    assert compiled(config(esphome_sample()), tmp_path) == ""
    assert r'snprintf(text, sizeof(text), "Soil %.0f %%\n\"wet\" above 30 %%", id(soil1_moisture_pct).state);' in shown


def test_a_board_that_esphome_does_not_run_on_is_refused() -> None:
    with pytest.raises(BadInput, match="Arduino Uno"):
        esphome(prototypes()["uno-servo-knob"])


def test_a_part_that_only_its_user_knows_and_a_second_board_are_named() -> None:
    raw = {"format": "ohm-design/1", "title": "Two", "board": "U1", "parts": {"U1": {"part": "esp32-devkit-v1"}, "U2": {"part": "raspberry-pi-pico"}, "X1": {"part": "custom", "name": "My own", "pins": {"OUT": {"type": "output"}}}},
           "connections": [["X1.OUT", "U1.GPIO4"], ["U1.GPIO17", "U2.GP1"]]}
    notes = esphome(Prototype.from_design(design_from(raw), load())).notes
    assert any("X1" in n and "My own" in n for n in notes) and any("U2" in n for n in notes)
