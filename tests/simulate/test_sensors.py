"""Sensors speak as their data sheets say, in time."""


import pytest

from ohm_core.errors import BadInput
from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, says, wait

pytestmark = needs_avr


def test_a_pir_stays_high_for_its_delay() -> None:
    wired = circuit({"P1": ("pir-hc-sr501", {"delayTime": 2})}, ["P1.VCC U1.5V", "P1.GND U1.GND", "P1.OUT U1.D2"])
    report = "void setup(){Serial.begin(115200);} void loop(){Serial.println(digitalRead(2) ? \"moves\" : \"still\"); delay(20);}"
    passes(wired, report, [says("still"), put("P1", "motion", 1), says("moves"), put("P1", "motion", 0), after("1s"), look("U1", "D2", 1), after("1100ms"), look("U1", "D2", 0)])


DISTANCE = """
void setup() { Serial.begin(115200); pinMode(7, OUTPUT); pinMode(8, INPUT); }
void loop() {
  digitalWrite(7, HIGH); delayMicroseconds(10); digitalWrite(7, LOW);
  unsigned long us = pulseIn(8, HIGH, 50000UL);
  Serial.print("cm "); Serial.println(us / 58.0, 0); delay(60);
}"""


def test_an_ultrasonic_sensor_answers_with_58_microseconds_a_centimetre() -> None:
    wired = circuit({"S1": "hc-sr04"}, ["S1.VCC U1.5V", "S1.GND U1.GND", "S1.TRIG U1.D7", "S1.ECHO U1.D8"])
    passes(wired, DISTANCE, [put("S1", "distance", 20), says("cm 20\r\n"), put("S1", "distance", 137), says("cm 13"), put("S1", "distance_cm", 500), says("cm 65")])


# Written from the Aosong AM2302 data sheet: start 18 ms low, answer 80/80 µs, bits 50 µs low then 26 or 70 µs high.
DHT = """
byte b[5];
bool span(bool level, unsigned us) { unsigned long t = micros(); while (digitalRead(4) == level) if (micros() - t > us) return false; return true; }
bool dht() {
  pinMode(4, OUTPUT); digitalWrite(4, LOW); delay(18); pinMode(4, INPUT_PULLUP); delayMicroseconds(10);
  if (!span(HIGH, 60) || !span(LOW, 100) || !span(HIGH, 100)) return false;
  for (int i = 0; i < 40; i++) {
    if (!span(LOW, 70)) return false;
    unsigned long t = micros();
    if (!span(HIGH, 100)) return false;
    b[i / 8] = (b[i / 8] << 1) | (micros() - t > 45);
  }
  return byte(b[0] + b[1] + b[2] + b[3]) == b[4];
}
void setup() { Serial.begin(115200); }
void loop() {
  delay(2100);
  if (!dht()) { Serial.println("no answer"); return; }
  Serial.print(b[0]); Serial.print(' '); Serial.print(b[1]); Serial.print(' '); Serial.print(b[2]); Serial.print(' '); Serial.println(b[3]);
}"""


def test_a_dht22_sends_tenths_with_a_sign_bit() -> None:
    wired = circuit({"S1": "dht22"}, ["S1.VCC U1.5V", "S1.GND U1.GND", "S1.DATA U1.D4"])
    passes(wired, DHT, [put("S1", "temperature", 23.4), put("S1", "humidity", 65.2), says("2 140 0 234"), put("S1", "temperature_c", -10.1), says("2 140 128 101"),
                        put("S1", "fail", 1), says("no answer")])


def test_a_dht11_sends_whole_percent() -> None:
    wired = circuit({"S1": "dht11"}, ["S1.VCC U1.5V", "S1.GND U1.GND", "S1.DATA U1.D4"])
    passes(wired, DHT, [put("S1", "temperature", 21.3), put("S1", "humidity", 44), says("44 0 21 3")])


def test_a_touch_sensor_drives_its_output_high() -> None:
    wired = circuit({"T1": "touch-ttp223"}, ["T1.VCC U1.5V", "T1.GND U1.GND", "T1.OUT U1.D2"])
    passes(wired, "void setup(){} void loop(){}", [after("5ms"), look("U1", "D2", 0), put("T1", "touched", 1), after("1ms"), look("U1", "D2", 1)])


