"""The bring-up kit: small programs that try the board, the bus and each group of parts alone, before the real one runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ohm_core.design.behaviour import Action, Behaviour, Every, OneOf, Template, Value
from ohm_core.firmware.arduino import Sketch, behaviour_lines, part_lines
from ohm_core.firmware.arduino_config import config_lines
from ohm_core.firmware.arduino_setup import begin_lines
from ohm_core.firmware.behave import program
from ohm_core.firmware.bringup_guide import guide
from ohm_core.firmware.cpp import Cpp
from ohm_core.firmware.devices import Device
from ohm_core.firmware.firmware import Language, SourceFile
from ohm_core.firmware.micropython import bus_lines, imports, part_lines_python
from ohm_core.firmware.names import Names, camel, snake
from ohm_core.firmware.py import Python, function_lines
from ohm_core.firmware.sources import arduino_sources
from ohm_core.firmware.values import Context, Figures

# What a test does to a part every two seconds: the first of these that its driver can.
TRIALS: tuple[tuple[str, tuple[tuple[str, Value], ...]], ...] = (
    ("next_color", ()), ("step", (("steps", 1024),)), ("bar", (("level_pct", OneOf((10, 50, 100))),)),
    ("show", (("text", OneOf(("Hello", "It works", "Test"))),)), ("beep", ()), ("play", ()), ("send", (("text", "0x45"),)), ("toggle", ()), ("number", (("value", OneOf((1, 5, 8))),)),
)


def bringup_files(sketch: Sketch, language: Language) -> Iterator[SourceFile]:
    """The sketches (or scripts) of the kit and its README."""
    groups = _groups(sketch.devices)
    if language == "arduino":
        yield SourceFile("bringup/blink/blink.ino", "cpp", BLINK.format(pin="LED_BUILTIN"))
        if sketch.uses("i2c"):
            yield SourceFile("bringup/i2c_scan/i2c_scan.ino", "cpp", SCAN.format(begin="\n".join(_i2c_begin(sketch))))
        if groups:
            yield from _test_sketch(sketch, groups)
        for name in ("blink", "i2c_scan"):
            if name == "blink" or sketch.uses("i2c"):
                yield SourceFile(f"bringup/{name}/sketch.yaml", "yaml", f"default_fqbn: {sketch.board.fqbn}\n")
    else:
        yield from _scripts(sketch, groups)
    yield SourceFile("bringup/README.md", "markdown", guide(sketch, groups, language))


def _groups(devices: tuple[Device, ...]) -> dict[str, tuple[Device, ...]]:
    """Devices by driver, in their order."""
    found: dict[str, list[Device]] = {}
    for device in devices:
        found.setdefault(device.driver.name, []).append(device)
    return {name: tuple(members) for name, members in found.items() if any(_trial(d) for d in members)}


def _trial(device: Device) -> Action | None:
    """What is done with one part to see that it works; None where there is nothing to do."""
    if device.driver.is_sensor:
        names = [n for n in device.driver.readings if n in device.site.part.part.readings]
        if not names:
            return None
        words = ", ".join(f"{n} {{{device.ref}.{n}}}" for n in names)
        return Action("board", "log", (("text", Template(f"{device.ref}: {words}")),))
    for name, args in TRIALS:
        if name in device.driver.actions:
            return Action(device.ref, name, args)
    return None


def _behaviours(groups: dict[str, tuple[Device, ...]]) -> tuple[Behaviour, ...]:
    return tuple(Behaviour(f"test_{name}", Every(1.0 if members[0].driver.is_sensor else 2.0), tuple(t for d in members if (t := _trial(d))), (), None)
                 for name, members in groups.items())


def _tests(sketch: Sketch, groups: dict[str, tuple[Device, ...]], language: Language) -> Sketch:
    """The sketch with one test a group in place of its behaviours."""
    names, python = Names(), language == "micropython"
    for device in sketch.devices:
        names.take(device.var)
    figures = Figures(prefix="")
    ctx = Context(Python() if python else Cpp(), {d.ref: d for d in sketch.devices}, figures, {}, names=names)
    return replace(sketch, program=program(ctx, _behaviours(groups), names), ctx=ctx)


def _test_sketch(sketch: Sketch, groups: dict[str, tuple[Device, ...]]) -> Iterator[SourceFile]:
    tests = _tests(sketch, groups, "arduino")
    lines = [*TEST_HEAD.format(title=sketch.title).splitlines(), ""]
    lines += ["#include <Wire.h>"] if sketch.uses("i2c") else []
    lines += ["#include <SPI.h>"] if sketch.uses("spi") else []
    code = "\n".join(behaviour_lines(tests))
    modules = {d.driver.module for d in sketch.devices} | {"ohm_timing"} | ({"ohm_text"} if "TextLine" in code else set()) | ({"ohm_logic"} if "pick(" in code else set())
    lines += ["", '#include "config.h"', *(f'#include "{m}.h"' for m in sorted(modules)), "", *part_lines(tests), *behaviour_lines(tests)]
    functions = [camel(fn.name) for fn in tests.program.functions]
    lines += ["char chosen = 0;  // the test that runs", "", "void menu() {", '  Serial.println(F("Type the letter of a test:"));']
    lines += [f'  Serial.println(F("  {chr(97 + i)} - {name.removeprefix("test")}"));' for i, name in enumerate(functions)]
    lines += ["}", "", "void setup() {", "  Serial.begin(SERIAL_BAUD);", *begin_lines(tests), "  menu();", "}", "", "void loop() {"]
    lines += ["  int key = Serial.read();", f"  if (key >= 'a' && key <= '{chr(96 + len(functions))}') chosen = key;", "  if (key == '?') menu();"]
    lines += [f"  {d.var}.update();" for d in sketch.devices if d.driver.updates]
    lines += ["  switch (chosen) {"]
    lines += [f"    case '{chr(97 + i)}': {name}(); break;" for i, name in enumerate(functions)]
    lines += ["  }", "}"]
    folder = "bringup/test_parts"
    yield SourceFile(f"{folder}/test_parts.ino", "cpp", "\n".join(lines) + "\n")
    yield SourceFile(f"{folder}/config.h", "cpp", "\n".join(config_lines(tests)).rstrip() + "\n")
    for source in arduino_sources(sketch.devices, sketch.board.family, sorted(modules | {"ohm_log"}), sketch.bus_names):
        yield replace(source, path=f"{folder}/{source.path}")
    yield SourceFile(f"{folder}/sketch.yaml", "yaml", f"default_fqbn: {sketch.board.fqbn}\n")


def _i2c_begin(sketch: Sketch) -> Iterator[str]:
    """Wire.begin() with this circuit's pins in figures."""
    from ohm_core.firmware.arduino_config import bus_pins
    from ohm_core.firmware.pins import pin_code

    pins = {name: pin_code(sketch.board.family, pin) for name, pin in bus_pins(sketch)}
    for line in begin_lines(sketch, parts=False):
        if "SPI" not in line:
            yield line.replace("I2C_SDA", pins.get("I2C_SDA", "")).replace("I2C_SCL", pins.get("I2C_SCL", ""))


