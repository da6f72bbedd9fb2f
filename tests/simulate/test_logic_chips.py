"""Shift registers, multiplexers and gates do what their truth tables say, alone and in chains, by single bits and over SPI."""

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, run, says

pytestmark = needs_avr
ON = ["{0}.VCC U1.5V", "{0}.GND U1.GND"]


def supplied(*refs: str) -> list[str]:
    return [wire.format(ref) for ref in refs for wire in ON]


PARALLEL = ["X1.PL U1.D8", "X1.CP U1.D13", "X1.CE U1.GND", "X1.Q7 U1.D12"]
BITS = """
byte in() { byte v = 0; for (int i = 7; i >= 0; i--) { v |= digitalRead(12) << i; digitalWrite(13, HIGH); digitalWrite(13, LOW); } return v; }
void setup() { Serial.begin(115200); pinMode(8, OUTPUT); pinMode(13, OUTPUT); }
void loop() { digitalWrite(8, LOW); digitalWrite(8, HIGH); Serial.print(in(), HEX); Serial.print(' '); Serial.println(in(), HEX); delay(20); }"""
SPI_IN = """
#include <SPI.h>
void setup() { Serial.begin(115200); pinMode(8, OUTPUT); SPI.begin(); }
void loop() { digitalWrite(8, LOW); digitalWrite(8, HIGH); Serial.print(SPI.transfer(0), HEX); Serial.print(' '); Serial.println(SPI.transfer(0), HEX); delay(20); }"""
LEVELS = {0: "5V", 1: "GND", 2: "5V", 3: "GND", 4: "GND", 5: "5V", 6: "GND", 7: "5V"}  # A5


def inputs(ref: str, levels: dict[int, str]) -> list[str]:
    return [f"{ref}.D{bit} U1.{level}" for bit, level in levels.items()]


@pytest.mark.parametrize("sketch", [BITS, SPI_IN])
def test_two_74hc165_in_a_chain_give_sixteen_bits(sketch: str) -> None:
    second = ["X2.PL U1.D8", "X2.CP U1.D13", "X2.CE U1.GND", "X2.Q7 X1.DS", *inputs("X2", dict.fromkeys(range(8), "GND") | {3: "5V"})]
    wired = circuit({"X1": "74hc165", "X2": "74hc165"}, [*supplied("X1", "X2"), *PARALLEL, *second, *inputs("X1", LEVELS)])
    passes(wired, sketch, [says("A5 8"), look("X1", "value", 0xA5)])


def test_a_74hc165_with_an_open_clock_enable_does_not_shift() -> None:
    wires = [w for w in PARALLEL if "CE" not in w]
    result = run(circuit({"X1": "74hc165"}, [*supplied("X1"), *wires, *inputs("X1", LEVELS)]), BITS, [after("100ms")])
    assert "FF" in result.serial
    assert "A5" not in result.serial


SPI_OUT = """
#include <SPI.h>
void setup() { pinMode(10, OUTPUT); SPI.begin(); digitalWrite(10, LOW); SPI.transfer(0x12); SPI.transfer(0x34); digitalWrite(10, HIGH); }
void loop() {}"""
BITS_OUT = "void setup() { pinMode(10, OUTPUT); pinMode(11, OUTPUT); pinMode(13, OUTPUT); digitalWrite(10, LOW); shiftOut(11, 13, MSBFIRST, 0x12); shiftOut(11, 13, MSBFIRST, 0x34); digitalWrite(10, HIGH); }\nvoid loop() {}"


@pytest.mark.parametrize("sketch", [SPI_OUT, BITS_OUT])
def test_two_74hc595_in_a_chain_pass_the_first_byte_on(sketch: str) -> None:
    wires = [f"{ref}.{pin}" for ref in ("X1", "X2") for pin in ("SHCP U1.D13", "STCP U1.D10", "OE U1.GND", "MR U1.5V")]
    wired = circuit({"X1": "74hc595", "X2": "74hc595"}, [*supplied("X1", "X2"), *wires, "X1.DS U1.D11", "X1.Q7S X2.DS"])
    passes(wired, sketch, [after("10ms"), look("X1", "value", 0x34), look("X2", "value", 0x12)])


MATRICES = """
void word_(byte a, byte v) { shiftOut(11, 13, MSBFIRST, a); shiftOut(11, 13, MSBFIRST, v); }
void both(byte a, byte v, byte w) { digitalWrite(10, LOW); word_(a, v); word_(a, w); digitalWrite(10, HIGH); }
void setup() { pinMode(10, OUTPUT); pinMode(11, OUTPUT); pinMode(13, OUTPUT); both(12, 1, 1); both(9, 0, 0); both(11, 7, 7); for (byte i = 1; i <= 8; i++) both(i, 0, 0); both(1, 0x0f, 0x81); }
void loop() {}"""
MATRIX_WIRES = ["X1.DIN U1.D11", "X1.CS U1.D10", "X1.CLK U1.D13"]


