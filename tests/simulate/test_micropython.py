"""MicroPython on an ESP32 and a Pico W: the same circuits, virtual time, the real language."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ohm_core.circuit.circuit import Circuit
from ohm_core.errors import OhmError
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from ohm_core.firmware.simulate.tools import node, node_modules
from ohm_core.firmware.simulate.turns import with_turns
from tests.simulate.bench import after, circuit, look, put, says, wait


def there() -> bool:
    try:
        return bool(node() and node_modules("@micropython/micropython-webassembly-pyscript"))
    except OhmError:
        return False


pytestmark = pytest.mark.skipif(not there(), reason="needs Node and its packages (python scripts/setup_node_tools.py)")
LED = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220})}
ESP, PICO = "esp32-devkit-v1", "raspberry-pi-pico-w"


class Firmware:
    """Python files in a folder, run through steps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def runs(self, wired: Circuit, main: str, steps: list[Any], **options: Any) -> SimulationResult:
        (self.folder / "main.py").write_text(main)
        return simulate(wired, self.folder, parse_scenario(yaml.safe_dump({"steps": steps})), **options)

    def passes(self, wired: Circuit, main: str, steps: list[Any], **options: Any) -> SimulationResult:
        result = self.runs(wired, main, steps, **options)
        assert result.passed, [s for s in result.steps if not s.passed] + [result.serial[-500:], result.notes, result.ended]
        return result


@pytest.fixture
def firmware(tmp_path: Path) -> Firmware:
    return Firmware(tmp_path)


def esp(parts: dict[str, Any], wires: list[str], **more: Any) -> Circuit:
    return circuit(parts, wires, board=ESP, **more)


@pytest.mark.parametrize(("board", "pin", "number"), [(ESP, "GPIO13", 13), (PICO, "GP15", 15)])
def test_an_led_blinks_and_dims(firmware: Firmware, board: str, pin: str, number: int) -> None:
    wired = circuit(LED, [f"U1.{pin} R1.1", "R1.2 LED1.A", "LED1.C U1.GND"], board=board)
    blink = f"""
from machine import Pin, PWM
import time
led = Pin({number}, Pin.OUT)
for _ in range(2):
    led.on(); time.sleep_ms(100); led.off(); time.sleep_ms(100)
pwm = PWM(led); pwm.freq(1000); pwm.duty_u16(16384)
print("dim")
"""
    firmware.passes(wired, blink, [wait("LED1", "on", 1), after("120ms"), look("LED1", "on", 0), says("dim"), after("60ms"), look("LED1", "brightness", 25, tolerance=0.5), look("U1", pin + ":frequency", 1000, tolerance=2)])


def test_waiting_for_an_interrupt_in_an_empty_loop_ends(firmware: Firmware) -> None:
    wired = esp({"B1": "button"}, ["B1.1 U1.GPIO27", "B1.2 U1.GND"])
    main = """
from machine import Pin
hits = 0
def hit(pin):
    global hits
    hits += 1
Pin(27, Pin.IN, Pin.PULL_UP).irq(handler=hit, trigger=Pin.IRQ_FALLING)
print("waiting")
while hits == 0:
    pass
print("hit")
"""
    firmware.passes(wired, main, [says("waiting"), after("1s"), put("B1", "pressed", 1), says("hit")])


def test_sensors_on_one_wire_lines(firmware: Firmware) -> None:
    parts = {"S1": "dht22", "T1": "ds18b20", "R1": ("resistor", {"resistance_ohm": 4700})}
    wires = ["S1.VCC U1.3V3", "S1.GND U1.GND", "S1.DATA U1.GPIO4", "T1.VDD U1.3V3", "T1.GND U1.GND", "T1.DQ U1.GPIO5 R1.1", "R1.2 U1.3V3"]
    main = """
import dht, onewire, ds18x20, time
from machine import Pin
s = dht.DHT22(Pin(4)); ds = ds18x20.DS18X20(onewire.OneWire(Pin(5)))
roms = ds.scan(); print("found", len(roms))
while True:
    time.sleep(2)
    try:
        s.measure(); ds.convert_temp(); time.sleep_ms(750)
        print("%.1f %.1f %.2f" % (s.temperature(), s.humidity(), ds.read_temp(roms[0])))
    except OSError as e:
        print("failed", e)
"""
    firmware.passes(esp(parts, wires), main, [put("S1", "temperature", -3.5), put("T1", "temperature", 18.25), says("found 1"), says("-3.5 40.0 18.25"), put("S1", "fail", 1), says("failed")])


