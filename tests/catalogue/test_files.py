"""What holds for every file of the catalogue."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ohm_core.catalogue.catalogue import Catalogue, data_dir, find_pin, load, squash
from ohm_core.catalogue.load import read_part
from ohm_core.catalogue.schema import Fact, Part, PortLimit

FILES = sorted([*(data_dir() / "boards").glob("*.toml"), *(data_dir() / "parts").glob("*.toml")])
DOCS = (Path(__file__).parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8")
CONCEPTS = {k for f in (data_dir() / "concepts").glob("*.toml") for k in tomllib.loads(f.read_text(encoding="utf-8"))}

# Names that two parts carry on purpose: none so far.
SHARED_NAMES: dict[str, set[str]] = {}
# Rails of a board whose divider or pull goes to "the board's supply" and not to a pin of the part.
OF_THE_BOARD = {"GND", "VCC"}


@cache
def every_form(path: Path) -> list[Part]:
    """The part of a file in each form it is sold in."""
    part, variants = read_part(path)
    return list(variants.values()) or [part]


def facts(value: Any, path: str = "") -> Iterator[tuple[str, Fact]]:
    if isinstance(value, Fact):
        yield path, value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for f in dataclasses.fields(value):
            yield from facts(getattr(value, f.name), f"{path}.{f.name}")
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from facts(item, f"{path}[{getattr(item, 'name', getattr(item, 'pin', i))}]")
    elif isinstance(value, dict):
        for k, item in value.items():
            yield from facts(item, f"{path}.{k}")


def words_of(row: str) -> set[str]:
    """The names a row of the vocabulary in docs/catalogue.md lists, arguments left out."""
    line = next(line for line in DOCS.splitlines() if line.startswith(f"| {row} "))
    return set(re.findall(r"[a-z][a-z0-9_]*", " ".join(re.sub(r"\([^)]*\)", "", tick) for tick in re.findall(r"`([^`]*)`", line))))


def arguments_of(action: str) -> set[str]:
    line = next(line for line in DOCS.splitlines() if line.startswith("| actions "))
    found = re.search(rf"\b{action}\(([^)]*)\)", line)
    return set(found[1].split(",")) if found else set()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_there_are_the_boards_and_parts_that_makers_ask_for(catalogue: Catalogue) -> None:
    boards = {b.id for b in catalogue.boards()}
    assert {"arduino-uno-r3", "esp32-devkit-v1", "raspberry-pi-pico-w", "wemos-d1-mini", "arduino-nano"} <= boards
    assert len(catalogue) - len(boards) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_file_loads_under_the_name_of_its_part(path: Path) -> None:
    assert {part.id for part in every_form(path)} == {path.stem}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_numbers_rise_from_least_to_most_and_name_pins_that_are_there(path: Path) -> None:
    for part in every_form(path):
        for where, fact in facts(part):
            numbers = [x for x in (fact.min, fact.typ, fact.max) if x is not None]
            assert numbers == sorted(numbers), f"{part.variant}{where}: {numbers} do not rise"
            for pin in filter(None, (fact.of, fact.over)):
                assert find_pin(part, pin), f"{part.variant}{where}: there is no pin {pin}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_fact_from_a_document_says_where_and_quotes_it(path: Path) -> None:
    for part in every_form(path):
        for where, fact in facts(part):
            if fact.doc:
                assert fact.at and fact.quote, f"{part.variant}{where}: at and quote"
                assert fact.basis != "estimate", f"{part.variant}{where}: both a document and an estimate"
        for cite in part.cite:
            assert cite.doc in part.source and cite.at and cite.quote, f"cite {cite.about}"
            assert len(cite.quote.split()) <= 15, f"cite {cite.about}: quote of more than 15 words"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_sources_are_named_and_link_by_http(path: Path) -> None:
    for name, source in every_form(path)[0].source.items():
        assert source.title, name
        assert not source.url or re.match(r"https?://", source.url), f"{name}: {source.url}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_companions_are_parts_of_the_catalogue_with_the_pins_they_are_joined_by(path: Path) -> None:
    for need in (n for part in every_form(path) for n in part.needs if n.kind == "companion"):
        assert need.to or need.when
        assert all(find_pin(load().part(need.to), pin) for pin in need.joins.values())


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_needs_loads_switches_and_rails_speak_of_pins_that_are_there(path: Path) -> None:
    for part in every_form(path):
        named = [n for need in part.needs for n in (need.pin, "" if need.kind == "companion" else need.to, *need.joins) if n not in OF_THE_BOARD]
        named += [n for load_ in (*part.loads, *([part.load] if part.load else [])) for n in (load_.plus, load_.minus)]
        named += [n for s in ([part.switch] if part.switch else []) for n in (*(x for c in s.channels for x in c), s.common)]
        named += [n for rail in part.rail for n in (rail.pin, rail.follows, rail.source if rail.source not in ("usb", "cell", "mains") else "")]
        named += [p.tied for p in part.pin] + list(part.wokwi_pins)
        for name in filter(None, named):
            assert find_pin(part, name), f"{part.variant}: there is no pin {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_it_says_how_it_sits_and_what_it_costs(path: Path) -> None:
    for part in every_form(path):
        assert part.ordering.price, "no price"
        assert part.ordering.search or part.ordering.mpn, "neither an order number nor what to search for"
        rowed = [n for row in part.mechanics.rows for n in row if n]
        assert len(rowed) == len(set(rowed)), "a pin stands twice in mechanics.rows"
        if part.mechanics.mount == "plugged":
            inside = {p.name for p in part.pin if p.functions == ("usb",) or "not on its header" in p.caution}
            terminal = {p.name for p in part.pin if part.category.startswith("sensor:load_cell") and p.name[-1] in "+-"}
            assert {p.name for p in part.pin} - set(rowed) <= inside | terminal, "a pin is missing in mechanics.rows"
            assert len(part.mechanics.rows) < 2 or part.mechanics.row_gap, "two rows need row_gap"
        if part.mechanics.mount == "leads":
            assert rowed or len(part.pin) == 2


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_what_it_provides_is_a_known_concept_with_something_to_read_or_do(path: Path) -> None:
    for part in every_form(path):
        for provide in part.provides:
            assert provide.concept in CONCEPTS, provide.concept
            if provide.role in ("act", "show"):
                assert provide.actions, f"{provide.concept}: nothing to do"
            if provide.role in ("sense", "input", "identify") and part.id != "load-cell-5kg":  # its HX711 does the reading
                assert provide.reading, f"{provide.concept}: nothing to read"
        spoken = {**{n: r.concept for n, r in part.readings.items()}, **{n: e.concept for n, e in part.events.items()}, **{n: a.concept for n, a in part.actions.items()}}
        assert {n: c for n, c in spoken.items() if c and c not in CONCEPTS} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_readings_events_and_actions_use_the_documented_words(path: Path) -> None:
    for part in every_form(path):
        assert set(part.readings) <= words_of("readings")
        assert set(part.events) <= words_of("events")
        assert set(part.actions) <= words_of("actions")
        for name, action in part.actions.items():
            assert set(action.args) <= arguments_of(name), f"{name}{tuple(action.args)}"


def test_no_name_means_two_parts(catalogue: Catalogue) -> None:
    meaning: dict[str, set[str]] = defaultdict(set)
    for entry in catalogue.entries():
        for text in (entry.id, entry.name, *entry.aliases):
            meaning[squash(text)].add(entry.id)
    assert {name: ids for name, ids in meaning.items() if len(ids) > 1 and SHARED_NAMES.get(name) != ids} == {}




def test_each_concept_has_a_usual_choice(catalogue: Catalogue) -> None:
    ranks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in catalogue.entries():
        for provide in entry.provides:
            ranks[provide.role, provide.concept].append(provide.rank)
    without = {key for key, found in ranks.items() if min(found) > 0}
    assert without <= {("sense", "rpm"), ("act", "push_pull"), ("sense", "beam")}, "a makeshift is the best there is for these"


@pytest.mark.parametrize(("role", "concept", "usual"), [
    ("sense", "temperature", "dht22"), ("sense", "humidity", "dht22"), ("sense", "light", "ldr"), ("sense", "distance", "hc-sr04"),
    ("sense", "soil_moisture", "soil-capacitive"), ("sense", "motion", "pir-hc-sr501"), ("sense", "tilt", "tilt-switch-sw520d"),
    ("sense", "knock", "piezo-disc"), ("sense", "weight", "hx711-module"), ("show", "text_display", "lcd1602-i2c"),
    ("show", "graphic_display", "oled-ssd1306-128x64"), ("show", "illumination", "led-5mm"), ("act", "sound", "buzzer-active"),
    ("act", "tone", "buzzer-passive"), ("act", "angle", "servo-sg90"), ("act", "water_flow", "water-pump-mini"),
    ("act", "switched_power", "relay-module-1ch"), ("time", "wall_clock", "ds3231-module"), ("store", "data_log", "sd-module"),
    ("identify", "identity_tag", "rc522-module"), ("input", "press", "button"), ("input", "knob", "potentiometer-10k"),
])
def test_the_usual_choice_is_what_makers_expect(catalogue: Catalogue, role: str, concept: str, usual: str) -> None:
    assert catalogue.providers(role, concept)[0][0].id == usual


def test_water_is_measured_with_a_probe_that_may_get_wet(catalogue: Catalogue) -> None:
    wet = [part.id for part, provide in catalogue.providers("sense", "temperature") if provide.conditions.get("medium") == "water"]
    assert wet == ["ds18b20"]


@pytest.mark.parametrize("path", [f for f in FILES if f.parent.name == "boards"], ids=lambda p: p.stem)
def test_a_board_prefers_and_avoids_pins_that_it_has_and_that_can_do_it(path: Path) -> None:
    kinds = {"i2c.sda": "i2c:", "i2c.scl": "i2c:", "spi.sck": "spi:", "spi.mosi": "spi:", "spi.miso": "spi:", "spi.cs": "spi:", "uart.tx": "uart:",
             "uart.rx": "uart:", "analog.in": "adc:", "pwm.out": "pwm:", "interrupt.in": "interrupt:"}
    for part in every_form(path):
        assert part.board
        limits: tuple[PortLimit, ...] = part.board.port_limits
        for name in (*part.board.avoid, *part.board.onboard, part.board.logic_rail, *(p for limit in limits for p in limit.pins)):
            assert find_pin(part, name), f"{part.variant}: there is no pin {name}"
        for function, name in part.board.prefer.items():
            pin = find_pin(part, name)
            assert pin, f"{part.variant}: there is no pin {name}"
            can = pin.functions or ()
            wanted = kinds.get(function, "out")
            end = function.split(".")[1] if wanted in ("i2c:", "spi:", "uart:") else ""
            assert any(f.startswith(wanted) and f.endswith(end) for f in can), f"{name} cannot {function}"
