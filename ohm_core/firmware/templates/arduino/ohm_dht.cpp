#include "ohm_dht.h"

#include "ohm_log.h"

// One lost reading is normal on a long cable; after so many in a row the values are given up.
static const uint8_t FAILURES_UNTIL_UNKNOWN = 3;

DhtSensor::DhtSensor(const char *name, uint8_t pin, Model model, uint32_t everyMs)
    : name_(name), pin_(pin), model_(model), tick_(everyMs) {}

void DhtSensor::begin() {
  pinMode(pin_, INPUT_PULLUP);
}

void DhtSensor::update() {
  if (!tick_.due()) return;
  uint8_t data[5] = {0};
  if (!read(data)) {
    if (failures_ < FAILURES_UNTIL_UNKNOWN && ++failures_ == FAILURES_UNTIL_UNKNOWN) {
      temperature_ = humidity_ = NAN;
      logProblem(name_, F("no answer; check its data wire, supply and pull-up"));
    }
    return;
  }
  failures_ = 0;
  if (model_ == DHT11) {
    humidity_ = data[0] + data[1] * 0.1f;
    temperature_ = (data[2] + (data[3] & 0x7F) * 0.1f) * (data[3] & 0x80 ? -1 : 1);
  } else {
    humidity_ = (data[0] << 8 | data[1]) * 0.1f;
    temperature_ = ((data[2] & 0x7F) << 8 | data[3]) * (data[2] & 0x80 ? -0.1f : 0.1f);
  }
}

// The board pulls the line low to ask; 40 bits follow, each a low of 50 us and a high of 26 us (0) or 70 us (1).
bool DhtSensor::read(uint8_t data[5]) {
  pinMode(pin_, OUTPUT);
  digitalWrite(pin_, LOW);
  delay(model_ == DHT11 ? 20 : 2);
  noInterrupts();  // an interrupt in between would stretch a bit
  pinMode(pin_, INPUT_PULLUP);
  delayMicroseconds(10);  // the pull-up needs a moment to lift the line
  bool ok = waitFor(LOW, 100) && waitFor(HIGH, 100) && waitFor(LOW, 100);
  for (uint8_t bit = 0; ok && bit < 40; bit++) {
    ok = waitFor(HIGH, 80);
    delayMicroseconds(40);
    data[bit / 8] = data[bit / 8] << 1 | (digitalRead(pin_) == HIGH);
    ok = ok && waitFor(LOW, 80);
  }
  interrupts();
  return ok && uint8_t(data[0] + data[1] + data[2] + data[3]) == data[4];
}

// Counts turns of the loop, each a microsecond or more, not micros(): on an AVR that stands still without interrupts.
bool DhtSensor::waitFor(uint8_t level, uint16_t atMostUs) {
  for (uint16_t us = 0; us < atMostUs; us++) {
    if (digitalRead(pin_) == level) return true;
    delayMicroseconds(1);
  }
  return false;
}
