// What the RP2040 core (arduino-pico) has its own way. Source: arduino-pico.readthedocs.io.
#include <Servo.h>

#include "family.h"

const Family ohm::FAMILY = {80, 400, 700, 1500, 5 * US, 133, 0};

void pinMode(uint8_t pin, uint8_t how) {
  mode(pin, how == INPUT ? Mode::in : how == INPUT_PULLUP ? Mode::pullUp : how == INPUT_PULLDOWN ? Mode::pullDown : Mode::out);
}

void digitalWrite(uint8_t pin, uint8_t value) {
  write(pin, value != LOW);
}

int ohm::edges(int mode) {
  return mode == RISING ? EDGE_RISE : mode == FALLING ? EDGE_FALL : EDGE_RISE | EDGE_FALL;
}

void attachInterrupt(uint8_t pin, void (*handler)(), PinStatus mode) {
  attach(pin, handler, mode);
}

static int readBits = 10;

// 12 bits of 3.3 V in the chip, shown as 10 unless told otherwise.
int analogRead(uint8_t pin) {
  spend(FAMILY.convert);
  Answer answer = convert(pin);
  if (answer.data.empty()) return 0;
  int raw = steps(answer.value / 3.3, 4096);
  return readBits < 12 ? raw >> (12 - readBits) : raw << (readBits - 12);
}

void analogReadResolution(int bits) { readBits = constrain(bits, 1, 16); }
float analogReadTemp(float) { return 27; }

static Duty duty = {1000, 255};

void analogWrite(uint8_t pin, int value) { square(pin, duty.hz, duty.share(value)); }
void analogWriteFreq(uint32_t hz) { duty.hz = constrain(hz, 100u, 10000000u); }
void analogWriteRange(uint32_t range) { duty.range = constrain(range, 3u, 65535u); }
void analogWriteResolution(int bits) { analogWriteRange((1u << constrain(bits, 2, 16)) - 1); }

void tone(uint8_t pin, unsigned int frequency, unsigned long duration) {
  if (frequency) square(pin, frequency, 0.5, duration * 1000.0);
  else noTone(pin);
}

void noTone(uint8_t pin) {
  if (squares(pin)) write(pin, false);
}

int Servo::attach(uint8_t pin, int minUs, int maxUs, int value) {
  pin_ = pin;
  minUs_ = minUs;
  maxUs_ = maxUs;
  if (value >= 0) write(value);
  else writeMicroseconds(us_);
  return 0;
}

// GP0, 4, 8 … are SDA of I2C0, GP2, 6, 10 … of I2C1; SCL lies one further (RP2040 datasheet, table 2).
static bool fits(const TwoWire *wire, int pin, bool clock) {
  return pin % 4 == (wire == &Wire ? 0 : 2) + clock;
}

static bool refuse(const char *what, int pin) {
  crash(std::string("it gave ") + what + " the pin GP" + std::to_string(pin) + ", which the chip's I2C unit cannot use");
}

bool TwoWire::setSDA(uint8_t pin) {
  sda_ = pin;
  return fits(this, pin, false) || refuse(this == &Wire ? "Wire.setSDA" : "Wire1.setSDA", pin);
}

bool TwoWire::setSCL(uint8_t pin) {
  scl_ = pin;
  return fits(this, pin, true) || refuse(this == &Wire ? "Wire.setSCL" : "Wire1.setSCL", pin);
}

void TwoWire::begin() {
  if (sda_ < 0) sda_ = this == &Wire ? 4 : 26;
  if (scl_ < 0) scl_ = this == &Wire ? 5 : 27;
  mode(sda_, Mode::pullUp);
  mode(scl_, Mode::pullUp);
  begun_ = true;
}

void TwoWire::begin(uint8_t) { onReceive(nullptr); }
void TwoWire::end() { begun_ = false; }
size_t TwoWire::requestFrom(uint8_t address, size_t count, bool stop) { return request(address, count, stop); }
void TwoWire::setTimeout(uint32_t, bool) {}
TwoWire Wire, Wire1;

bool OhmSpiPins::setRX(uint8_t pin) { miso_ = pin; return true; }
bool OhmSpiPins::setTX(uint8_t pin) { mosi_ = pin; return true; }
bool OhmSpiPins::setSCK(uint8_t pin) { sck_ = pin; return true; }
bool OhmSpiPins::setCS(uint8_t) { return true; }

void OhmSpiPins::begin(bool) {
  write(sck_, false);
  mode(sck_, Mode::out);
  mode(mosi_, Mode::out);
  mode(miso_, Mode::in);
}

bool WiFiClass::disconnect(bool) { leave(); return true; }
void WiFiClass::setTimeout(unsigned long) {}

int WiFiClass::beginNoBlock(const char *name, const char *) {
  joinNow(name);
  return status();
}

NTPClass NTP;
void NTPClass::begin(const char *, int) { clockFromNetwork(""); }
void NTPClass::begin(const char *, const char *, int) { clockFromNetwork(""); }

bool NTPClass::waitSet(uint32_t ms) {
  for (Nanos until = now() + ms * MS; now() < until; sleepUntil(now() + 10 * MS)) if (time(nullptr) > 1700000000) return true;
  return false;
}
