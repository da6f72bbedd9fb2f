"""What moves, switches and sounds does so by the physics of its circuit."""


from tests.simulate.bench import after, circuit, look, needs_avr, passes, wait

pytestmark = needs_avr
SWITCH_D9 = "void setup(){pinMode(9, OUTPUT);} void loop(){digitalWrite(9, HIGH); delay(1000); digitalWrite(9, LOW); delay(1000);}"
STILL = "void setup(){} void loop(){}"


def test_a_servo_stands_where_the_pulse_says() -> None:
    wired = circuit({"M1": "servo-sg90"}, ["M1.VCC U1.5V", "M1.GND U1.GND", "M1.SIG U1.D9"])
    # Timer 1: 50 Hz, 1472 µs at OC1A
    pulses = "void setup(){pinMode(9, OUTPUT); TCCR1A = 0x82; TCCR1B = 0x1a; ICR1 = 39999; OCR1A = 2 * 1472 - 1; delay(500); OCR1A = 2 * 544 - 1;} void loop(){}"
    passes(wired, pulses, [after("100ms"), look("M1", "pulse_us", 1472, tolerance=1), look("M1", "angle", 90, tolerance=0.2), look("M1", "held", 1), after("500ms"), look("M1", "angle", 0, tolerance=0.2)])


def test_an_active_buzzer_sounds_with_voltage() -> None:
    wired = circuit({"BZ1": "buzzer-active"}, ["BZ1.+ U1.D9", "BZ1.- U1.GND"])
    passes(wired, SWITCH_D9, [after("500ms"), look("BZ1", "on", 1), after("1s"), look("BZ1", "on", 0), look("BZ1", "beeps", 1)])


def test_a_passive_buzzer_sounds_the_tone() -> None:
    wired = circuit({"BZ1": "buzzer-passive"}, ["BZ1.+ U1.D8", "BZ1.- U1.GND"])
    passes(wired, "void setup(){tone(8, 440, 300);} void loop(){}", [after("200ms"), look("BZ1", "frequency", 440, tolerance=2), after("200ms"), look("BZ1", "on", 0)])


def test_a_relay_module_switches_its_contacts() -> None:
    parts = {"K1": "relay-module-1ch", "M1": "dc-motor-130", "BAT1": "battery-aa-4"}
    wires = ["K1.VCC U1.5V", "K1.GND U1.GND", "K1.IN U1.D9", "BAT1.+ K1.COM", "K1.NO M1.1", "M1.2 BAT1.-"]
    active_low = "void setup(){digitalWrite(9, HIGH); pinMode(9, OUTPUT); delay(100); digitalWrite(9, LOW);} void loop(){}"
    passes(circuit(parts, wires), active_low, [after("50ms"), look("K1", "closed", 0), look("M1", "on", 0), after("300ms"), look("K1", "closed", 1), look("M1", "speed", min=90)])


MOSFET = {"Q1": "mosfet-irlz44n", "M1": "dc-motor-130", "D1": "diode-1n4007", "R1": ("resistor", {"resistance_ohm": 220}), "R2": ("resistor", {"resistance_ohm": 10000}), "BAT1": "battery-aa-4"}
MOSFET_WIRES = ["U1.D9 R1.1", "R1.2 Q1.G R2.1", "R2.2 Q1.S", "BAT1.+ M1.1 D1.C", "M1.2 Q1.D D1.A", "Q1.S BAT1.-"]


def test_a_logic_level_mosfet_runs_a_motor_from_its_own_battery() -> None:
    wired = circuit(MOSFET, [*MOSFET_WIRES, "Q1.S U1.GND"])
    passes(wired, SWITCH_D9, [after("500ms"), look("M1", "on", 1), look("M1", "speed", min=90), after("1s"), look("M1", "on", 0)])


def test_without_a_common_ground_the_mosfet_does_not_switch() -> None:
    passes(circuit(MOSFET, MOSFET_WIRES), SWITCH_D9, [after("500ms"), look("M1", "on", 0)])


def test_pwm_sets_the_motor_to_a_part_of_its_speed() -> None:
    wired = circuit(MOSFET, [*MOSFET_WIRES, "Q1.S U1.GND"])
    passes(wired, "void setup(){analogWrite(9, 128);} void loop(){}", [after("500ms"), look("M1", "speed", min=40, max=70)])


def test_a_motor_on_a_pin_does_not_start_and_is_an_overload() -> None:
    result = passes(circuit({"M1": "dc-motor-130"}, ["U1.D9 M1.1", "M1.2 U1.GND"]), SWITCH_D9, [after("500ms"), look("M1", "on", 0)])
    assert any(n.kind == "overload" and "U1.D9" in n.text for n in result.notes)


