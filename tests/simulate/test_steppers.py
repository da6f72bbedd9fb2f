"""Stepper motors turn by the currents in their coils, and only where driver, supply and coils are joined as they must be."""

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes

pytestmark = needs_avr
PARTS = {"X1": "a4988-module", "M1": "nema17-stepper", "BAT1": "supply-12v-2a"}
DRIVER = ["X1.VDD U1.5V", "X1.GND.1 U1.GND", "X1.STEP U1.D3", "X1.DIR U1.D4", "X1.RESET X1.SLEEP"]
POWER = ["X1.VMOT BAT1.12V", "BAT1.GND U1.GND"]
COILS = ["X1.1A M1.A+", "X1.1B M1.A-", "X1.2A M1.B+", "X1.2B M1.B-"]
STEPS = """
void step_(int n) { for (int i = 0; i < n; i++) { digitalWrite(3, HIGH); delayMicroseconds(500); digitalWrite(3, LOW); delayMicroseconds(500); } }
void setup() { pinMode(3, OUTPUT); pinMode(4, OUTPUT); delay(5); digitalWrite(4, HIGH); step_(50); delay(100); digitalWrite(4, LOW); step_(20); }
void loop() {}"""


def test_an_a4988_turns_a_motor_step_by_step_and_back() -> None:
    steps = [after("100ms"), look("M1", "steps", 50), look("M1", "angle", 90), after("200ms"), look("M1", "steps", 30), look("M1", "angle", 54)]
    passes(circuit(PARTS, [*DRIVER, *POWER, *COILS]), STEPS, steps)


@pytest.mark.parametrize(("pins", "parts"), [(("MS1",), 2), (("MS2",), 4), (("MS1", "MS2"), 8), (("MS1", "MS2", "MS3"), 16)])
def test_ms_pins_divide_a_step(pins: tuple[str, ...], parts: int) -> None:
    wires = [*DRIVER, *POWER, *COILS, *(f"X1.{pin} U1.5V" for pin in pins)]
    passes(circuit(PARTS, wires), STEPS, [after("100ms"), look("M1", "steps", 50 / parts, tolerance=0.02)])


def test_a_coil_the_other_way_round_turns_it_the_other_way() -> None:
    turned = ["X1.1A M1.A-", "X1.1B M1.A+", *COILS[2:]]
    passes(circuit(PARTS, [*DRIVER, *POWER, *turned]), STEPS, [after("100ms"), look("M1", "steps", -50)])


@pytest.mark.parametrize("wires", [
    [*DRIVER[:-1], *POWER, *COILS],  # RESET left open
    [*DRIVER, *COILS],  # no supply for the motor
    [*DRIVER, *POWER, "X1.1A M1.A+", "X1.1B M1.B+", "X1.2A M1.A-", "X1.2B M1.B-"],  # coils mixed up
    [*DRIVER, *POWER, *COILS, "X1.ENABLE U1.5V"],  # not enabled
    [*DRIVER[1:], *POWER, *COILS],  # no logic supply
])
def test_a_stepper_wired_wrong_stands_still(wires: list[str]) -> None:
    passes(circuit(PARTS, wires), STEPS, [after("100ms"), look("M1", "steps", 0)])


BRIDGE = """
const byte P[] = {8, 9, 10, 11}; const byte F[] = {0b0101, 0b0110, 0b1010, 0b1001};
void setup() { for (byte p : P) pinMode(p, OUTPUT); for (int i = 0; i < 41; i++) { for (byte k = 0; k < 4; k++) digitalWrite(P[k], F[i % 4] >> k & 1); delay(4); } }
void loop() {}"""


def test_an_l298n_drives_a_bipolar_stepper_in_full_steps() -> None:
    parts = {"X1": "l298n-module", "M1": "nema17-stepper", "BAT1": "supply-12v-2a"}
    wires = ["X1.GND U1.GND", "BAT1.GND U1.GND", "BAT1.12V X1.12V", *(f"X1.IN{n} U1.D{n + 7}" for n in range(1, 5)), "X1.OUT1 M1.A+", "X1.OUT2 M1.A-", "X1.OUT3 M1.B+", "X1.OUT4 M1.B-"]
    passes(circuit(parts, wires), BRIDGE, [after("300ms"), look("M1", "steps", 40, tolerance=0.5)])  # the first pattern comes pin by pin
