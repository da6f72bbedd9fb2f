// What the ESP8266 core has its own way. Source: arduino-esp8266.readthedocs.io (Reference, Libraries).
#include <Servo.h>
#include <SoftwareSerial.h>
#include <core_esp8266_waveform.h>

#include "family.h"

const Family ohm::FAMILY = {40, 500, 600, 12 * US, 80 * US, 80, 3200 * MS};

static const int NO_PULL_UP = 16;  // GPIO16 hangs on the clock unit: a pull-down, no pull-up, no interrupts

void pinMode(uint8_t pin, uint8_t how) {
  if (pin == A0) return;  // it has nothing but its converter
  if (how == INPUT_PULLUP) return mode(pin, pin == NO_PULL_UP ? Mode::in : Mode::pullUp);
  if (how == INPUT_PULLDOWN_16) return mode(pin, pin == NO_PULL_UP ? Mode::pullDown : Mode::in);
  mode(pin, how == OUTPUT ? Mode::out : how == OUTPUT_OPEN_DRAIN ? Mode::openDrain : Mode::in);
}

void digitalWrite(uint8_t pin, uint8_t value) {
  write(pin, value != LOW);
}

int ohm::edges(int mode) {
  return mode & 3;  // RISING 1, FALLING 2, CHANGE 3
}

void attachInterrupt(uint8_t pin, void (*handler)(), int mode) {
  if (pin != NO_PULL_UP) attach(pin, handler, mode);
}

// The board divides 3.2 V down to the chip's 1.0 V; 1024 steps.
int analogRead(uint8_t pin) {
  spend(FAMILY.convert);
  if (pin != A0 && pin != 0) return digitalRead(pin) * 1023;
  double volts = convert(A0).value;
  return steps(volts / 3.2, 1024);
}

static Duty duty = {1000, 255};

void analogWrite(uint8_t pin, int value) { square(pin, duty.hz, duty.share(value)); }
void analogWriteFreq(uint32_t hz) { duty.hz = constrain(hz, 100u, 60000u); }
void analogWriteRange(uint32_t range) { duty.range = constrain(range, 15u, 65535u); }
void analogWriteResolution(int bits) { analogWriteRange((1u << constrain(bits, 4, 16)) - 1); }

void tone(uint8_t pin, unsigned int frequency, unsigned long duration) {
  if (frequency) square(pin, frequency, 0.5, duration * 1000.0);
  else noTone(pin);
}

void noTone(uint8_t pin) {
  if (squares(pin)) write(pin, false);
}

int startWaveform(uint8_t pin, uint32_t highUs, uint32_t lowUs, uint32_t runTimeUs) {
  square(pin, 1e6 / (highUs + lowUs), double(highUs) / (highUs + lowUs), runTimeUs);
  return true;
}

int stopWaveform(uint8_t pin) {
  noTone(pin);
  return true;
}

uint8_t Servo::attach(int pin, uint16_t minUs, uint16_t maxUs) {
  pin_ = pin;
  minUs_ = minUs;
  maxUs_ = maxUs;
  writeMicroseconds(us_);
  return 1;
}

OhmOutputRegister GPOS, GPOC;

void OhmOutputRegister::operator=(uint32_t mask) {
  spend(25);
  for (int pin = 0; pin < 16; pin++) {
    if (mask >> pin & 1 && hasMode(pin)) drive(pin, this == &GPOS ? DRIVE_HIGH : DRIVE_LOW);
  }
}

void TwoWire::begin() {
  if (sda_ < 0) pins(SDA, SCL);
  begin(sda_, scl_);
}

void TwoWire::begin(int sda, int scl) {
  pins(sda, scl);
  mode(sda, Mode::pullUp);
  mode(scl, Mode::pullUp);
  begun_ = true;
}

void TwoWire::pins(int sda, int scl) {
  sda_ = sda;
  scl_ = scl;
}

size_t TwoWire::requestFrom(uint8_t address, size_t count, bool stop) { return request(address, count, stop); }
void TwoWire::setClockStretchLimit(uint32_t) {}
TwoWire Wire;

void OhmSpiPins::begin() {
  ohm::write(sck_, false);
  mode(sck_, Mode::out);
  mode(mosi_, Mode::out);
  mode(miso_, Mode::in);
}

bool OhmSpiPins::pins(int8_t sck, int8_t miso, int8_t mosi, int8_t) {
  return sck == sck_ && miso == miso_ && mosi == mosi_;  // the other set of pins is taken by the flash chip
}

static Nanos byteTime;
static const char SECOND[] = "Serial1";

void HardwareSerial::begin(unsigned long baud) {
  if (this == &Serial) byteTime = Nanos(10e9 / (baud ? baud : 115200));
  else silentLine(SECOND);
}

void HardwareSerial::end() { if (this == &Serial) byteTime = 0; }
void HardwareSerial::swap() { end(); }
void HardwareSerial::setDebugOutput(bool) {}

size_t HardwareSerial::write(uint8_t value) {
  spend(500);
  if (this == &Serial && byteTime) say(&value, 1, byteTime);
  return 1;
}

int HardwareSerial::available() { return this == &Serial ? serialAvailable(byteTime) : 0; }
int HardwareSerial::read() { return this == &Serial ? serialRead(byteTime, true) : -1; }
int HardwareSerial::peek() { return this == &Serial ? serialRead(byteTime, false) : -1; }
HardwareSerial::operator bool() const { return true; }
HardwareSerial Serial, Serial1;

SoftwareSerial::SoftwareSerial(int8_t, int8_t, bool) {}
void SoftwareSerial::begin(uint32_t) { silentLine("SoftwareSerial"); }
void SoftwareSerial::end() {}
size_t SoftwareSerial::write(uint8_t) { return 1; }
size_t SoftwareSerial::write(const uint8_t *, size_t size) { return size; }
int SoftwareSerial::available() { spend(FAMILY.clock); return 0; }
int SoftwareSerial::read() { spend(FAMILY.clock); return -1; }
int SoftwareSerial::peek() { return -1; }

void EspClass::reset() { restart(); }
void EspClass::wdtFeed() { yield(); }
uint32_t EspClass::random() { return randomBits(); }
uint16_t EspClass::getVcc() { return 3300; }

void configTime(const char *timeZone, const char *, const char *, const char *) { clockFromNetwork(timeZone); }

bool ESP8266WiFiClass::disconnect(bool) { leave(); return true; }
bool ESP8266WiFiClass::reconnect() { return begin(SSID().c_str()) != WL_CONNECT_FAILED; }
bool ESP8266WiFiClass::setAutoReconnect(bool) { return true; }
bool ESP8266WiFiClass::forceSleepBegin(uint32_t) { leave(); return true; }
bool ESP8266WiFiClass::hostname(const char *) { return true; }

volatile uint32_t *portOutputRegister(int port) { return ohm::portRegister(port, 0); }
volatile uint32_t *portInputRegister(int port) { return ohm::portRegister(port, 1); }
volatile uint32_t *portModeRegister(int port) { return ohm::portRegister(port, 2); }