def test_a_tilt_switch_opens_when_tilted() -> None:
    wired = circuit({"T1": ("tilt-switch-sw520d", {"bounce": "0"})}, ["T1.1 U1.D2", "T1.2 U1.GND"])
    passes(wired, "void setup(){pinMode(2, INPUT_PULLUP);} void loop(){}", [after("5ms"), look("U1", "D2", 0), put("T1", "tilted", 1), after("5ms"), look("U1", "D2", 1)])


def test_a_joystick_moves_two_voltages_and_a_switch() -> None:
    wired = circuit({"J1": "joystick-ky023"}, ["J1.VCC U1.5V", "J1.GND U1.GND", "J1.VRX U1.A0", "J1.VRY U1.A1", "J1.SW U1.D2"])
    report = """void setup(){Serial.begin(115200); pinMode(2, INPUT_PULLUP);}
    void loop(){Serial.print(analogRead(A0)); Serial.print(','); Serial.print(analogRead(A1)); Serial.print(','); Serial.println(digitalRead(2)); delay(20);}"""
    passes(wired, report, [says("512,512,1"), put("J1", "x", 1), put("J1", "y", -1), put("J1", "pressed", 1), says("1023,0,0")])


def test_a_rotary_encoder_gives_two_shifted_pulses_a_detent() -> None:
    wired = circuit({"E1": "rotary-encoder-ky040"}, ["E1.VCC U1.5V", "E1.GND U1.GND", "E1.CLK U1.D2", "E1.DT U1.D3", "E1.SW U1.D4"])
    count = """volatile int n; void turn() { n += digitalRead(3) ? 1 : -1; }
    void setup(){Serial.begin(115200); attachInterrupt(0, turn, FALLING);} void loop(){delay(30); Serial.print('p'); Serial.println(n);}"""
    passes(wired, count, [after("10ms"), put("E1", "rotate", 3), says("p3"), put("E1", "rotate", -5), says("p-2"), look("E1", "position", -2)])


def test_a_microphone_swings_around_half_the_supply() -> None:
    wired = circuit({"S1": "sound-max4466"}, ["S1.VCC U1.5V", "S1.GND U1.GND", "S1.OUT U1.A0"])
    swing = "void setup(){Serial.begin(115200);} void loop(){int a = 1023, b = 0; for (int i = 0; i < 200; i++) {int v = analogRead(A0); a = min(a, v); b = max(b, v);} Serial.print('s'); Serial.println((b - a) / 100);}"
    passes(wired, swing, [says("s0"), put("S1", "sound", 50), says("s4"), put("S1", "sound_pct", 0), says("s0")])


def test_a_flow_sensor_pulses_with_the_flow() -> None:
    wired = circuit({"S1": "yf-s201"}, ["S1.VCC U1.5V", "S1.GND U1.GND", "S1.OUT U1.D2"])
    passes(wired, "void setup(){} void loop(){}", [put("S1", "flow", 8), after("200ms"), look("U1", "D2:frequency", 60, tolerance=1)])


def test_a_short_pulse_does_not_escape_a_wait() -> None:
    blip = "void setup(){pinMode(9, OUTPUT); delay(50); digitalWrite(9, HIGH); delayMicroseconds(20); digitalWrite(9, LOW);} void loop(){}"
    result = passes(circuit({"R1": "resistor"}, ["U1.D9 R1.1", "R1.2 U1.GND"]), blip, [wait("U1", "D9", 1), after("1ms"), look("U1", "D9", 0)])
    assert 0.05 < result.steps[0].time_s < 0.0505


def test_each_sensor_takes_only_its_own_control() -> None:
    wired = circuit({"T1": "touch-ttp223"}, ["T1.VCC U1.5V", "T1.GND U1.GND", "T1.OUT U1.D2"])
    with pytest.raises(BadInput, match="touched"):
        passes(wired, "void setup(){} void loop(){}", [put("T1", "flame", 1)])