def test_a_transistor_with_a_base_resistor_runs_a_small_motor_and_with_a_huge_one_does_not() -> None:
    wires = ["U1.D9 R1.1", "R1.2 Q1.B", "Q1.E U1.GND", "M1.2 Q1.C", "M1.1 U1.5V"]
    for ohm, turns in ((470, 1), (220000, 0)):
        wired = circuit({"Q1": "transistor-2n2222", "R1": ("resistor", {"resistance_ohm": ohm}), "M1": "fan-5v"}, [w.replace("M1.2", "M1.-").replace("M1.1", "M1.+") for w in wires])
        passes(wired, SWITCH_D9, [after("500ms"), look("M1", "on", turns)])


def test_an_l298n_turns_a_motor_both_ways() -> None:
    parts = {"D1": "l298n-module", "M1": "dc-motor-130", "BAT1": "battery-9v"}
    wires = ["BAT1.+ D1.12V", "BAT1.- D1.GND U1.GND", "D1.ENA U1.D5", "D1.IN1 U1.D6", "D1.IN2 U1.D7", "D1.OUT1 M1.1", "D1.OUT2 M1.2"]
    drive = """void setup(){for (int p = 5; p < 8; p++) pinMode(p, OUTPUT); digitalWrite(5, HIGH); digitalWrite(6, HIGH); delay(500);
      digitalWrite(6, LOW); digitalWrite(7, HIGH); delay(500); digitalWrite(5, LOW);} void loop(){}"""
    passes(circuit(parts, wires), drive, [after("400ms"), look("M1", "speed", min=70), after("500ms"), look("M1", "speed", max=-70), after("600ms"), look("M1", "on", 0)])


def test_a_stepper_behind_a_uln2003_counts_steps() -> None:
    parts = {"D1": "uln2003-module", "M1": "stepper-28byj48"}
    wires = ["D1.VCC U1.5V", "D1.GND U1.GND", "D1.COM M1.RED", "D1.OUT1 M1.BLUE", "D1.OUT2 M1.PINK", "D1.OUT3 M1.YELLOW", "D1.OUT4 M1.ORANGE",
             "D1.IN1 U1.D8", "D1.IN2 U1.D9", "D1.IN3 U1.D10", "D1.IN4 U1.D11"]
    half = """const byte P[8] = {1, 3, 2, 6, 4, 12, 8, 9};
    void setup(){DDRB |= 15; for (int i = 0; i <= 512; i++) {PORTB = (PORTB & 0xf0) | P[i & 7]; delay(1);}} void loop(){}"""
    passes(circuit(parts, wires), half, [after("600ms"), look("M1", "half_steps", 512), look("M1", "angle", 45)])


def test_wait_multi_pin_waits_for_all_of_them() -> None:
    both = "void setup(){pinMode(9, OUTPUT); pinMode(8, OUTPUT); delay(100); digitalWrite(9, HIGH); delay(200); digitalWrite(8, HIGH);} void loop(){}"
    pins = [{"part-id": "U1", "pin": "D9", "value": 1}, {"part-id": "U1", "pin": 8, "value": 1}]
    result = passes(circuit({}, []), both, [{"wait-multi-pin": {"pins": pins, "timeout": 1000}}, wait("U1", "D9", 1)])
    assert 0.3 <= result.steps[0].time_s < 0.31


def test_an_emitter_follower_gives_its_base_voltage_less_a_junction() -> None:
    parts = {"Q1": "transistor-2n2222", "R1": ("resistor", {"resistance_ohm": 1000}), "R2": ("resistor", {"resistance_ohm": 220})}
    wired = circuit(parts, ["U1.D9 R1.1", "R1.2 Q1.B", "Q1.C U1.5V", "Q1.E R2.1", "R2.2 U1.GND"])
    passes(wired, SWITCH_D9, [after("500ms"), look("Q1", "E:volts", 4.1, tolerance=0.2), look("Q1", "on", 1), after("1s"), look("Q1", "E:volts", 0, tolerance=0.01)])


def test_a_transistor_inverts_a_level() -> None:
    parts = {"Q1": "transistor-bc337", "R1": ("resistor", {"resistance_ohm": 10000}), "R2": ("resistor", {"resistance_ohm": 10000})}
    wired = circuit(parts, ["U1.D9 R1.1", "R1.2 Q1.B", "Q1.E U1.GND", "Q1.C R2.1 U1.D2", "R2.2 U1.5V"])
    passes(wired, SWITCH_D9, [after("500ms"), look("U1", "D2", 0), look("U1", "D2:volts", max=0.3), after("1s"), look("U1", "D2", 1)])
