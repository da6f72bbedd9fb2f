#include "ohm_ds18b20.h"

#include "ohm_log.h"

static const uint8_t SKIP_ROM = 0xCC;
static const uint8_t CONVERT = 0x44;
static const uint8_t READ_SCRATCHPAD = 0xBE;

ThermoProbe::ThermoProbe(const char *name, uint8_t pin) : name_(name), pin_(pin) {}

void ThermoProbe::begin() {
  pinMode(pin_, INPUT);
  startConversion();
}

void ThermoProbe::update() {
  if (!tick_.due()) return;
  take();
  startConversion();
}

void ThermoProbe::startConversion() {
  if (!reset()) return;
  write(SKIP_ROM);
  write(CONVERT);
}

void ThermoProbe::take() {
  uint8_t data[9] = {0};
  uint8_t crc = 0;
  bool there = reset();
  if (there) {
    write(SKIP_ROM);
    write(READ_SCRATCHPAD);
    for (uint8_t &value : data) {
      value = read();
      for (uint8_t bit = 0; bit < 8; bit++) {  // Maxim's CRC: what is left over must be 0
        bool odd = (crc ^ value >> bit) & 1;
        crc = odd ? crc >> 1 ^ 0x8C : crc >> 1;
      }
    }
  }
  if (there && crc == 0 && data[4] != 0) {  // a wire held low reads as zeros throughout
    temperature_ = int16_t(data[1] << 8 | data[0]) / 16.0f;
    reported_ = false;
  } else {
    temperature_ = NAN;
    if (!reported_) logProblem(name_, F("no answer; check its data wire, supply and the 4.7 kohm pull-up"));
    reported_ = true;
  }
}

bool ThermoProbe::reset() {
  pinMode(pin_, OUTPUT);
  digitalWrite(pin_, LOW);
  delayMicroseconds(480);
  noInterrupts();
  pinMode(pin_, INPUT);
  delayMicroseconds(70);
  bool present = digitalRead(pin_) == LOW;
  interrupts();
  delayMicroseconds(410);
  return present && digitalRead(pin_) == HIGH;
}

void ThermoProbe::writeBit(bool bit) {
  noInterrupts();
  pinMode(pin_, OUTPUT);
  digitalWrite(pin_, LOW);
  delayMicroseconds(bit ? 5 : 60);
  pinMode(pin_, INPUT);
  interrupts();
  delayMicroseconds(bit ? 60 : 5);
}

bool ThermoProbe::readBit() {
  noInterrupts();
  pinMode(pin_, OUTPUT);
  digitalWrite(pin_, LOW);
  delayMicroseconds(2);
  pinMode(pin_, INPUT);
  delayMicroseconds(8);  // sampled within 15 us of the falling edge
  bool bit = digitalRead(pin_);
  interrupts();
  delayMicroseconds(55);
  return bit;
}

void ThermoProbe::write(uint8_t value) {
  for (uint8_t bit = 0; bit < 8; bit++) writeBit(value >> bit & 1);
}

uint8_t ThermoProbe::read() {
  uint8_t value = 0;
  for (uint8_t bit = 0; bit < 8; bit++) value |= readBit() << bit;
  return value;
}
