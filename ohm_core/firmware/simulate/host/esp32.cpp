// What the ESP32 core 3.x has its own way: pins that must be given a mode, the converters, serial, Wi-Fi.
// Source: docs.espressif.com/projects/arduino-esp32 (API: GPIO, ADC, DAC, Touch, I2C, SPI, Wi-Fi).
#include "family.h"

const Family ohm::FAMILY = {40, 150, 250, 2 * US, 60 * US, 240, 0};

void pinMode(uint8_t pin, uint8_t how) {
  bool output = (how & OUTPUT) == OUTPUT;
  Mode chosen = output ? (how & OPEN_DRAIN ? Mode::openDrain : Mode::out) : how & PULLUP ? Mode::pullUp : how & PULLDOWN ? Mode::pullDown : Mode::in;
  mode(pin, chosen);
}

// A pin without pinMode(), or one that PWM holds, is no output to this core: it says so on its log and does nothing.
void digitalWrite(uint8_t pin, uint8_t value) {
  if (hasMode(pin) && !squares(pin)) write(pin, value != LOW);
  else spend(FAMILY.pin);
}

int ohm::edges(int mode) {
  return mode == RISING ? EDGE_RISE : mode == FALLING ? EDGE_FALL : mode == CHANGE ? EDGE_RISE | EDGE_FALL : mode == ONLOW ? EDGE_FALL : EDGE_RISE;
}

void attachInterrupt(uint8_t pin, void (*handler)(), int mode) { attach(pin, handler, mode); }
void attachInterruptArg(uint8_t pin, void (*handler)(void *), void *argument, int mode) { listen(pin, uint8_t(edges(mode)), handler, argument); }

// Full scale of the attenuations in volts; the converter's curve is taken as straight.
static const double FULL[] = {1.1, 1.5, 2.2, 3.3};
static int readBits = 12;
static adc_attenuation_t attenuation = ADC_11db;
static uint8_t own[PINS];  // attenuation of a pin, and one

static double pinVolts(uint8_t pin) {
  spend(FAMILY.convert);
  Answer answer = convert(pin);
  if (answer.data.empty()) return 0;
  if (answer.data[0] == '2' && radioOn()) {
    remark("adc2", ("GPIO" + std::to_string(pin)).c_str(), "analogRead(" + std::to_string(pin) + ") gives 0: its converter ADC2 belongs to Wi-Fi while that is on.");
    return 0;
  }
  return answer.value;
}

static double fullScale(uint8_t pin) { return FULL[pin < PINS && own[pin] ? own[pin] - 1 : attenuation]; }

uint16_t analogRead(uint8_t pin) {
  return uint16_t(steps(pinVolts(pin) / fullScale(pin), 1 << readBits));
}

uint32_t analogReadMilliVolts(uint8_t pin) { return uint32_t(std::min(pinVolts(pin), fullScale(pin)) * 1000 + 0.5); }
void analogReadResolution(uint8_t bits) { readBits = constrain(bits, 9, 16); }
void analogSetAttenuation(adc_attenuation_t given) { attenuation = given; }
void analogSetPinAttenuation(uint8_t pin, adc_attenuation_t given) { if (pin < PINS) own[pin] = uint8_t(given + 1); }

bool dacWrite(uint8_t pin, uint8_t value) {
  spend(FAMILY.pin);
  if (pin != DAC1 && pin != DAC2) return false;
  volts(pin, value * 3.3 / 255);
  return true;
}

bool dacDisable(uint8_t pin) {
  release(pin);
  return true;
}

touch_value_t touchRead(uint8_t pin) {
  spend(500 * US);
  remark("absent", "touch", "Touch pads are not simulated: touchRead(" + std::to_string(pin) + ") sees nobody.");
  return 70;
}

void touchAttachInterrupt(uint8_t pin, void (*)(), touch_value_t) { touchRead(pin); }
uint32_t esp_random() { return randomBits(); }
float temperatureRead() { return 45; }
uint64_t EspClass::getEfuseMac() { return 0x010000000002ULL; }

bool getLocalTime(struct tm *info, uint32_t ms) {
  for (Nanos until = now() + ms * MS;; sleepUntil(now() + 10 * MS)) {
    time_t found = time(nullptr);
    localtime_r(&found, info);
    if (info->tm_year > 116) return true;
    if (now() >= until) return false;
  }
}

static Nanos byteTime;

HardwareSerial::HardwareSerial(uint8_t uart) : uart_(uart) {}

void HardwareSerial::begin(unsigned long baud, uint32_t, int8_t, int8_t) {
  if (uart_ == 0) byteTime = Nanos(10e9 / (baud ? baud : 115200));
  else silentLine(uart_ == 1 ? "Serial1" : "Serial2");
}

void HardwareSerial::end() { if (uart_ == 0) byteTime = 0; }

size_t HardwareSerial::write(uint8_t value) {
  spend(300);
  if (uart_ == 0 && byteTime) say(&value, 1, byteTime);
  return 1;
}

int HardwareSerial::available() { return serialAvailable(uart_ ? 0 : byteTime); }
int HardwareSerial::read() { return serialRead(uart_ ? 0 : byteTime, true); }
int HardwareSerial::peek() { return serialRead(uart_ ? 0 : byteTime, false); }
HardwareSerial::operator bool() const { return true; }
HardwareSerial Serial(0), Serial1(1), Serial2(2);

bool TwoWire::begin() { return begin(sda_, scl_); }

bool TwoWire::begin(int sda, int scl, uint32_t hz) {
  bool first = this == &Wire;
  if (sda < 0) sda = first ? SDA : -1;
  if (scl < 0) scl = first ? SCL : -1;
  if (sda < 0 || scl < 0) return false;
  setPins(sda, scl);
  if (hz) setClock(hz);
  mode(sda, Mode::pullUp);
  mode(scl, Mode::pullUp);
  return begun_ = true;
}

bool TwoWire::setPins(int sda, int scl) {
  sda_ = sda;
  scl_ = scl;
  return true;
}

bool TwoWire::end() {
  begun_ = false;
  return true;
}

size_t TwoWire::requestFrom(uint8_t address, size_t count, bool stop) { return request(address, count, stop); }
void TwoWire::setTimeOut(uint16_t) {}
TwoWire Wire, Wire1;

bool OhmSpiPins::begin(int8_t sck, int8_t miso, int8_t mosi, int8_t) {
  sck_ = sck < 0 ? SCK : sck;
  miso_ = miso < 0 ? MISO : miso;
  mosi_ = mosi < 0 ? MOSI : mosi;
  mode(sck_, Mode::out);
  mode(mosi_, Mode::out);
  mode(miso_, Mode::in);
  return true;
}

bool WiFiClass::disconnect(bool, bool) { leave(); return true; }
bool WiFiClass::reconnect() { return begin(SSID().c_str()) != WL_CONNECT_FAILED; }
void WiFiClass::setSleep(bool) {}
void WiFiClass::setAutoReconnect(bool) {}

volatile uint32_t *portOutputRegister(int port) { return ohm::portRegister(port, 0); }
volatile uint32_t *portInputRegister(int port) { return ohm::portRegister(port, 1); }
volatile uint32_t *portModeRegister(int port) { return ohm::portRegister(port, 2); }
