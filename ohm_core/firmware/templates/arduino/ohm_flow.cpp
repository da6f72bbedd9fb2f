#include "ohm_flow.h"

#ifndef IRAM_ATTR  // ESP chips want interrupt code in RAM; others do not know the word
#define IRAM_ATTR
#endif

static volatile uint32_t pulses;

static void IRAM_ATTR pulse() {
  pulses = pulses + 1;
}

FlowSensor::FlowSensor(const char *name, uint8_t pin, float hertzPerLitreMinute)
    : name_(name), pin_(pin), hertzPerLitreMinute_(hertzPerLitreMinute) {}

void FlowSensor::begin() {
  pinMode(pin_, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(pin_), pulse, FALLING);
}

void FlowSensor::update() {
  if (!tick_.due()) return;
  noInterrupts();
  uint32_t counted = pulses;
  pulses = 0;
  interrupts();
  flow_ = counted / hertzPerLitreMinute_;
  litres_ += flow_ / 60;
}