def _scripts(sketch: Sketch, groups: dict[str, tuple[Device, ...]]) -> Iterator[SourceFile]:
    """MicroPython: one script a test, to be run from the computer with `mpremote run`."""
    led = {"rp2040": '"LED"', "esp32": "2", "esp8266": "2"}[sketch.board.family]
    yield SourceFile("bringup/blink.py", "python", BLINK_PY.format(led=led))
    if sketch.uses("i2c"):
        yield SourceFile("bringup/i2c_scan.py", "python", SCAN_PY.format(bus=next(iter(bus_lines(sketch)))))
    tests = _tests(sketch, groups, "micropython")
    for (name, members), fn in zip(groups.items(), tests.program.functions, strict=False):
        only = replace(tests, devices=members)
        figures = [f"{c.name} = {Python().figure(c.value)}" for c in tests.ctx.figures.sections.get(fn.name, ())]
        body = [*part_lines_python(only), *figures, *function_lines(fn), "", "", *(f"{d.var}.begin()" for d in members), "while True:",
                *(f"    {d.var}.update()" for d in members if d.driver.updates), f"    {fn.name}()", "    sleep_ms(1)"]
        refs = ", ".join(d.ref for d in members)
        lines = [f'"""Tries {refs} alone. Run it with: mpremote run bringup/test_{snake(name)}.py"""', "", *imports(only, "\n".join(body)), *body]
        yield SourceFile(f"bringup/test_{snake(name)}.py", "python", "\n".join(lines) + "\n")


BLINK = """// The first test: does the board take a program at all? Its own LED blinks once a second.

void setup() {{
  pinMode({pin}, OUTPUT);
}}

void loop() {{
  digitalWrite({pin}, HIGH);
  delay(500);
  digitalWrite({pin}, LOW);
  delay(500);
}}
"""
SCAN = """// Which chips answer on I2C? Every address from 8 to 119 is asked, every five seconds.

#include <Wire.h>

void setup() {{
  Serial.begin(115200);
{begin}
}}

void loop() {{
  uint8_t found = 0;
  for (uint8_t address = 8; address < 120; address++) {{
    Wire.beginTransmission(address);
    if (Wire.endTransmission() != 0) continue;
    Serial.print(F("found 0x"));
    Serial.println(address, HEX);
    found++;
  }}
  if (!found) Serial.println(F("nothing answers: check SDA, SCL, supply and ground"));
  delay(5000);
}}
"""
TEST_HEAD = """// Tries each group of parts of "{title}" alone. Open the serial monitor at 115200 baud and type a letter."""
BLINK_PY = '''"""The first test: does the board take a program at all? Its own LED blinks once a second."""

from time import sleep_ms

from machine import Pin

led = Pin({led}, Pin.OUT)

while True:
    led.value(1)
    sleep_ms(500)
    led.value(0)
    sleep_ms(500)
'''
SCAN_PY = '''"""Which chips answer on I2C? Asked every five seconds."""

from time import sleep

import config
from machine import I2C, Pin

{bus}

while True:
    found = i2c.scan()
    print("found", [hex(address) for address in found] if found else "nothing: check SDA, SCL, supply and ground")
    sleep(5)
'''
