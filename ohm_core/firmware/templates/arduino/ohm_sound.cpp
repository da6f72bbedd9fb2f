#include "ohm_sound.h"

SoundSensor::SoundSensor(uint8_t pin, int full) : pin_(pin), full_(full) {}

void SoundSensor::update() {
  int now = analogRead(pin_);
  low_ = min(low_, now);
  high_ = max(high_, now);
  if (!window_.due()) return;
  percent_ = 100.0f * (high_ - low_) / full_;
  low_ = high_ = now;
}