def test_distance_servo_and_pixels_in_microseconds(firmware: Firmware) -> None:
    parts = {"S1": ("hc-sr04", {"variant": "3v"}), "M1": "servo-sg90", "X1": "ws2812-strip"}
    wires = ["S1.VCC U1.3V3", "S1.GND U1.GND", "S1.TRIG U1.GPIO5", "S1.ECHO U1.GPIO18", "M1.VCC U1.VIN", "M1.GND U1.GND", "M1.SIG U1.GPIO25", "X1.5V U1.VIN", "X1.GND U1.GND", "X1.DIN U1.GPIO13"]
    main = """
from machine import Pin, PWM, time_pulse_us
import neopixel, time
trig = Pin(5, Pin.OUT); echo = Pin(18, Pin.IN)
trig.on(); time.sleep_us(10); trig.off()
print("cm", round(time_pulse_us(echo, 1, 30000) / 58))
PWM(Pin(25), freq=50, duty_ns=1500000)
np = neopixel.NeoPixel(Pin(13), 8); np[0] = (255, 0, 0); np[7] = (1, 2, 3); np.write()
"""
    firmware.passes(esp(parts, wires), main, [put("S1", "distance", 42), says("cm 42"), after("100ms"), look("M1", "pulse_us", 1500, tolerance=2), look("X1", "pixel0", "#ff0000"), look("X1", "pixel7", "#010203"), look("X1", "lit", 2)])


def test_i2c_chips_answer_and_absent_ones_do_not(firmware: Firmware) -> None:
    wires = [f"{x}.{p} U1.{q}" for x in ("X1", "X2") for p, q in (("VCC", "3V3"), ("GND", "GND"), ("SDA", "GP4"), ("SCL", "GP5"))]
    main = """
from machine import I2C, Pin
i2c = I2C(0, sda=Pin(4), scl=Pin(5), freq=400000)
print([hex(a) for a in i2c.scan()])
i2c.writeto_mem(0x68, 0x6b, b"\\0")
b = i2c.readfrom_mem(0x68, 0x3b, 6); print(int.from_bytes(b[4:6], "big"))
try:
    i2c.readfrom(0x50, 1)
except OSError as e:
    print("none", e)
import framebuf
f = framebuf.FrameBuffer(bytearray(1024), 128, 64, framebuf.MONO_VLSB); f.fill_rect(0, 0, 10, 10, 1)
"""
    firmware.passes(circuit({"X1": "mpu6050-module", "X2": "oled-ssd1306-128x64"}, wires, board=PICO), main, [says("['0x3c', '0x68']"), says("16384"), says("none [Errno 5]")])


def test_adc_ranges_and_the_pins_an_esp32_cannot_use(firmware: Firmware) -> None:
    wired = esp({"RV1": "potentiometer-10k"}, ["RV1.1 U1.GND", "RV1.SIG U1.GPIO34", "RV1.2 U1.3V3"])
    main = """
from machine import ADC, Pin
import network
a = ADC(Pin(34)); a.atten(ADC.ATTN_11DB); print("half", a.read_u16() // 100)
for f in (lambda: Pin(34, Pin.OUT), lambda: Pin(99), lambda: ADC(Pin(18))):
    try:
        f(); print("fine")
    except ValueError as e:
        print(e)
b = ADC(Pin(4)); network.WLAN(network.STA_IF).active(True)
try:
    b.read(); print("fine")
except OSError as e:
    print("wifi", e)
"""
    result = firmware.passes(wired, main, [says("half 327"), says("only be input"), says("invalid pin"), says("invalid pin"), says("wifi")])
    assert "fine" not in result.serial


