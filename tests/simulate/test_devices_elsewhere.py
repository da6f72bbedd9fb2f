"""The same device models under MicroPython and under C++ run on this computer: a colour display, a register of inputs, a stepper."""

from pathlib import Path

from tests.simulate.bench import after, circuit, look, put, says
from tests.simulate.hostbench import ESP, PICO, needs_gcc
from tests.simulate.hostbench import passes as host_passes
from tests.simulate.test_micropython import Firmware
from tests.simulate.test_micropython import pytestmark as needs_python

DISPLAY = """
from machine import Pin, SPI
import time, framebuf
spi = SPI(0, baudrate=20000000, sck=Pin(18), mosi=Pin(19), miso=Pin(16))
dc, cs, rst = Pin(20, Pin.OUT), Pin(17, Pin.OUT, value=1), Pin(21, Pin.OUT, value=0)
def command(c, data=b''):
    cs(0); dc(0); spi.write(bytes([c])); dc(1); spi.write(data); cs(1)
time.sleep_ms(1); rst(1); time.sleep_ms(5)
command(0x11); time.sleep_ms(5); command(0x3a, b'\\x55'); command(0x36, b'\\x48'); command(0x29)
w, h = 64, 16
buffer = bytearray(w * h * 2)
fb = framebuf.FrameBuffer(buffer, w, h, framebuf.RGB565)
fb.text('Hi 42', 0, 4, 0xffff)
command(0x2a, bytes([0, 0, 0, w - 1])); command(0x2b, bytes([0, 0, 0, h - 1])); command(0x2c, buffer)
command(0x2a, bytes([0, 100, 0, 101])); command(0x2b, bytes([0, 100, 0, 101])); command(0x2c, b'\\x07\\xe0' * 4)
"""
PICO_WIRES = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.SCK U1.GP18", "X1.MOSI U1.GP19", "X1.CS U1.GP17", "X1.D/C U1.GP20", "X1.RST U1.GP21"]


@needs_python
def test_a_pico_writes_on_a_colour_display_in_micropython(tmp_path: Path) -> None:
    steps = [after("1s"), look("X1", "on", 1), look("X1", "text", "Hi 42", contains=True), look("X1", "pixel100_101", "#00ff00")]
    Firmware(tmp_path).passes(circuit({"X1": "ili9341-display"}, PICO_WIRES, board=PICO), DISPLAY, steps)


@needs_python
def test_a_display_whose_data_line_hangs_at_another_pin_stays_dark(tmp_path: Path) -> None:
    wires = [w.replace("X1.MOSI U1.GP19", "X1.MOSI U1.GP16") for w in PICO_WIRES]
    Firmware(tmp_path).passes(circuit({"X1": "ili9341-display"}, wires, board=PICO), DISPLAY, [after("1s"), look("X1", "on", 0), look("X1", "lit", 0)])


STEPPER = """
from machine import Pin
import time
step, way = Pin(25, Pin.OUT), Pin(26, Pin.OUT)
time.sleep_ms(5)
for turns, to in ((30, 1), (10, 0)):
    way(to)
    for _ in range(turns):
        step(1); time.sleep_us(800); step(0); time.sleep_us(800)
print('there')
"""


@needs_python
def test_an_esp32_turns_a_stepper_there_and_back_in_micropython(tmp_path: Path) -> None:
    wires = ["X1.VDD U1.3V3", "X1.GND.1 U1.GND", "X1.STEP U1.GPIO25", "X1.DIR U1.GPIO26", "X1.RESET X1.SLEEP", "X1.VMOT P1.12V", "P1.GND U1.GND",
             "X1.1A M1.A+", "X1.1B M1.A-", "X1.2A M1.B+", "X1.2B M1.B-"]
    parts = {"X1": "a4988-module", "M1": "nema17-stepper", "P1": "supply-12v-2a"}
    Firmware(tmp_path).passes(circuit(parts, wires, board=ESP), STEPPER, [says("there"), look("M1", "steps", 20)])


INPUTS = """
#include <SPI.h>
void setup() { Serial.begin(115200); pinMode(27, OUTPUT); SPI.begin(18, 19, 23, 5); }
void loop() { digitalWrite(27, LOW); digitalWrite(27, HIGH); Serial.println(SPI.transfer(0)); delay(20); }"""


@needs_gcc
def test_an_esp32_reads_a_74hc165_over_spi_in_cpp() -> None:
    wires = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.PL U1.GPIO27", "X1.CP U1.GPIO18", "X1.CE U1.GND", "X1.Q7 U1.GPIO19", *(f"X1.D{n} U1.GND" for n in range(1, 8)), "B1.1 X1.D0", "B1.2 U1.3V3", "R1.1 X1.D0", "R1.2 U1.GND"]
    parts = {"X1": "74hc165", "B1": ("button", {"bounce": "0"}), "R1": ("resistor", {"resistance_ohm": 10000})}
    host_passes(ESP, circuit(parts, wires, board=ESP), INPUTS, [says("0\r\n"), put("B1", "pressed", 1), says("1\r\n")])


PRIMITIVES = """
from machine import Pin, SoftI2C
import micropython, time
micropython.alloc_emergency_exception_buf(100)
i2c = SoftI2C(scl=Pin(22), sda=Pin(21))
i2c.start(); i2c.writeto(0x68, bytes([0x6b, 0])); i2c.stop()  # as older drivers do
time.sleep_ms(5)
i2c.start(); i2c.write(bytes([0x68 << 1, 0x3f])); i2c.start(); i2c.write(bytes([0x68 << 1 | 1]))
answer = bytearray(2)
i2c.readinto(answer); i2c.stop()
print('z', (answer[0] << 8 | answer[1]) / 16384)
"""


@needs_python
def test_i2c_primitives_read_a_register_in_micropython(tmp_path: Path) -> None:
    wires = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.SDA U1.GPIO21", "X1.SCL U1.GPIO22"]
    Firmware(tmp_path).passes(circuit({"X1": "mpu6050-module"}, wires, board=ESP), PRIMITIVES, [says("z 1.0")])
