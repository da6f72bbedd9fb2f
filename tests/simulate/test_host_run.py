"""C++ for ESP8266, ESP32 and Pico, run on this computer against the virtual circuit: the same parts do the same on each board."""

import pytest

from tests.simulate.bench import after, look, put, says, wait
from tests.simulate.hostbench import D1, ESP, PICO, PINS, fails, joined, needs_gcc, on_each_board, passes

pytestmark = needs_gcc
LED = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220})}
LED_WIRES = ["LED R1.1", "R1.2 LED1.A", "LED1.C GND"]
BUTTON = {**LED, "B1": "button"}
FOLLOW = """
void setup() { pinMode(LED_PIN, OUTPUT); pinMode(BTN_PIN, INPUT_PULLUP); }
void loop() { digitalWrite(LED_PIN, digitalRead(BTN_PIN) == LOW ? HIGH : LOW); }
"""
PRESSED = [after("50ms"), look("LED1", "on", 0), put("B1", "pressed", 1), wait("LED1", "on", 1), after("50ms"), look("LED1", "on", 1), put("B1", "pressed", 0), after("20ms"), look("LED1", "on", 0)]


@on_each_board
def test_a_button_lights_an_led_and_the_result_says_how_it_was_run(board: str) -> None:
    result = passes(board, joined(board, BUTTON, [*LED_WIRES, "BTN B1.1", "B1.2 GND"]), FOLLOW, PRESSED)
    assert result.method == "host-run C++, timing of the API, not of the chip" and not result.ended and not result.notes


@on_each_board
@pytest.mark.parametrize("wrong", [["LED R1.1", "R1.2 LED1.C", "LED1.A GND"], ["LED R1.1", "R1.2 LED1.A"], LED_WIRES])
def test_wrong_wires_show(board: str, wrong: list[str]) -> None:
    wires = [*wrong, "BTN B1.1", "B1.2 GND"] if wrong != LED_WIRES else [*wrong, "BTN B1.1", "B1.2 3V"]
    fails(board, joined(board, BUTTON, wires), FOLLOW, PRESSED)


@on_each_board
def test_pwm_dims_an_led_at_a_thousand_hertz(board: str) -> None:
    sketch = "void setup() { analogWrite(LED_PIN, 64); delay(200); analogWrite(LED_PIN, 255); delay(200); analogWrite(LED_PIN, 0); }\nvoid loop() {}"
    steps = [after("100ms"), look("LED1", "brightness", 25, tolerance=0.5), look("U1", PINS[board]["LED"] + ":frequency", 1000, tolerance=2), after("200ms"), look("LED1", "brightness", 100), after("200ms"), look("LED1", "on", 0)]
    passes(board, joined(board, LED, LED_WIRES), sketch, steps)


@on_each_board
def test_a_potentiometer_is_read_over_its_whole_range(board: str) -> None:
    sketch = "void setup() { Serial.begin(115200); }\nvoid loop() { Serial.println(analogRead(A_PIN) * 100L / TOP); delay(20); }"
    wired = joined(board, {"P1": "potentiometer-10k"}, ["P1.1 GND", "A P1.SIG", "P1.2 3V"])
    half = "51" if board == D1 else "50"  # its divider makes 3.2 V the full scale
    passes(board, wired, sketch, [put("P1", "position", 0), says("\r\n0\r\n"), put("P1", "position", 0.5), says(f"\r\n{half}\r\n"), put("P1", "position", 1), says("\r\n100\r\n")])


@on_each_board
def test_a_photoresistor_tells_day_from_night(board: str) -> None:
    sketch = """
void setup() { Serial.begin(115200); pinMode(LED_PIN, OUTPUT); }
void loop() { digitalWrite(LED_PIN, analogRead(A_PIN) < TOP / 2); delay(10); }"""
    parts = {**LED, "LDR1": "ldr", "R2": ("resistor", {"resistance_ohm": 10000})}
    passes(board, joined(board, parts, [*LED_WIRES, "3V LDR1.1", "LDR1.2 A R2.1", "R2.2 GND"]), sketch, [put("LDR1", "lux", 1000), after("50ms"), look("LED1", "on", 0), put("LDR1", "lux", 0.5), wait("LED1", "on", 1)])


DISTANCE = """
void setup() { Serial.begin(115200); pinMode(OUT_PIN, OUTPUT); pinMode(IN_PIN, INPUT); }
void loop() {
  digitalWrite(OUT_PIN, LOW); delayMicroseconds(2); digitalWrite(OUT_PIN, HIGH); delayMicroseconds(10); digitalWrite(OUT_PIN, LOW);
  long cm = pulseIn(IN_PIN, HIGH, 30000) / 58;
  Serial.print("cm="); Serial.println(cm);
  if (cm > 0 && cm < 30) tone(LED_PIN, 1000 + 10 * cm); else noTone(LED_PIN);
  delay(60);
}"""


