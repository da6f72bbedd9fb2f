"""The catalogue against public lists: PlatformIO's boards, the Adafruit list of I2C addresses, KiCad's symbols.

The lists lie beside the repository (or where OHM_SHARED says); their README names licences. They check, they are no source.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ohm_core.catalogue.catalogue import Catalogue, find_pin, load
from ohm_core.catalogue.schema import Part

ROOT = Path(__file__).resolve().parents[2]
LISTS = Path(os.environ.get("OHM_SHARED") or ROOT.parent / "shared") / "facts"


def public(name: str) -> Any:
    if not (LISTS / name).exists():
        pytest.skip(f"the public list {name} is not there; OHM_SHARED names the folder that holds facts/")
    return json.loads((LISTS / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_clock_flash_and_ram_of_every_board_are_those_of_platformio(catalogue: Catalogue) -> None:
    listed = public("boards.json")
    listed = listed.get("boards", listed)
    for part in catalogue.boards():
        for form in catalogue.variants(part.id).values() or [part]:
            board = form.board
            assert board
            if not board.platformio:
                assert not board.languages, f"{part.id}: OHM writes firmware for it, so PlatformIO's name is needed"
                continue
            assert board.platformio in listed, f"{part.id}: PlatformIO has no board {board.platformio}"
            other = listed[board.platformio]
            assert (board.clock_hz, board.flash_bytes, board.ram_bytes) == (other["frequency_hz"], other["flash_bytes"], other["ram_bytes"]), part.id
            ours, theirs = (mcu.lower().replace("-", "") for mcu in (board.mcu, other["mcu"]))
            assert ours.startswith(theirs) or theirs.startswith(ours), part.id


I2C = {
    "BH1750": "bh1750-module", "BME280": "bme280-module", "BMP180": "gy-68-bmp180-module", "BMP280": "bmp280-module", "DS1307": "ds1307-module", "DS3231": "ds3231-module",
    "INA219": "ina219-module", "MCP9808": "mcp9808-module", "MPU-60X0": "mpu6050-module", "PA1010D": "gps-pa1010d", "PCA9685": "pca9685-servo-driver",
    "PCF8523": "pcf8523-module", "SSD1306": "oled-ssd1306-128x64", "TCS34725": "tcs34725-module",
}
MOST = 16  # of longer ranges our files name the addresses that solder bridges reach easily


@pytest.mark.parametrize("chip", I2C)
def test_i2c_addresses_are_those_of_the_public_list(catalogue: Catalogue, chip: str) -> None:
    entry = public("i2c_addresses.json")["normalised"][chip]
    theirs = {int(a, 16) for a in entry["addresses"]}
    for form in catalogue.variants(I2C[chip]).values() or [catalogue.part(I2C[chip])]:
        assert form.i2c
        ours = set(form.i2c.addresses)
        assert ours <= theirs, f"{form.id}: {sorted(map(hex, ours - theirs))} are not in the list"
        assert len(theirs) > MOST or ours == theirs, f"{form.id}: {sorted(map(hex, theirs - ours))} are missing"


def test_every_i2c_part_that_the_list_knows_is_compared(catalogue: Catalogue) -> None:
    listed = public("i2c_addresses.json")["normalised"]
    known = {part.id for part in catalogue.parts() if part.i2c and any(chip.lower() in part.id for chip in listed)}
    assert known <= set(I2C.values()) | {"oled-ssd1306-128x32"}


KICAD = {"74HC595": "74hc595", "ULN2003A": "uln2003a", "DS18B20": "ds18b20", "NRF24L01_Breakout": "nrf24l01-module"}
SAID_OTHERWISE = {"IO": "DATA"}


def bare(name: str) -> str:
    return name.strip("~+").split("/")[0]


def pins_of(symbol: str) -> dict[str, str]:
    return {p["number"]: bare(p["name"]) for p in public("kicad_pins.json")["parts"][symbol]["pins"]}


@pytest.mark.parametrize("symbol", KICAD)
def test_legs_bear_the_numbers_and_names_of_the_public_symbol(catalogue: Catalogue, symbol: str) -> None:
    part = catalogue.part(KICAD[symbol])
    for number, name in pins_of(symbol).items():
        ours = find_pin(part, SAID_OTHERWISE.get(name, name))
        assert ours and ours.number == number, f"{part.id}: leg {number} is {name}, ours {ours and ours.name} is {ours and ours.number}"


def test_the_bare_dht11_has_its_legs_in_the_order_of_the_public_symbol(catalogue: Catalogue) -> None:
    part = catalogue.part("dht11", "bare")
    row = part.mechanics.rows[0]
    assert [find_pin(part, SAID_OTHERWISE.get(name, name)).name for name in pins_of("DHT11").values()] == list(row)  # type: ignore[union-attr]


def round_the_board(part: Part, upper_first: bool) -> list[str]:
    """Pin names around the edge as KiCad's symbols count: down one side, up the other, USB socket at the top or left."""
    upper, lower = part.mechanics.rows
    names = [*reversed(upper), *lower] if upper_first else [*lower, *reversed(upper)]
    return [n for n in names if n]


@pytest.mark.parametrize(("symbol", "board", "upper_first"), [
    ("Arduino_Nano_v3.x", "arduino-nano", True), ("WeMos_D1_mini", "wemos-d1-mini", True), ("Arduino_UNO_R3", "arduino-uno-r3", False),
])
def test_boards_have_their_pins_in_the_order_they_have_round_the_edge(catalogue: Catalogue, symbol: str, board: str, upper_first: bool) -> None:
    part = catalogue.part(board)
    theirs = [name for name in pins_of(symbol).values() if name != "NC"]
    ours = round_the_board(part, upper_first)
    assert len(ours) == len(theirs)
    for name, listed in zip(ours, theirs, strict=True):
        assert same_node(part, name, listed), f"{name} where the symbol has {listed}"


def same_node(part: Part, name: str, listed: str) -> bool:
    """True where both names mean one node: SDA of the Uno is A4, both resets are one."""
    one, two = find_pin(part, name), find_pin(part, listed)
    return bool(one and two and (one.joined or one.name.split(".")[0]) == (two.joined or two.name.split(".")[0]))