def test_a_chain_of_max7219_in_one_block_and_in_two_shows_the_same() -> None:
    one = circuit({"X1": ("max7219-matrix-8x8", {"chain": 2})}, [*supplied("X1"), *MATRIX_WIRES])
    passes(one, MATRICES, [after("50ms"), look("X1", "text", "....#####......#\n", contains=True), look("X1", "lit", 6)])
    two = circuit({"X1": "max7219-matrix-8x8", "X2": "max7219-matrix-8x8"}, [*supplied("X1", "X2"), *MATRIX_WIRES, "X1.DOUT X2.DIN", "X2.CS U1.D10", "X2.CLK U1.D13"])
    passes(two, MATRICES, [after("50ms"), look("X1", "text", "#......#\n", contains=True), look("X2", "text", "....####\n", contains=True)])


def test_a_max7219_whose_load_is_left_open_shows_nothing() -> None:
    wired = circuit({"X1": "max7219-matrix-8x8"}, [*supplied("X1"), *MATRIX_WIRES[::2]])
    passes(wired, MATRICES, [after("50ms"), look("X1", "on", 0), look("X1", "lit", 0)])


SCAN = """
const byte S[] = {4, 5, 6, 7};
void setup() { Serial.begin(115200); for (byte s : S) pinMode(s, OUTPUT); }
void loop() { for (byte n = 0; n < WAYS; n++) { for (byte i = 0; i < 4; i++) digitalWrite(S[i], n >> i & 1); Serial.print(analogRead(A0)); Serial.print(' '); } Serial.println(); delay(50); }"""
KNOBS = {"P1": "potentiometer-10k", "P2": "potentiometer-10k"}


def knob(ref: str) -> list[str]:
    return [f"{ref}.1 U1.GND", f"{ref}.2 U1.5V"]


def test_a_cd74hc4067_joins_the_chosen_channel_to_its_common_pin() -> None:
    wires = [*supplied("X1"), *knob("P1"), *knob("P2"), "X1.SIG U1.A0", "P1.SIG X1.C0", "P2.SIG X1.C15", *(f"X1.S{n} U1.D{n + 4}" for n in range(4)), "X1.EN U1.GND"]
    steps = [put("P1", "position", 0.2), put("P2", "position", 0.8), after("200ms"), look("X1", "channel", 15)]
    result = passes(circuit({"X1": "cd74hc4067-module", **KNOBS}, wires), SCAN.replace("WAYS", "16"), steps)
    row = result.serial.splitlines()[-1].split()
    assert (abs(int(row[0]) - 205) < 4, abs(int(row[15]) - 818) < 4) == (True, True)


def test_a_cd74hc4067_whose_enable_is_high_joins_nothing() -> None:
    wires = [*supplied("X1"), "X1.SIG U1.A0", "X1.C0 U1.5V", *(f"X1.S{n} U1.D{n + 4}" for n in range(4)), "X1.EN U1.5V"]
    passes(circuit({"X1": "cd74hc4067-module"}, wires), SCAN.replace("WAYS", "1"), [after("100ms"), look("X1", "channel", -1)])


EIGHT = [*supplied("X1"), *knob("P1"), *knob("P2"), "X1.COM U1.A0", "P1.SIG X1.C2", "P2.SIG X1.C7", *(f"X1.S{n} U1.D{n + 4}" for n in range(3)), "X1.INH U1.GND"]


def test_a_cd4051_joins_one_of_eight_and_nothing_while_vee_is_open() -> None:
    steps = [put("P1", "position", 0.2), put("P2", "position", 0.8), after("200ms"), look("X1", "channel", 7)]
    result = passes(circuit({"X1": "cd4051", **KNOBS}, [*EIGHT, "X1.VEE U1.GND"]), SCAN.replace("WAYS", "8"), steps)
    row = result.serial.splitlines()[-1].split()
    assert (abs(int(row[2]) - 205) < 4, abs(int(row[7]) - 818) < 4) == (True, True)
    passes(circuit({"X1": "cd4051", **KNOBS}, EIGHT), SCAN.replace("WAYS", "8"), [after("200ms"), look("X1", "channel", -1)])


COUNT = "void setup() { Serial.begin(115200); for (byte p = 2; p < 5; p++) pinMode(p, OUTPUT); }\nvoid loop() { for (byte n = 0; n < 4; n++) { digitalWrite(2, n & 1); digitalWrite(3, n >> 1); Serial.print(digitalRead(8)); } Serial.println(); delay(10); }"


@pytest.mark.parametrize(("gate", "row"), [("and", "0001"), ("or", "0111"), ("xor", "0110"), ("nand", "1110"), ("nor", "1000"), ("xnor", "1001")])
def test_gates_follow_their_truth_tables(gate: str, row: str) -> None:
    passes(circuit({"X1": f"gate-{gate}"}, ["X1.A U1.D2", "X1.B U1.D3", "X1.OUT U1.D8"]), COUNT, [says(row)])


def test_a_d_flip_flop_joined_to_itself_halves_a_clock() -> None:
    wired = circuit({"X1": ("gate-clock", {"frequency": "1k"}), "X2": "gate-flip-flop-d"}, ["X1.CLK X2.CLK", "X2.NOTQ X2.D", "X2.Q U1.D8"])
    passes(wired, COUNT, [after("60ms"), look("U1", "D8:frequency", 500, tolerance=1), look("U1", "D8:duty", 50, tolerance=1)])
