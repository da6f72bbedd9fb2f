"""Arduino sketches, read."""

from __future__ import annotations

from ohm_core.firmware.reading.cpp import read_cpp
from ohm_core.firmware.reading.facts import SketchFacts


def read(source: str, family: str = "avr") -> SketchFacts:
    return read_cpp({"sketch.ino": source}, family)


def pins(source: str, family: str = "avr") -> set[tuple[int | str, str]]:
    return {(u.pin, u.how) for u in read(source, family).pins}


def test_a_pin_is_followed_through_defines_constants_and_sums() -> None:
    assert pins("#define FIRST 4\nconst byte SECOND = FIRST + 1;\nenum { THIRD = 0x06 };\nvoid setup() { pinMode(FIRST, OUTPUT); pinMode(SECOND, INPUT_PULLUP); pinMode(THIRD, INPUT); }") == {(4, "out"), (5, "in_pullup"), (6, "in")}


def test_arrays_give_all_their_pins_and_an_index_gives_one() -> None:
    assert pins("int leds[] = {3, 5, 6};\nvoid setup() { for (int i = 0; i < 3; i++) pinMode(leds[i], OUTPUT); analogWrite(leds[1], 9); }") == {(3, "out"), (5, "out"), (6, "out"), (5, "pwm")}


def test_a_loop_s_counter_is_counted() -> None:
    assert pins("void setup() { for (int p = 2; p <= 6; p += 2) pinMode(p, OUTPUT); for (int p = 9; p > 7; p--) pinMode(p, INPUT); }") == {(2, "out"), (4, "out"), (6, "out"), (9, "in"), (8, "in")}


def test_a_range_loop_goes_over_the_array() -> None:
    assert pins("const int lamps[] = {7, 8};\nvoid setup() { for (int lamp : lamps) digitalWrite(lamp, LOW); }") == {(7, "out"), (8, "out")}


def test_the_size_of_an_array_is_its_length() -> None:
    assert pins("int row[] = {9, 10, 11};\nvoid setup() { for (unsigned i = 0; i < sizeof(row) / sizeof(row[0]); i++) pinMode(row[i], OUTPUT); }") == {(9, "out"), (10, "out"), (11, "out")}


def test_parameters_stand_for_the_arguments_of_their_calls() -> None:
    assert pins("void flash(int which) { digitalWrite(which, HIGH); }\nvoid loop() { flash(12); flash(A1); }") == {(12, "out"), ("A1", "out")}


def test_a_class_of_the_sketch_s_own_keeps_its_pin() -> None:
    assert pins("class Lamp {\n  int pin_;\n public:\n  explicit Lamp(int pin) : pin_(pin) {}\n  void begin() { pinMode(pin_, OUTPUT); }\n};\nLamp one(4), two(5);\nvoid setup() { one.begin(); }") == {(4, "out"), (5, "out")}


def test_constructors_of_libraries_name_pins_in_their_order() -> None:
    assert pins("DHT dht(2, DHT22);\nLiquidCrystal lcd(12, 11, 5, 4, 3, 6);\nvoid setup() {}") == {(2, "data"), *((p, "out") for p in (12, 11, 5, 4, 3, 6))}


def test_a_constructor_that_looks_like_a_function_is_one_of_an_object() -> None:
    assert pins("#define PIN 8\n#define KIND DHT11\nDHT dht(PIN, KIND);") == {(8, "data")}


def test_an_object_made_with_new_and_one_made_by_assignment() -> None:
    assert pins("DHT *a = new DHT(4, DHT22);\nOneWire wire = OneWire(7);") == {(4, "data"), (7, "data")}


def test_template_arguments_are_pins_too() -> None:
    assert pins("#define DATA_PIN 6\nvoid setup() { FastLED.addLeds<WS2812B, DATA_PIN, GRB>(leds, 30); }") == {(6, "out")}


