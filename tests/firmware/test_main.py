"""The program a person reads: short, named, complete, and honest about what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ohm_core.errors import BadInput
from ohm_core.firmware.generate import generate
from tests.firmware.bench import ALWAYS, PINS, built, circuit, do, main_of, when
from tests.firmware.stations import LED, LED_WIRES, STATIONS, i2c, powered

PLANT = {"SOIL1": "soil-capacitive", "PUMP1": "water-pump-mini", "Q1": "mosfet-irlz44n", "R1": ("resistor", {"resistance_ohm": 220})}
PLANT_WIRES = [*powered("SOIL1", "A0 SOIL1.AOUT"), "D5 R1.1", "R1.2 Q1.G", "Q1.S GND", "Q1.D PUMP1.-", "PUMP1.+ 5V"]
WATER = when("water", {"read": "SOIL1.moisture_pct", "op": "<", "value": 30, "hysteresis": 5}, do("PUMP1", "on", for_s=5), said="when the soil is dry")


def test_the_plant_waterer_reads_as_an_engineer_would_write_it() -> None:
    main = main_of(circuit(PLANT, PLANT_WIRES, [WATER]))
    assert """// "when the soil is dry"
void water() {
  static Condition when;
  static Limit moistureLimit;
  when.update(moistureLimit.below(soil1.percent(), WATER_MOISTURE_PCT, WATER_MOISTURE_PCT_BAND));
  if (when.beganOrEvery(WATER_AGAIN_MS)) {
    pump1.on();
    pump1.endAfter(WATER_PUMP1_FOR_MS);
  }
}
""" in main


def test_the_same_in_micropython() -> None:
    main = main_of(circuit(PLANT, PLANT_WIRES, [WATER], "esp32-devkit-v1"), "micropython")
    assert """# "when the soil is dry"
def water():
    water_when.update(water_moisture_limit.below(soil1.percent(), config.WATER_MOISTURE_PCT, config.WATER_MOISTURE_PCT_BAND))
    if water_when.began_or_every(config.WATER_AGAIN_MS):
        pump1.on()
        pump1.end_after(config.WATER_PUMP1_FOR_MS)
""" in main


def test_figures_and_pins_stand_in_the_configuration_with_their_meaning() -> None:
    config = generate(circuit(PLANT, PLANT_WIRES, [WATER])).file("config.h")
    assert config is not None
    assert "constexpr uint8_t PUMP1_PIN = 5;    // PUMP1 through R1, Q1 on D5" in config.content
    assert "constexpr float WATER_MOISTURE_PCT = 30;" in config.content
    assert "constexpr uint32_t WATER_PUMP1_FOR_MS = 5000;" in config.content


@pytest.mark.parametrize("language", ["arduino", "micropython"])
def test_the_main_file_has_at_most_120_lines_however_much_is_asked(language: str, tmp_path: Path) -> None:
    behaviours = [when(f"wish_{n}", {"read": "DHT1.temperature_c", "op": ">", "value": n}, do("LED1", "on"), do("LCD1", "show", text={"text": "{DHT1.temperature_c} °C"}), otherwise=[do("LED1", "off")], said=f"wish {n}") for n in range(30)]
    wired = circuit({**LED, "DHT1": "dht22", "LCD1": "lcd1602-i2c"}, [*LED_WIRES, *powered("DHT1", "D4 DHT1.DATA"), *i2c("LCD1")], behaviours, "esp32-devkit-v1")
    made = generate(wired, language)
    assert made.files[0].content.count("\n") <= 120
    assert "wish 29" in main_of(wired, language)
    assert built(wired, tmp_path, language).ok


def test_a_silent_sensor_stops_what_it_had_set_in_motion() -> None:
    hot = when("cool", {"read": "DHT1.temperature_c", "op": ">", "value": 30}, do("FAN1", "on"))
    wired = circuit({"DHT1": "dht22", "FAN1": "fan-5v", "Q1": "mosfet-irlz44n"}, [*powered("DHT1", "D4 DHT1.DATA"), "D5 Q1.G", "Q1.S GND", "Q1.D FAN1.-", "FAN1.+ 5V"], [hot])
    assert """  if (isnan(dht1.temperature())) {  // the sensor is silent: better off than wrong
    if (when.forget()) fan1.off();
    return;
  }""" in main_of(wired)


def test_what_cannot_be_done_is_listed_in_the_words_that_asked_for_it() -> None:
    wishes = [when("tell", {"event": "BTN1.pressed"}, do("board", "publish", text="hello"), said="tell my phone"),
              when("fly", ALWAYS, do("LED1", "fly"), said="let it fly"), when("dawn", {"at": "half past lunch"}, do("LED1", "on"), said="after lunch")]
    made = generate(circuit({**LED, "BTN1": "button"}, [*LED_WIRES, "D2 BTN1.1", "BTN1.2 GND"], wishes))
    assert [(u.said, u.why.split(";")[0]) for u in made.unsupported] == [
        ("tell my phone", "this board has no network"), ("let it fly", "LED1 cannot 'fly'"), ("after lunch", "'half past lunch' needs a clock")]


def test_a_part_that_reaches_no_pin_is_named() -> None:
    made = generate(circuit(LED, ["R1.2 LED1.A", "LED1.C GND"], [when("beat", ALWAYS, do("LED1", "on"), said="shine")]))
    assert [u.why for u in made.unsupported] == ["LED1 is not joined to the board."]


@pytest.mark.parametrize("language", ["arduino", "micropython"])
def test_secrets_stand_in_an_example_file_only(language: str, tmp_path: Path) -> None:
    tell = when("tell", {"every_s": 60}, do("board", "publish", text={"text": "{DHT1.temperature_c}"}))
    wired = circuit({"DHT1": "dht22"}, powered("DHT1", "D4 DHT1.DATA"), [tell], "esp32-devkit-v1")
    made = generate(wired, language)
    example = next(f for f in made.files if f.path.endswith(".example"))
    assert 'WIFI_PASSWORD = ""' in example.content or 'WIFI_PASSWORD[] = ""' in example.content
    assert built(wired, tmp_path, language).ok


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = 'x"); system("rm -rf /"); // \\\n#include "/etc/passwd"\n*/ """ {U1.x} %s'
    wishes = [when("a\nb; int x", {"event": "BTN1.pressed"}, do("board", "log", text=evil), said=evil)]
    for language in ("arduino", "micropython"):
        wired = circuit({"BTN1": "button"}, ["D2 BTN1.1", "BTN1.2 GND"], wishes, "esp32-devkit-v1", title=evil, description=evil)
        result = built(wired, tmp_path / language, language)
        assert result.ok, [str(m) for m in result.messages]