def test_timers_asyncio_and_the_watchdog_share_the_clock(firmware: Firmware) -> None:
    main = """
import asyncio, machine, time
n = 0
def tick(t):
    global n
    n += 1
if machine.reset_cause() == machine.WDT_RESET:
    print("bitten at", time.ticks_ms() // 1000); raise SystemExit
machine.Timer(0).init(period=100, callback=tick)
async def count(name, ms):
    for i in range(3):
        await asyncio.sleep_ms(ms); print(name, i)
async def main():
    await asyncio.gather(count("a", 100), count("b", 150))
asyncio.run(main())
print("ticks", n)
dog = machine.WDT(timeout=2000)
while True:
    time.sleep(1)
"""
    result = firmware.passes(esp({}, []), main, [says("ticks 4"), says("bitten at 2")])
    assert [line for line in result.serial.split("\r\n") if line[:1] in "ab"][:5] == ["a 0", "b 0", "a 1", "a 2", "b 1"] or "a 0" in result.serial


def test_deep_sleep_starts_the_program_again(firmware: Firmware) -> None:
    main = """
import machine, time
r = machine.RTC(); n = int(r.memory() or b"0") + 1; r.memory(str(n))
print("run", n, machine.reset_cause() == machine.DEEPSLEEP_RESET)
machine.deepsleep(600000)
"""
    result = firmware.passes(esp({}, []), main, [says("run 1 False"), {"wait-serial": {"text": "run 3 True", "timeout": "30m"}}])
    assert result.steps[1].time_s == pytest.approx(1200, abs=1) and result.seconds_wall < 10


def test_network_requests_and_messages_are_seen(firmware: Firmware) -> None:
    main = """
import network, time, urequests
from umqtt.simple import MQTTClient
w = network.WLAN(network.STA_IF); w.active(True); w.connect("home", "secret")
for _ in range(50):
    if w.isconnected(): break
    time.sleep_ms(100)
else:
    print("offline"); raise SystemExit
print(urequests.post("http://example.org/x", json={"t": 21}).status_code)
c = MQTTClient("id", "broker"); c.set_callback(lambda t, m: print("got", t, m)); c.connect(); c.subscribe("in"); c.publish("out", "21")
while True:
    c.check_msg(); time.sleep_ms(100)
"""
    firmware.passes(esp({}, []), main, [says("200"), look("U1", "requested", 'POST http://example.org/x {"t": 21}'), after("200ms"), look("U1", "published", "out 21"), put("U1", "received", "in on"), says("got b'in' b'on'")])
    firmware.passes(esp({}, []), main, [put("U1", "wifi", 0), says("offline")])


def test_the_clock_is_what_the_scenario_sets(firmware: Firmware) -> None:
    main = "import time\nwhile True:\n    print('%d-%02d-%02d %02d:%02d day %d' % time.localtime()[:5] + (time.localtime()[6],))\n    time.sleep(20)\n".replace("% time.localtime()[:5] + (time.localtime()[6],)", "% (time.localtime()[:5] + (time.localtime()[6],))")
    firmware.passes(esp({}, []), main, [says("2026-01-01 00:00 day 3"), put("U1", "time", "2026-05-01T07:29:50"), says("2026-05-01 07:30 day 4")])


def test_an_error_in_the_program_is_on_the_console_with_its_line(firmware: Firmware) -> None:
    result = firmware.runs(esp({}, []), "import time\nwhile True:\n    time.sleep(1)\n    nothing()\n", [after("3s"), says("never")])
    assert "line 4" in result.serial and "NameError" in result.serial and not result.passed
    assert result.seconds_wall < 10


def test_a_loop_that_never_waits_is_stopped(firmware: Firmware) -> None:
    forever = "class Forever:\n    def __iter__(self): return self\n    def __next__(self): return 1\nfor _ in Forever():\n    pass\n"
    result = firmware.runs(esp({}, []), forever, [after("1s")], wall_limit_s=1)
    assert not result.passed and result.ended


def test_modules_beside_the_program_are_found(firmware: Firmware) -> None:
    (firmware.folder / "lib").mkdir()
    (firmware.folder / "lib" / "helper.py").write_text("def greet(): print('from lib')")
    (firmware.folder / "config.py").write_text("NAME = 'Ada'")
    firmware.passes(esp({}, []), "import helper, config, ujson\nhelper.greet(); print(ujson.dumps({'n': config.NAME}))", [says("from lib"), says('{"n": "Ada"}')])


def test_what_is_typed_arrives_at_input(firmware: Firmware) -> None:
    firmware.passes(esp({}, []), "print('name?')\nprint('hello ' + input())", [says("name?"), {"write-serial": "Ada\n"}, says("hello Ada")])


