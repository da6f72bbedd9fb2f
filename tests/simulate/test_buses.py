"""Chips on 1-Wire, I2C and SPI, spoken to as their data sheets say."""

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, says

pytestmark = needs_avr
I2C = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.SDA U1.A4", "X1.SCL U1.A5"]
SERIAL = "Serial.begin(115200);"

ONE_WIRE = """
void low() { pinMode(4, OUTPUT); digitalWrite(4, LOW); }
void free_() { pinMode(4, INPUT); }
bool reset_() { low(); delayMicroseconds(500); free_(); delayMicroseconds(70); bool there = !digitalRead(4); delayMicroseconds(430); return there; }
void bit_(bool v) { noInterrupts(); low(); delayMicroseconds(v ? 4 : 65); free_(); delayMicroseconds(v ? 65 : 5); interrupts(); }
bool bit_() { noInterrupts(); low(); delayMicroseconds(3); free_(); delayMicroseconds(7); bool v = digitalRead(4); interrupts(); delayMicroseconds(55); return v; }
void send(byte v) { for (int i = 0; i < 8; i++) bit_(v >> i & 1); }
byte get() { byte v = 0; for (int i = 0; i < 8; i++) v |= bit_() << i; return v; }
void setup() { Serial.begin(115200); }
void loop() {
  if (!reset_()) { Serial.println("nobody"); delay(100); return; }
  send(0xcc); send(0x44); delay(760);
  reset_(); send(0xcc); send(0xbe);
  byte crc = 0, b[9]; for (int i = 0; i < 9; i++) { b[i] = get(); byte x = b[i] ^ crc; for (int k = 0; k < 8; k++) x = x & 1 ? x >> 1 ^ 0x8c : x >> 1; crc = x; }
  Serial.print(crc ? "bad " : "T "); Serial.println((int16_t)(b[1] << 8 | b[0]) / 16.0, 2);
}"""


def test_a_ds18b20_converts_in_750_ms_and_sends_a_checksum() -> None:
    wires = ["X1.VDD U1.5V", "X1.GND U1.GND", "X1.DQ U1.D4 R1.1", "R1.2 U1.5V"]
    wired = circuit({"X1": "ds18b20", "R1": ("resistor", {"resistance_ohm": 4700})}, wires)
    passes(wired, ONE_WIRE, [put("X1", "temperature", 21.5), says("T 21.50"), put("X1", "temperature", -10.125), says("T -10.13")])


def test_a_ds18b20_without_its_pull_up_is_not_heard() -> None:
    wired = circuit({"X1": ("ds18b20", {"variant": "to92"})}, ["X1.VDD U1.5V", "X1.GND U1.GND", "X1.DQ U1.D4"])
    assert "T 2" not in passes(wired, ONE_WIRE, [after("2s")]).serial


REGISTERS = """
#include <Wire.h>
void put_(byte a, byte r, byte v) { Wire.beginTransmission(a); Wire.write(r); Wire.write(v); Wire.endTransmission(); }
void get_(byte a, byte r, byte n, byte *b) { Wire.beginTransmission(a); Wire.write(r); Wire.endTransmission(false); Wire.requestFrom(a, n); for (byte i = 0; i < n; i++) b[i] = Wire.read(); }
"""
MPU = REGISTERS + """
void setup() { Serial.begin(115200); Wire.begin(); put_(0x68, 0x6b, 0); put_(0x68, 0x1c, 0x08); }
void loop() { byte b[14]; get_(0x68, 0x3b, 14, b); Serial.print(int16_t(b[0] << 8 | b[1])); Serial.print(' '); Serial.print(int16_t(b[4] << 8 | b[5])); Serial.print(' '); Serial.println(int16_t(b[8] << 8 | b[9])); delay(50); }"""


def test_an_mpu6050_gives_acceleration_and_rotation_in_its_ranges() -> None:
    passes(circuit({"X1": "mpu6050-module"}, I2C), MPU, [says("0 8192 0"), put("X1", "accelX", -0.5), put("X1", "rotationX", 100), says("-4096 8192 13100")])