@on_each_board
def test_an_ultrasonic_sensor_measures_and_a_buzzer_sounds_when_something_is_near(board: str) -> None:
    parts = {"S1": ("hc-sr04", {"variant": "3v"}), "BZ1": "buzzer-passive", "R1": ("resistor", {"resistance_ohm": 220})}
    wires = ["S1.VCC 3V", "S1.GND GND", "OUT S1.TRIG", "IN S1.ECHO", "LED R1.1", "R1.2 BZ1.+", "BZ1.- GND"]
    steps = [put("S1", "distance", 120), says("cm=120"), after("50ms"), look("BZ1", "on", 0), put("S1", "distance", 20), says("cm=20"), after("50ms"), look("BZ1", "frequency", 1200, tolerance=2), put("S1", "distance", 500), says("cm=0"), after("100ms"), look("BZ1", "on", 0)]
    passes(board, joined(board, parts, wires), DISTANCE, steps)


DHT = """
bool level(int wanted, unsigned long most) { unsigned long from = micros(); while (digitalRead(OUT_PIN) != wanted) if (micros() - from > most) return false; return true; }
void setup() { Serial.begin(115200); pinMode(OUT_PIN, INPUT_PULLUP); }
void loop() {
  delay(2000);
  uint8_t data[5] = {0};
  pinMode(OUT_PIN, OUTPUT); digitalWrite(OUT_PIN, LOW); delay(2); pinMode(OUT_PIN, INPUT_PULLUP);
  bool ok = level(LOW, 100) && level(HIGH, 120) && level(LOW, 120);
  for (int i = 0; ok && i < 40; i++) { ok = level(HIGH, 100); unsigned long from = micros(); ok = ok && level(LOW, 120); data[i / 8] = data[i / 8] << 1 | (micros() - from > 48); }
  if (!ok || uint8_t(data[0] + data[1] + data[2] + data[3]) != data[4]) { Serial.println("no answer"); return; }
  Serial.printf("%d.%d %d\\r\\n", (data[2] << 8 | data[3]) / 10, data[3] % 10, (data[0] << 8 | data[1]) / 10);
}"""


@on_each_board
def test_a_dht22_is_read_bit_by_bit_with_micros(board: str) -> None:
    wired = joined(board, {"S1": "dht22"}, ["S1.VCC 3V", "S1.GND GND", "OUT S1.DATA"])
    passes(board, wired, DHT, [put("S1", "temperature", 20.4), put("S1", "humidity", 61), says("20.4 61"), put("S1", "fail", 1), says("no answer")])
    fails(board, joined(board, {"S1": "dht22"}, ["S1.VCC 3V", "S1.GND GND", "IN S1.DATA"]), DHT, [{"wait-serial": {"text": ".", "timeout": "5s"}}])


@on_each_board
def test_a_servo_turns_by_the_length_of_its_pulses(board: str) -> None:
    library = {ESP: "ledcAttach(LED_PIN, 50, 14);\n#define PULSE(us) ledcWrite(LED_PIN, us * 16384UL / 20000)"}.get(board, "servo.attach(LED_PIN, 500, 2500);\n#define PULSE(us) servo.writeMicroseconds(us)")
    head = "" if board == ESP else "#include <Servo.h>\nServo servo;\n"
    sketch = head + "void setup() {\n" + library + "\nPULSE(1500); delay(500); PULSE(2000); }\nvoid loop() {}"
    wired = joined(board, {"M1": "servo-sg90"}, ["M1.VCC 5V", "M1.GND GND", "LED M1.SIG"])
    passes(board, wired, sketch, [after("300ms"), look("M1", "pulse_us", 1500, tolerance=2), after("400ms"), look("M1", "pulse_us", 2000, tolerance=2), look("M1", "held", 1)])


@on_each_board
def test_a_relay_closes_and_opens(board: str) -> None:
    sketch = "void setup() { pinMode(OUT_PIN, OUTPUT); }\nvoid loop() { digitalWrite(OUT_PIN, millis() / 500 % 2); }"
    wired = joined(board, {"K1": ("relay-module-1ch", {"active": "high"})}, ["K1.VCC 5V", "K1.GND GND", "OUT K1.IN"])
    now = wait("K1", "closed", 1, timeout="2s")
    passes(board, wired, sketch, [now, after("500ms"), look("K1", "closed", 0), after("500ms"), look("K1", "closed", 1)])


LCD = """
#include <Wire.h>
void nibble(int bits, int rs) {
  for (int e : {4, 0}) { Wire.beginTransmission(0x27); Wire.write((bits << 4) | 8 | e | rs); Wire.endTransmission(); }
  delayMicroseconds(50);
}
void send(int byte, int rs) { nibble(byte >> 4, rs); nibble(byte & 15, rs); }
void setup() {
  Serial.begin(115200);
  WIRE_BEGIN
  Wire.beginTransmission(0x27); Serial.println(Wire.endTransmission() == 0 ? "found" : "nobody");
  Wire.beginTransmission(0x50); Serial.println(Wire.endTransmission());
  delay(50);
  for (int i = 0; i < 3; i++) { nibble(3, 0); delay(5); }
  nibble(2, 0); send(0x28, 0); send(0x0C, 0); send(0x01, 0); delay(2); send(0x06, 0);
  for (const char *c = "Hello"; *c; c++) send(*c, 1);
  send(0xC0, 0);
  for (char c : String(21.5, 1)) send(c, 1);
}
void loop() {}"""


