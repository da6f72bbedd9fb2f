#include "ohm_analog.h"

AnalogSensor::AnalogSensor(uint8_t pin, int at0, int at100) : pin_(pin), at0_(at0), at100_(at100), tick_(EVERY_MS) {}

void AnalogSensor::begin() {
  pinMode(pin_, INPUT);
  tick_.hurry();
  update();
}

void AnalogSensor::update() {
  before_ = percent_;
  if (!tick_.due()) return;
  long sum = 0;
  for (uint8_t i = 0; i < SAMPLES; i++) sum += analogRead(pin_);
  raw_ = sum / SAMPLES;
  percent_ = constrain(100.0f * (raw_ - at0_) / (at100_ - at0_), 0.0f, 100.0f);
}
