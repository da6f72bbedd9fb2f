"""MicroPython and CircuitPython programs, read."""

from __future__ import annotations

from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.firmware.reading.python import read_python


def read(source: str) -> SketchFacts:
    return read_python({"main.py": source})


def pins(source: str) -> set[tuple[int | str, str]]:
    return {(u.pin, u.how) for u in read(source).pins}


def test_a_pin_has_the_mode_that_it_is_made_with() -> None:
    assert pins("from machine import Pin\nLED = 15\na = Pin(LED, Pin.OUT)\nb = Pin(14, Pin.IN, Pin.PULL_UP)\nc = Pin(13, mode=Pin.IN)") == {(15, "out"), (14, "in_pullup"), (13, "in")}


def test_a_pin_inside_another_call_is_what_that_call_makes_of_it() -> None:
    assert pins("import dht, machine\nd = dht.DHT22(machine.Pin(4))\np = machine.PWM(machine.Pin(5), freq=50)\na = machine.ADC(machine.Pin(26))") == {(4, "data"), (5, "pwm"), (26, "analog")}


def test_lists_and_comprehensions_give_all_their_pins() -> None:
    assert pins("from machine import Pin\nlamps = [Pin(n, Pin.OUT) for n in (2, 3, 4)]\nfor k in [6, 7]:\n    Pin(k, Pin.IN)") == {(2, "out"), (3, "out"), (4, "out"), (6, "in"), (7, "in")}


def test_parameters_and_attributes_are_followed() -> None:
    assert pins("from machine import Pin\nclass Lamp:\n    def __init__(self, number):\n        self.number = number\n        self.pin = Pin(self.number, Pin.OUT)\nLamp(10)\nLamp(number=11)") == {(10, "out"), (11, "out")}


def test_constants_of_another_file_are_known() -> None:
    facts = read_python({"config.py": "LED = 9\n", "main.py": "import config\nfrom machine import Pin\nled = Pin(config.LED, Pin.OUT)\n"})
    assert [(u.pin, u.how) for u in facts.pins] == [(9, "out")]


def test_a_bus_names_its_ends() -> None:
    facts = read("from machine import I2C, Pin\ni2c = I2C(1, scl=Pin(7), sda=Pin(6), freq=400000)\ni2c.writeto(0x3C, b'')")
    assert [(b.kind, b.unit, b.pin("sda"), b.pin("scl")) for b in facts.buses] == [("i2c", "1", 6, 7)]
    assert [a.address for a in facts.addresses] == [0x3C]


def test_circuitpython_sets_the_mode_afterwards() -> None:
    source = "import board, digitalio\nled = digitalio.DigitalInOut(board.GP15)\nled.direction = digitalio.Direction.OUTPUT\nkey = digitalio.DigitalInOut(board.D5)\nkey.switch_to_input(pull=digitalio.Pull.UP)"
    assert pins(source) == {("GP15", "out"), ("D5", "in_pullup")} and read(source).language == "circuitpython"


def test_circuitpython_buses_use_the_board_s_names() -> None:
    facts = read("import board, busio\ni2c = busio.I2C(board.GP5, board.GP4)")
    assert [(b.pin("scl"), b.pin("sda")) for b in facts.buses] == [("GP5", "GP4")]


def test_the_radio_is_known_by_its_module() -> None:
    assert read("import network\n").features == ("wifi",)


def test_what_is_no_python_is_said() -> None:
    facts = read("led = Pin(15, Pin.OUT\n")
    assert not facts.complete() and "main.py:1" in facts.unread[0]


def test_a_module_s_own_trial_is_no_part_of_the_program() -> None:
    module = "from machine import Pin\ndef lamp(n):\n    return Pin(n, Pin.OUT)\nif __name__ == '__main__':\n    lamp(2)\n"
    facts = read_python({"lamp.py": module, "main.py": "import lamp\nlamp.lamp(9)\nif __name__ == '__main__':\n    lamp.lamp(10)\n"})
    assert {u.pin for u in facts.pins} == {9, 10}