def test_the_preprocessor_decides_by_the_board() -> None:
    source = "#ifdef ESP32\n#define LED 2\n#elif defined(ESP8266)\n#define LED 4\n#else\n#define LED 13\n#endif\nvoid setup() { pinMode(LED, OUTPUT); }"
    assert [pins(source, f) for f in ("esp32", "esp8266", "avr")] == [{(2, "out")}, {(4, "out")}, {(13, "out")}]


def test_a_bus_is_where_the_sketch_begins_it() -> None:
    facts = read("#include <Wire.h>\nvoid setup() { Wire.begin(25, 26); }", "esp32")
    assert [(b.kind, b.pin("sda"), b.pin("scl")) for b in facts.buses] == [("i2c", 25, 26)]


def test_addresses_are_those_written_and_those_a_library_assumes() -> None:
    facts = read("LiquidCrystal_I2C lcd(0x3F, 16, 2);\nAdafruit_BME280 bme;\nAdafruit_MPU6050 mpu;\nvoid setup() { bme.begin(0x76); mpu.begin(); }")
    assert {(a.address, a.assumed) for a in facts.addresses} == {(0x3F, False), (0x76, False), (0x68, True)}


def test_the_radio_is_known_by_its_header() -> None:
    assert read("#include <WiFi.h>").features == ("wifi",)


def test_no_pin_is_no_use() -> None:
    assert pins("Adafruit_NeoPixel strip(8, -1);\nMFRC522 reader(10, 255);") == {(10, "cs")}


def test_a_pin_that_is_read_at_run_time_is_said_not_guessed() -> None:
    facts = read("void loop() { int p = Serial.parseInt(); digitalWrite(p, HIGH); }")
    assert not facts.pins and not facts.complete() and "sketch.ino:1" in facts.unread[0]


def test_a_pin_that_changes_is_not_sure() -> None:
    assert [u.sure for u in read("int at = 3;\nvoid loop() { digitalWrite(at, HIGH); at = next(); }").pins] == [False]


def test_comments_and_texts_are_not_code() -> None:
    assert pins('// pinMode(3, OUTPUT);\n/* pinMode(4, OUTPUT); */\nvoid setup() { Serial.println("pinMode(5, OUTPUT)"); }') == set()


def test_a_sketch_that_does_not_compile_is_read_as_far_as_it_goes() -> None:
    assert (9, "out") in pins("void setup() { pinMode(9, OUTPUT); \nvoid loop( {{{")


def test_a_library_that_nobody_knows_is_named() -> None:
    assert read("#include <TVout.h>\n#include <Wire.h>\n#include <avr/sleep.h>\n#include <math.h>").strangers == ("TVout.h",)


def test_a_pin_read_for_its_noise_is_no_use() -> None:
    assert pins("void setup() { randomSeed(analogRead(A0)); }") == set()


def test_a_loop_that_runs_into_itself_ends() -> None:
    assert isinstance(read("int f(int n) { return f(n + 1); }\nvoid loop() { for (int i = i; i < i + 2; i++) digitalWrite(f(i), HIGH); }"), SketchFacts)


def test_ports_that_are_written_directly_are_said() -> None:
    for source in ("void setup() { DDRB = 0xFF; }", "void loop() { PORTD |= 1 << 3; }", "volatile uint8_t *dir = 0x30;\nvoid setup() { *dir = 1; }"):
        assert read(source).strangers == ("direct access to registers",), source
    assert read("// DDRB = 1;\nvoid setup() { Serial.println(\"PORTB\"); }").strangers == ()


def test_another_maker_s_functions_are_strangers() -> None:
    assert read('#include "driver/sdmmc_host.h"\n#include <avr/io.h>').strangers == ("driver/sdmmc_host.h", "avr/io.h")


def test_a_division_by_less_than_one_does_no_harm() -> None:
    assert isinstance(read("const float STEP = 0.5;\nvoid setup() { pinMode(6 / STEP, OUTPUT); }"), SketchFacts)
