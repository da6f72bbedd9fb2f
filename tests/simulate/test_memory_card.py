"""A memory card answers as the SD specification's SPI mode says, and what is written lies in a file system that others read."""

import json
from pathlib import Path
from typing import Any

import pytest

import ohm_core.firmware
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from tests.simulate.bench import circuit, look, needs_avr, passes, put, run, says, wait

WIRES = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.CS U1.D10", "X1.MOSI U1.D11", "X1.MISO U1.D12", "X1.SCK U1.D13"]
PART = {"X1": "sd-module"}
DRIVERS = Path(ohm_core.firmware.__file__).parent / "templates" / "micropython"
# SD Physical Layer Simplified Specification 6.00, chapter 7: commands of six bytes, R1, tokens.
SKETCH = """
#include <SPI.h>
byte r[8];
byte x(byte v) { return SPI.transfer(v); }
void on() { digitalWrite(10, LOW); x(0xFF); }
void off() { digitalWrite(10, HIGH); x(0xFF); }
byte cmd(byte n, unsigned long a, byte crc) {
  x(0x40 | n); for (int s = 24; s >= 0; s -= 8) x(a >> s); x(crc);
  for (int i = 0; i < 9; i++) { byte v = x(0xFF); if (!(v & 0x80)) return v; }
  return 0xFF;
}
byte ask(byte n, unsigned long a, byte crc, byte more) { on(); byte v = cmd(n, a, crc); for (byte i = 0; i < more; i++) r[i] = x(0xFF); off(); return v; }
void hex(const char *name, byte v) { Serial.print(name); Serial.println(v, HEX); }
bool wake() {
  for (byte i = 0; i < 10; i++) x(0xFF);
  if (ask(0, 0, 0x95, 0) != 1) return false;
  if (ask(8, 0x1AA, 0x87, 4) != 1 || r[3] != 0xAA) return false;
  for (int i = 0; i < 200; i++) { ask(55, 0, 1, 0); if (!ask(41, 0x40000000, 1, 0)) return true; delay(1); }
  return false;
}
byte block[512];
byte get(unsigned long at) {
  on(); byte v = cmd(17, at, 1);
  if (!v) { while (x(0xFF) != 0xFE); for (int i = 0; i < 512; i++) block[i] = x(0xFF); x(0xFF); x(0xFF); }
  off(); return v;
}
byte store(unsigned long at) {
  on(); byte v = cmd(24, at, 1);
  if (!v) { x(0xFF); x(0xFE); for (int i = 0; i < 512; i++) x(block[i]); x(0xFF); x(0xFF); v = x(0xFF) & 0x1F; while (x(0xFF) != 0xFF); }
  off(); return v;
}
void setup() {
  Serial.begin(115200); pinMode(10, OUTPUT); digitalWrite(10, HIGH); SPI.begin();
  BODY
}
void loop() {}"""


def sketch(body: str) -> str:
    return SKETCH.replace("BODY", body)


WOKEN = 'if (!wake()) { Serial.println("asleep"); return; } Serial.println("awake"); '


@needs_avr
def test_a_card_wakes_up_and_gives_its_partition_table_and_boot_sector() -> None:
    body = WOKEN + 'get(0); hex("mark ", block[511]); hex("kind ", block[450]); unsigned long at = 512UL * block[454]; get(at); Serial.print("bytes "); Serial.println(block[11] | block[12] << 8); Serial.write(block + 54, 8); Serial.println();'
    passes(circuit(PART, WIRES), sketch(body), [says("mark AA"), says("kind 6"), says("bytes 512"), says("FAT16")])


@needs_avr
@pytest.mark.parametrize(("body", "answer"), [
    ('hex("r ", ask(0, 0, 0x94, 0));', "r 9"), ('ask(0, 0, 0x95, 0); hex("r ", ask(17, 0, 1, 0));', "r 5"), (WOKEN + 'hex("r ", ask(60, 0, 1, 0));', "r 4"),
    (WOKEN + 'hex("r ", ask(17, 100, 1, 0));', "r 20"), (WOKEN + 'hex("r ", ask(17, 0x7FFFFE00, 1, 0));', "r 40"), (WOKEN + 'hex("r ", ask(16, 64, 1, 0));', "r 40"),
])
def test_what_is_wrong_with_a_command_stands_in_its_answer(body: str, answer: str) -> None:
    passes(circuit(PART, WIRES), sketch(body), [says(answer)])


