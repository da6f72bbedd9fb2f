"""The drivers' sources as such: each compiles for each family, names what could replace it, and stands alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ohm_core.firmware.build import build
from ohm_core.firmware.catalog import ALL
from ohm_core.firmware.sources import TEMPLATES, micropython_sources, source
from ohm_core.firmware.spec import EVERY_FAMILY
from ohm_core.firmware.stubs import stubs_folder

FQBN = {"avr": "arduino:avr:uno", "esp32": "esp32:esp32:esp32doit-devkit-v1", "esp8266": "esp8266:esp8266:d1_mini", "rp2040": "rp2040:rp2040:rpipicow"}
WIRELESS = {"ohm_wifi", "ohm_publish", "ohm_netclock"}
HELPERS = {"ohm_logic", "ohm_sun", "ohm_daily", "ohm_chase", "ohm_dice", "ohm_gauge", "ohm_counter", "ohm_text"}
needs_compilers = pytest.mark.skipif(shutil.which("avr-g++") is None or shutil.which("g++") is None, reason="needs gcc-avr, arduino-core-avr and g++ (apt)")


def modules(family: str) -> set[str]:
    return {d.module for d in ALL if family in d.families} | HELPERS | (set() if family == "avr" else WIRELESS)


@needs_compilers
@pytest.mark.parametrize("family", sorted(EVERY_FAMILY))
def test_every_driver_compiles_without_a_warning(family: str, tmp_path: Path) -> None:
    from ohm_core.firmware.sources import _closure

    names = sorted(_closure(modules(family), family))  # type: ignore[arg-type]
    for name in names:
        for ending in ("h", "cpp"):
            if text := source(name, ending, family):  # type: ignore[arg-type]
                (tmp_path / f"{name}.{ending}").write_text(text)
    (tmp_path / "firmware.ino").write_text("".join(f'#include "{n}.h"\n' for n in names) + "void setup() {}\nvoid loop() {}\n")
    (tmp_path / "sketch.yaml").write_text(f"default_fqbn: {FQBN[family]}\n")
    result = build(tmp_path)
    assert result.ok and result.messages == (), [str(m) for m in result.messages]


@pytest.mark.parametrize("family", ["esp32", "rp2040"])
def test_every_micropython_driver_calls_only_what_the_board_has(family: str, tmp_path: Path) -> None:
    names = {d.module for d in ALL if "micropython" in d.languages} | HELPERS - {"ohm_text"} | WIRELESS | {"ohm_mqtt"}
    for file in micropython_sources(names, family):  # type: ignore[arg-type]
        (tmp_path / file.path).parent.mkdir(exist_ok=True)
        (tmp_path / file.path).write_text(file.content)
    (tmp_path / "main.py").write_text("".join(f"import {n}\n" for n in sorted(names)))
    (tmp_path / "config.py").write_text(f'BOARD = "{family}"\n')
    result = build(tmp_path)
    said = [str(m) for m in result.messages if "not installed" not in m.text]
    assert result.ok and said == [], said
    if stubs_folder(family) is None:
        assert any("syntax only" in m.text for m in result.messages)


@pytest.mark.parametrize("driver", [d for d in ALL if d.stands_for], ids=lambda d: d.name)
def test_a_driver_names_the_library_that_could_replace_it(driver: object) -> None:
    header = source(driver.module, "h", "esp32")  # type: ignore[attr-defined]
    assert re.search(r"[Ll]ibrar(y|ies)|core's own", header), header[:200]


def test_drivers_say_where_their_facts_come_from() -> None:
    chips = ("bme280", "dht", "ds18b20", "clock", "gps", "nrf24", "tcs34725", "irsend", "pca9685", "textlink", "hcsr04", "hx711", "mpu6050", "rc522", "ssd1306", "tm1637", "max7219", "lcd", "ir", "bh1750", "ina219", "stepper", "pixels")
    for chip in chips:
        text = source(f"ohm_{chip}", "h", "avr")
        assert "Datasheet" in text or "Facts" in text, chip


def test_no_driver_holds_a_secret_or_a_path_of_a_computer() -> None:
    for path in sorted(TEMPLATES.rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(/home/|/work/|C:\\|password\s*=\s*\"[^\"])", text), path