def test_turns_keep_lines_and_meaning() -> None:
    source = 'x = "é"; n = 0\nwhile (n <\n       3) and True:\n    n += 1\n    while False: pass\nelse:\n    n = 9\n'
    changed = with_turns(source)
    assert changed.count("\n") == source.count("\n")
    space: dict[str, Any] = {"_ohm_turn": lambda: False}
    exec(changed, space)
    assert space["n"] == 9 and changed.count("_ohm_turn() or") == 2
    assert with_turns("while : broken") == "while : broken"


def test_text_drawn_with_framebuf_is_read_back_from_the_oled(firmware: Firmware) -> None:
    wires = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.SDA U1.GPIO21", "X1.SCL U1.GPIO22"]
    main = """
from machine import I2C, Pin
import framebuf
i2c = I2C(0, sda=Pin(21), scl=Pin(22))
for c in (0xae, 0x20, 0, 0xa1, 0xc8, 0x8d, 0x14, 0xaf, 0x21, 0, 127, 0x22, 0, 7):
    i2c.writeto(0x3c, bytes((0, c)))
b = bytearray(1024); f = framebuf.FrameBuffer(b, 128, 64, framebuf.MONO_VLSB)
f.text("Temp: 21.5 C", 0, 0); f.text("Hello, World!", 3, 20); f.rect(0, 40, 128, 20, 1)
i2c.writeto(0x3c, b"\\x40" + b)
"""
    firmware.passes(esp({"X1": "oled-ssd1306-128x64"}, wires), main, [wait("X1", "text", "Temp: 21.5 C\nHello, World!"), look("X1", "text", "World", contains=True)])


def test_five_volts_into_a_pin_are_noted_and_a_divider_is_quiet(firmware: Firmware) -> None:
    main = "from machine import Pin, time_pulse_us\nimport time\nt = Pin(5, Pin.OUT)\ne = Pin(18, Pin.IN)\nt.on(); time.sleep_us(10); t.off()\nprint('cm', round(time_pulse_us(e, 1, 30000) / 58))"
    parts = {"S1": "hc-sr04", "R1": ("resistor", {"resistance_ohm": 1000}), "R2": ("resistor", {"resistance_ohm": 2000})}
    base = ["S1.VCC U1.VIN", "S1.GND U1.GND", "S1.TRIG U1.GPIO5"]
    straight = firmware.passes(esp({"S1": "hc-sr04"}, [*base, "S1.ECHO U1.GPIO18"]), main, [put("S1", "distance", 30), says("cm 30")])
    divided = firmware.passes(esp(parts, [*base, "S1.ECHO R1.1", "R1.2 U1.GPIO18 R2.1", "R2.2 U1.GND"]), main, [put("S1", "distance", 30), says("cm 30")])
    assert [n.subject for n in straight.notes] == ["U1.GPIO18"] and not divided.notes


@pytest.mark.parametrize("way", ["js.process.version", "js.fetch('http://127.0.0.1')", "js.eval('1 + 1')", "js.Function('return 1')()", "js.Object.constructor('return 1')()",
                                 "js.require('fs')", "js.globalThis.process.exit()", "open(SECRET).read()", "js.WebAssembly.Module"])
def test_firmware_does_not_get_out_of_its_interpreter(firmware: Firmware, way: str) -> None:
    secret = firmware.folder.parent / "secret.txt"
    secret.write_text("the secret")
    main = f"import js\nprint('trying')\ntry:\n    print('open:', {way.replace('SECRET', repr(str(secret)))})\nexcept Exception as e:\n    print('shut', type(e).__name__)\n"
    result = firmware.passes(esp({}, []), main, [says("trying"), after("50ms")])
    assert "open:" not in result.serial and "the secret" not in result.serial


def test_random_numbers_are_the_same_in_every_run_and_differ_within_one(firmware: Firmware) -> None:
    main = """
import os, random
print([random.getrandbits(16) for _ in range(8)], os.urandom(6))
print("told")
"""
    first, second = (firmware.passes(esp({}, []), main, [says("told")]).serial for _ in range(2))
    assert first == second
    numbers = first[first.index("[") + 1 : first.index("]")].split(", ")
    assert len(set(numbers)) > 6