@needs_avr
def test_a_file_put_on_the_card_is_found_in_its_root_folder_and_a_written_block_stays() -> None:
    body = WOKEN + """
      delay(50); get(512UL * 128); unsigned long root = 128UL + block[14] + block[16] * (block[22] | block[23] << 8); byte each = block[13];
      get(512 * root); Serial.write(block, 11); Serial.println(); int first = block[26];
      unsigned long at = 512 * (root + 32 + (first - 2) * each); get(at); Serial.write(block, 5); Serial.println();
      memcpy(block, "HOWDY", 5); hex("taken ", store(at)); Serial.println("done");"""
    steps = [put("X1", "file", "HELLO.TXT: hello"), says("HELLO   TXT"), says("hello"), says("taken 5"), says("done"), look("X1", "HELLO.TXT", "HOWDY"), look("X1", "writes", 1), look("X1", "files", "HELLO.TXT 5")]
    passes(circuit(PART, WIRES), sketch(body), steps)


@needs_avr
def test_without_a_card_nobody_answers() -> None:
    passes(circuit(PART, WIRES), sketch("delay(20); " + WOKEN), [put("X1", "inserted", 0), says("asleep")])


@needs_avr
@pytest.mark.parametrize("wire", ["X1.MISO U1.D9", "X1.CS U1.5V", "X1.SCK U1.D8", "X1.VCC U1.3V3"])
def test_a_card_wired_wrong_does_not_wake(wire: str) -> None:
    wires = [wire if w.split()[0] == wire.split()[0] else w for w in WIRES]
    assert "awake" not in run(circuit(PART, wires), sketch(WOKEN), [wait("U1", "D13", 0, timeout="2s")]).serial


@needs_avr
def test_a_name_that_no_card_takes_is_said() -> None:
    result = run(circuit(PART, WIRES), sketch(WOKEN), [put("X1", "file", "much-too-long.text: x"), says("awake")])
    assert any("eight letters" in str(n) for n in result.notes)


CARD = """
import os
from machine import SPI, Pin
import ohm_sd
spi = SPI(0, baudrate=4000000, sck=Pin(18), mosi=Pin(19), miso=Pin(16))
"""
LOG = CARD + """
log = ohm_sd.CardLog("SD1", spi, 17)
log.begin()
for i in range(40):
    log.log("line %d of a log that is longer than one block" % i)
print("kept", len(open("/sd/LOG.TXT").read().split()))
"""
FILES = CARD + """
card = ohm_sd.Card(spi, Pin(17, Pin.OUT, value=1))
card.wake()
os.mount(os.VfsFat(card), "/sd")
print("was", open("/sd/config.txt").readline().strip(), os.listdir("/sd"))
os.mkdir("/sd/days")
with open("/sd/days/one.csv", "w") as f:
    for i in range(500):
        f.write("%d,%d\\n" % (i, i * i))
os.remove("/sd/CONFIG.TXT")
print("last", list(open("/sd/days/ONE.CSV"))[-1].strip(), os.listdir("/sd"))
"""
PICO = ["X1.VCC U1.VBUS", "X1.GND U1.GND", "X1.CS U1.GP17", "X1.MOSI U1.GP19", "X1.MISO U1.GP16", "X1.SCK U1.GP18"]


def python(main: str, steps: list[Any], folder: Path) -> SimulationResult:
    """MicroPython with OHM's own driver for cards beside it."""
    for name in ("ohm_sd", "ohm_log"):
        (folder / f"{name}.py").write_text((DRIVERS / f"{name}.py").read_text())
    (folder / "main.py").write_text(main)
    wired = circuit(PART, PICO, board="raspberry-pi-pico-w")
    return simulate(wired, folder, parse_scenario(json.dumps({"name": "card", "version": 1, "steps": steps})))


def test_ohm_s_own_driver_keeps_a_log_on_the_card(tmp_path: Path) -> None:
    result = python(LOG, [says("kept 440"), look("X1", "LOG.TXT", "line 39 of a log", contains=True), look("X1", "files", "LOG.TXT ", contains=True)], tmp_path)
    assert result.passed, [result.serial[-500:], result.notes]
    assert not result.notes


def test_python_reads_folders_and_writes_files_on_the_card(tmp_path: Path) -> None:
    steps = [put("X1", "file", "CONFIG.TXT: speed=3"), says("was speed=3 ['CONFIG.TXT']"), says("last 499,249001 ['DAYS']"), look("X1", "DAYS/ONE.CSV", "42,1764", contains=True)]
    result = python(FILES, steps, tmp_path)
    assert result.passed, [result.serial[-500:], [s for s in result.steps if not s.passed]]