# Compensation in floating point: Bosch BST-BME280-DS002, appendix 8.1.
BME = REGISTERS + """
byte t[24], h[8], f;
int u(byte *p) { return p[0] | p[1] << 8; }
void setup() { Serial.begin(115200); Wire.begin(); byte id; get_(0x76, 0xd0, 1, &id); Serial.println(id, HEX); get_(0x76, 0x88, 24, t); get_(0x76, 0xa1, 1, &f); get_(0x76, 0xe1, 7, h);
  put_(0x76, 0xf2, 1); put_(0x76, 0xf4, 0x27); }
void loop() {
  delay(100); byte b[8]; get_(0x76, 0xf7, 8, b);
  long pa = (long)b[0] << 12 | b[1] << 4 | b[2] >> 4, ta = (long)b[3] << 12 | b[4] << 4 | b[5] >> 4, ha = (long)b[6] << 8 | b[7];
  float x = (ta / 16384.0 - (uint16_t)u(t) / 1024.0) * (int16_t)u(t + 2), y = ta / 131072.0 - (uint16_t)u(t) / 8192.0, fine = x + y * y * (int16_t)u(t + 4);
  float v1 = fine / 2 - 64000, v2 = v1 * v1 * (int16_t)u(t + 16) / 32768 + v1 * (int16_t)u(t + 14) * 2; v2 = v2 / 4 + (int16_t)u(t + 12) * 65536.0;
  v1 = ((int16_t)u(t + 10) * v1 * v1 / 524288 + (int16_t)u(t + 8) * v1) / 524288; v1 = (1 + v1 / 32768) * (uint16_t)u(t + 6);
  float p = (1048576.0 - pa - v2 / 4096) * 6250 / v1; p += ((int16_t)u(t + 22) * p * p / 2147483648.0 + p * (int16_t)u(t + 20) / 32768 + (int16_t)u(t + 18)) / 16;
  float z = fine - 76800; int h4 = h[3] << 4 | (h[4] & 15), h5 = h[5] << 4 | h[4] >> 4;
  z = (ha - (h4 * 64.0 + h5 / 16384.0 * z)) * (u(h) / 65536.0 * (1 + (int8_t)h[6] / 67108864.0 * z * (1 + h[2] / 67108864.0 * z))); z *= 1 - f * z / 524288;
  Serial.print(fine / 5120, 1); Serial.print(' '); Serial.print(p / 100, 0); Serial.print(' '); Serial.println(z, 0);
}"""


def test_a_bme280_is_compensated_with_its_own_trimming_values() -> None:
    wired = circuit({"X1": "bme280-module"}, I2C)
    passes(wired, BME, [says("60"), put("X1", "temperature", 21.5), put("X1", "pressure_hpa", 987), put("X1", "humidity", 63), says("21.5 987 63"), put("X1", "temperature", -8), says("-8.0 987 63")])


CLOCK = REGISTERS + """
void setup() { Serial.begin(115200); Wire.begin(); }
void loop() { byte b[7]; get_(0x68, 0, 7, b); char s[24]; sprintf(s, "20%02x-%02x-%02x %02x:%02x:%02x", b[6], b[5] & 31, b[4], b[2], b[1], b[0]); Serial.println(s); delay(200); }"""


def test_a_ds3231_counts_on_from_the_time_set() -> None:
    passes(circuit({"X1": "ds3231-module"}, I2C), CLOCK, [put("X1", "time", "2026-02-28T23:59:58"), says("2026-02-28 23:59:58"), says("2026-03-01 00:00:00"), look("X1", "time", "2026-03-01T00:00:00")])


# A bit-banged master (NXP UM10204): the same display chip without the hardware unit.
SOFT_I2C = """
void sda(bool v) { pinMode(7, v ? INPUT : OUTPUT); delayMicroseconds(4); }
void scl(bool v) { pinMode(8, v ? INPUT : OUTPUT); delayMicroseconds(4); }
bool send(byte v) { for (int i = 7; i >= 0; i--) { sda(v >> i & 1); scl(1); scl(0); } sda(1); scl(1); bool ack = !digitalRead(7); scl(0); return ack; }
byte get(bool more) { byte v = 0; sda(1); for (int i = 0; i < 8; i++) { scl(1); v = v << 1 | digitalRead(7); scl(0); } sda(!more); scl(1); scl(0); return v; }
void start() { sda(1); scl(1); sda(0); scl(0); }
void stop() { sda(0); scl(1); sda(1); }
void setup() {
  Serial.begin(115200); start(); Serial.println(send(0x50 << 1) ? "ghost" : "quiet"); stop();
  start(); send(0x68 << 1); send(0x00); start(); send(0x68 << 1 | 1); byte s = get(true), m = get(false); stop();
  Serial.print(m, HEX); Serial.print(':'); Serial.println(s, HEX);
}
void loop() {}"""