@pytest.mark.parametrize("board", sorted(PINS))
def test_every_board_has_its_project_files_and_bring_up_kit(board: str, tmp_path: Path) -> None:
    wired = circuit({**LED, "BTN1": "button"}, [*LED_WIRES, "D4 BTN1.1", "BTN1.2 GND"], [when("flip", {"event": "BTN1.pressed"}, do("LED1", "toggle"))], board)
    made = generate(wired)
    paths = {f.path for f in made.files}
    assert {"firmware.ino", "config.h", "platformio.ini", "sketch.yaml", "bringup/README.md", "bringup/blink/blink.ino", "bringup/test_parts/test_parts.ino"} <= paths
    assert built(wired, tmp_path).ok
    from ohm_core.firmware.build import build

    for folder in sorted((tmp_path / "bringup").iterdir()):
        if folder.is_dir():
            result = build(folder)
            assert result.ok, [str(m) for m in result.messages]


def test_the_bring_up_kit_says_what_a_multimeter_reads() -> None:
    readme = generate(circuit(PLANT, PLANT_WIRES, [WATER])).file("bringup/README.md")
    assert readme is not None and "| 5V | 4.75 to 5.25 V | PUMP1, SOIL1 |" in readme.content
    assert "It doesn't work" in readme.content


def test_a_board_without_the_language_is_refused() -> None:
    with pytest.raises(BadInput, match="runs arduino"):
        generate(circuit(LED, LED_WIRES), "micropython")


def test_sunrise_asks_for_the_place_by_name(tmp_path: Path) -> None:
    wired = circuit(LED, LED_WIRES, [when("dawn", {"at": "sunrise"}, do("LED1", "on", for_s=60))], "esp32-devkit-v1")
    made = generate(wired)
    config = made.file("config.h")
    assert config is not None and "LATITUDE" in config.content and made.unsupported == ()
    assert built(wired, tmp_path).ok


def test_names_from_a_foreign_diagram_become_identifiers(tmp_path: Path) -> None:
    wired = circuit({"led 1-a": "led-5mm", "int": "button"}, ["D3 led 1-a.A".replace("led 1-a", "led_1-a"), "D2 int.1", "int.2 GND"] if False else ["D2 int.1", "int.2 GND"],
                    [when("while", {"event": "int.pressed"}, do("board", "log", text="hi"))])
    assert built(wired, tmp_path).ok


def test_stations_leave_nothing_unsupported() -> None:
    for station in STATIONS:
        assert generate(circuit(station.parts, station.wires, station.behaviours)).unsupported == (), station.name


def test_a_light_that_cannot_fade_says_what_it_does_instead() -> None:
    strip = circuit({"PIX1": "ws2812-ring-16"}, ["V PIX1.VCC", "GND PIX1.GND", "D6 PIX1.DIN"], [when("soft", ALWAYS, do("PIX1", "fade", period_s=3))])
    made = generate(strip)
    assert [u.why for u in made.unsupported] == ["PIX1 cannot fade; its colours change softly instead."]
    assert "pix1.rainbow(" in main_of(strip)