@on_each_board
def test_a_character_lcd_on_i2c_shows_two_lines_and_a_wrong_address_nobody(board: str) -> None:
    wires = ["X1.VCC 5V", "X1.GND GND", "SDA X1.SDA", "SCL X1.SCL"]
    sketch = LCD.replace("for (char c : String(21.5, 1)) send(c, 1);", "String t(21.5, 1); for (unsigned i = 0; i < t.length(); i++) send(t[i], 1);")
    passes(board, joined(board, {"X1": "lcd1602-i2c"}, wires), sketch, [says("found"), says("2"), after("200ms"), look("X1", "line1", "Hello"), look("X1", "line2", "21.5"), look("X1", "backlight", 1)])
    swapped = ["X1.VCC 5V", "X1.GND GND", "SCL X1.SDA", "SDA X1.SCL"]
    fails(board, joined(board, {"X1": "lcd1602-i2c"}, swapped), sketch, [says("nobody"), look("X1", "line1", "Hello")])


@on_each_board
def test_an_oled_shows_the_pixels_written_to_it(board: str) -> None:
    sketch = """
#include <Wire.h>
void order(const uint8_t *bytes, int count) { Wire.beginTransmission(0x3C); Wire.write(0x00); Wire.write(bytes, count); Wire.endTransmission(); }
void setup() {
  WIRE_BEGIN
  Wire.setClock(400000);
  const uint8_t begin[] = {0xAE, 0x8D, 0x14, 0x20, 0x00, 0xAF, 0x21, 0, 127, 0x22, 0, 7};
  order(begin, sizeof begin);
  for (int i = 0; i < 1024; i += 64) { Wire.beginTransmission(0x3C); Wire.write(0x40); for (int k = 0; k < 64; k++) Wire.write(i == 0 && k < 10 ? 0xFF : 0); Wire.endTransmission(); }
}
void loop() {}"""
    wired = joined(board, {"X1": "oled-ssd1306-128x64"}, ["X1.VCC 3V", "X1.GND GND", "SDA X1.SDA", "SCL X1.SCL"])
    passes(board, wired, sketch, [after("200ms"), look("X1", "on", 1), look("X1", "lit", 80)])


@on_each_board
def test_serial_speaks_and_listens(board: str) -> None:
    sketch = """
void setup() { Serial.begin(9600); Serial.setTimeout(50); Serial.println(F("ready")); Serial.print(255, HEX); Serial.print(' '); Serial.println(3.14159, 3); }
void loop() { if (Serial.available()) { String word = Serial.readStringUntil('\\n'); word.trim(); if (word == "sum") Serial.println(Serial.parseInt() + Serial.parseInt()); else { word.toUpperCase(); Serial.println("<" + word + ">"); } } }"""
    passes(board, joined(board, {}, []), sketch, [says("ready"), says("FF 3.142"), {"write-serial": "hello\n"}, says("<HELLO>"), {"write-serial": "sum\n19 23\n"}, says("42")])


INTERRUPTS = """
volatile unsigned long hits, at;
void hit() { hits = hits + 1; at = micros(); }
void setup() { Serial.begin(115200); pinMode(BTN_PIN, INPUT_PULLUP); attachInterrupt(digitalPinToInterrupt(BTN_PIN), hit, FALLING); Serial.println("waiting");
  while (hits == 0) {}
  Serial.println("first");
  delay(100); noInterrupts(); hits = 0; delay(200); Serial.println(hits); interrupts(); Serial.println(hits);
  detachInterrupt(digitalPinToInterrupt(BTN_PIN)); }
void loop() {}"""


@on_each_board
def test_interrupts_end_an_empty_loop_and_wait_while_they_are_off(board: str) -> None:
    wired = joined(board, {"B1": ("button", {"bounce": "0"})}, ["BTN B1.1", "B1.2 GND"])
    steps = [says("waiting"), after("2s"), put("B1", "pressed", 1), says("first"), after("50ms"), put("B1", "pressed", 0), after("100ms"), put("B1", "pressed", 1), says("0\r\n1\r\n")]
    passes(board, wired, INTERRUPTS, steps)


@pytest.mark.parametrize("board", [D1, PICO])
def test_a_pin_without_pull_up_reads_hum(board: str) -> None:
    sketch = FOLLOW.replace("INPUT_PULLUP", "INPUT")
    fails(board, joined(board, BUTTON, [*LED_WIRES, "BTN B1.1", "B1.2 GND"]), sketch, [*PRESSED, after("13ms"), look("LED1", "on", 0), after("11ms"), look("LED1", "on", 0), after("12ms"), look("LED1", "on", 0)])