def test_bit_banged_i2c_reaches_the_same_chips() -> None:
    parts = {"X1": ("ds3231-module", {"time": "2026-01-01T10:37:45"})}
    wired = circuit(parts, ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.SDA U1.D7", "X1.SCL U1.D8"])
    passes(wired, SOFT_I2C, [says("quiet"), says("37:45")])


SHIFT = "void setup(){pinMode(11, OUTPUT); pinMode(12, OUTPUT); pinMode(8, OUTPUT); shiftOut(11, 12, MSBFIRST, 0xa5); digitalWrite(8, HIGH);} void loop(){}"
SHIFT_SPI = "#include <SPI.h>\nvoid setup(){SPI.begin(); pinMode(8, OUTPUT); SPI.transfer(0xa5); digitalWrite(8, HIGH);} void loop(){}"


@pytest.mark.parametrize(("sketch", "clock"), [(SHIFT, "D12"), (SHIFT_SPI, "D13")])
def test_a_74hc595_shows_the_byte_at_the_latch(sketch: str, clock: str) -> None:
    wires = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.OE U1.GND", "X1.MR U1.5V", "X1.DS U1.D11", f"X1.SHCP U1.{clock}", "X1.STCP U1.D8", "X1.Q0 R1.1", "R1.2 LED1.A", "LED1.C U1.GND", "X1.Q1 R2.1", "R2.2 LED2.A", "LED2.C U1.GND"]
    parts = {"X1": "74hc595", "LED1": "led-5mm", "LED2": "led-5mm", "R1": ("resistor", {"resistance_ohm": 330}), "R2": ("resistor", {"resistance_ohm": 330})}
    passes(circuit(parts, wires), sketch, [after("5ms"), look("X1", "value", 0xA5), look("LED1", "on", 1), look("LED2", "on", 0)])


MAX7219 = """
void send(byte a, byte v) { digitalWrite(10, LOW); shiftOut(11, 13, MSBFIRST, a); shiftOut(11, 13, MSBFIRST, v); digitalWrite(10, HIGH); }
void setup() { pinMode(10, OUTPUT); pinMode(11, OUTPUT); pinMode(13, OUTPUT); send(15, 0); send(12, 1); send(11, 3); send(9, 255); send(4, 2); send(3, 0x81); send(2, 10); send(1, 5); }
void loop() {}"""


def test_a_max7219_shows_its_digits() -> None:
    wired = circuit({"X1": "max7219-8digit"}, ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.DIN U1.D11", "X1.CS U1.D10", "X1.CLK U1.D13"])
    passes(wired, MAX7219, [after("20ms"), look("X1", "text", "21.-5")])


# MFRC522 data sheet: registers 8.1.2, transceive 10.3.1.8; ISO 14443-3: REQA, anticollision.
RC522 = """
#include <SPI.h>
void w(byte r, byte v) { digitalWrite(10, LOW); SPI.transfer(r << 1); SPI.transfer(v); digitalWrite(10, HIGH); }
byte r(byte a) { digitalWrite(10, LOW); SPI.transfer(a << 1 | 0x80); byte v = SPI.transfer(0); digitalWrite(10, HIGH); return v; }
byte talk(const byte *out, byte n, byte bits, byte *in) {
  w(1, 0); w(4, 0x7f); w(0x0a, 0x80); for (byte i = 0; i < n; i++) w(9, out[i]);
  w(0x0d, bits); w(1, 0x0c); w(0x0d, bits | 0x80);
  for (int i = 0; i < 2000; i++) { byte irq = r(4); if (irq & 0x30) break; if (irq & 1) return 0; }
  byte k = r(0x0a); for (byte i = 0; i < k; i++) in[i] = r(9); return k;
}
void setup() { Serial.begin(115200); pinMode(10, OUTPUT); digitalWrite(10, HIGH); pinMode(9, OUTPUT); digitalWrite(9, HIGH); SPI.begin(); delay(50); Serial.println(r(0x37), HEX); w(0x14, 0x83); }
void loop() {
  byte in[16], reqa[] = {0x26}, anti[] = {0x93, 0x20};
  if (talk(reqa, 1, 7, in) == 2 && talk(anti, 2, 0, in) == 5) { for (int i = 0; i < 4; i++) { Serial.print(in[i], HEX); Serial.print(i < 3 ? ":" : "\\n"); } } else Serial.println("none");
  delay(100);
}"""


def test_an_rc522_reads_the_card_that_lies_on_it() -> None:
    wires = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.SDA U1.D10", "X1.SCK U1.D13", "X1.MOSI U1.D11", "X1.MISO U1.D12", "X1.RST U1.D9"]
    passes(circuit({"X1": "rc522-module"}, wires), RC522, [says("92"), says("none"), put("X1", "uid", "DE:AD:BE:EF"), says("DE:AD:BE:EF"), put("X1", "tagPresent", 0), says("none"), put("X1", "card", 1), says("11:22:33:44")])


def test_an_rc522_on_five_volts_is_destroyed() -> None:
    wires = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.SDA U1.D10", "X1.SCK U1.D13", "X1.MOSI U1.D11", "X1.MISO U1.D12", "X1.RST U1.D9"]
    result = passes(circuit({"X1": "rc522-module"}, wires), RC522, [put("X1", "uid", "DE:AD:BE:EF"), says("none")])
    assert any(n.kind == "overvoltage" and n.subject == "X1" for n in result.notes)


HX711 = """
void setup() { Serial.begin(115200); pinMode(3, OUTPUT); }
void loop() {
  while (digitalRead(2)); long v = 0; noInterrupts();
  for (int i = 0; i < 24; i++) { digitalWrite(3, HIGH); v = v << 1 | digitalRead(2); digitalWrite(3, LOW); } digitalWrite(3, HIGH); digitalWrite(3, LOW); interrupts();
  if (v & 0x800000) v |= 0xff000000; Serial.println(v);
}"""


def test_an_hx711_sends_24_bits_of_the_load() -> None:
    wires = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.DT U1.D2", "X1.SCK U1.D3"]
    passes(circuit({"X1": ("hx711-module", {"scale": 420})}, wires), HX711, [says("0"), put("X1", "load", 1.5), says("630000"), put("X1", "weight_g", -100), says("-42000")])


NEC = """
volatile unsigned long last, code, shown; volatile byte n = 99; volatile bool ready;
void edge() { unsigned long t = micros(), d = t - last; last = t; if (d > 13000 && d < 14000) { n = 0; code = 0; } else if (n < 32) { code = code << 1 | (d > 1700); if (++n == 32) { shown = code; ready = true; } } }
void setup() { Serial.begin(115200); attachInterrupt(0, edge, FALLING); }
void loop() { if (ready) { ready = false; Serial.println(shown, HEX); } }"""


def test_an_ir_receiver_gives_nec_frames() -> None:
    wires = ["X1.VS U1.5V", "X1.GND U1.GND", "X1.OUT U1.D2"]
    passes(circuit({"X1": "ir-receiver-tsop38238"}, wires), NEC, [after("10ms"), put("X1", "command", 0x45), says("FFA25D"), put("X1", "code", 0x00FF30CF), says("FF30CF")])


def test_a_level_shifter_carries_both_ways() -> None:
    wires = ["X1.LV U1.3V3", "X1.HV U1.5V", "X1.GND.1 U1.GND", "X1.LV1 U1.D7", "X1.HV1 U1.D8"]
    both = "void setup(){pinMode(7, OUTPUT); digitalWrite(7, LOW); delay(10); pinMode(7, INPUT); delay(10); pinMode(8, OUTPUT); digitalWrite(8, LOW);} void loop(){}"
    passes(circuit({"X1": "level-shifter-4ch"}, wires), both, [after("5ms"), look("U1", "D8", 0), after("10ms"), look("U1", "D8:volts", 5, tolerance=0.1), look("U1", "D7:volts", 3.3, tolerance=0.1), after("10ms"), look("U1", "D7", 0)])


def test_an_optocoupler_pulls_its_collector_low() -> None:
    wires = ["U1.D9 R1.1", "R1.2 X1.A", "X1.K U1.GND", "X1.C U1.D2 R2.1", "R2.2 U1.5V", "X1.E U1.GND"]
    parts = {"X1": "optocoupler-pc817", "R1": ("resistor", {"resistance_ohm": 330}), "R2": ("resistor", {"resistance_ohm": 10000})}
    passes(circuit(parts, wires), "void setup(){pinMode(9, OUTPUT); delay(10); digitalWrite(9, HIGH);} void loop(){}", [after("5ms"), look("U1", "D2", 1), after("10ms"), look("U1", "D2", 0)])


ROUND = REGISTERS + """
void get16(byte a, byte r) { byte b[2]; get_(a, r, 2, b); Serial.println(int16_t(b[0] << 8 | b[1])); }
void setup() { Serial.begin(115200); Wire.begin(); SETUP }
void loop() { LOOP delay(200); }"""


def test_a_bh1750_counts_light() -> None:
    sketch = ROUND.replace("SETUP", "Wire.beginTransmission(0x23); Wire.write(0x10); Wire.endTransmission();").replace("LOOP", "Wire.requestFrom(0x23, 2); int v = Wire.read() << 8; v |= Wire.read(); Serial.println(v);")
    passes(circuit({"X1": "bh1750-module"}, I2C), sketch, [put("X1", "lux", 100), says("120\r\n"), put("X1", "light_lux", 1000), says("1200\r\n")])


def test_an_mcp9808_gives_sixteenths() -> None:
    wired = circuit({"X1": "mcp9808-module"}, [w.replace("VCC", "VDD") for w in I2C])
    passes(wired, ROUND.replace("SETUP", "").replace("LOOP", "get16(0x18, 5);"), [put("X1", "temperature", 21.5), says("344"), put("X1", "temperature", -1), says("8176")])


def test_an_ina219_measures_the_current_of_the_circuit() -> None:
    parts = {"X1": "ina219-module", "R1": ("resistor", {"resistance_ohm": 100})}
    wired = circuit(parts, [*I2C, "X1.VIN+ U1.5V", "X1.VIN- R1.1", "R1.2 U1.GND"])
    passes(wired, ROUND.replace("SETUP", "").replace("LOOP", "get16(0x40, 1);"), [look("X1", "current_ma", 50, tolerance=0.2), says("500")])


def test_a_max6675_shifts_out_quarter_degrees() -> None:
    sketch = """void setup() { Serial.begin(115200); pinMode(5, OUTPUT); pinMode(6, OUTPUT); digitalWrite(6, HIGH); }
    void loop() { digitalWrite(6, LOW); delayMicroseconds(2); int v = 0; for (int i = 0; i < 16; i++) { v = v << 1 | digitalRead(7); digitalWrite(5, HIGH); digitalWrite(5, LOW); } digitalWrite(6, HIGH); Serial.println(v & 4 ? -1 : v >> 3); delay(250); }"""
    wired = circuit({"X1": "max6675-module"}, ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.SCK U1.D5", "X1.CS U1.D6", "X1.SO U1.D7"])
    passes(wired, sketch, [put("X1", "temperature", 100.5), says("402"), put("X1", "fail", 1), says("-1")])


def test_a_pca9685_moves_the_servo_at_its_output() -> None:
    setup = "put_(0x40, 0, 0x10); put_(0x40, 0xfe, 121); put_(0x40, 0, 0); put_(0x40, 6, 0); put_(0x40, 7, 0); put_(0x40, 8, 307 & 255); put_(0x40, 9, 307 >> 8);"
    wires = [*I2C, "X1.V+ U1.5V", "M1.VCC U1.5V", "M1.GND U1.GND", "M1.SIG X1.PWM0"]
    passes(circuit({"X1": "pca9685-servo-driver", "M1": "servo-sg90"}, wires), ROUND.replace("SETUP", setup).replace("LOOP", ""), [after("100ms"), look("M1", "pulse_us", 1498, tolerance=2)])


def test_bit_banged_spi_reads_the_same_card_reader() -> None:
    soft = RC522.replace("#include <SPI.h>", """
struct { void begin() { pinMode(13, OUTPUT); pinMode(11, OUTPUT); } byte transfer(byte v) { byte in = 0; for (int i = 7; i >= 0; i--) { digitalWrite(11, v >> i & 1); digitalWrite(13, HIGH); in = in << 1 | digitalRead(12); digitalWrite(13, LOW); } return in; } } SPI;""")
    wires = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.SDA U1.D10", "X1.SCK U1.D13", "X1.MOSI U1.D11", "X1.MISO U1.D12", "X1.RST U1.D9"]
    passes(circuit({"X1": "rc522-module"}, wires), soft, [put("X1", "uid", "DE:AD:BE:EF"), says("DE:AD:BE:EF")])


def test_i2c_passes_a_level_shifter_only_with_both_supplies() -> None:
    wires = ["U2.HV U1.5V", "U2.GND.1 U1.GND", "U2.HV1 U1.A4", "U2.HV2 U1.A5", "U2.LV1 X1.SDA", "U2.LV2 X1.SCL", "X1.VCC U1.3V3", "X1.GND U1.GND"]
    sketch = ROUND.replace("SETUP", "").replace("LOOP", "Wire.beginTransmission(0x76); Serial.println(Wire.endTransmission() ? \"none\" : \"there\");")
    parts = {"U2": "level-shifter-4ch", "X1": "bmp280-module"}
    passes(circuit(parts, [*wires, "U2.LV U1.3V3"]), sketch, [says("there")])
    passes(circuit(parts, wires), sketch, [says("none")])
