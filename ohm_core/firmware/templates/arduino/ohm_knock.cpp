#include "ohm_knock.h"

#include "ohm_log.h"

static const uint8_t RINGING_MS = 100;  // one knock swings for so long

KnockSensor::KnockSensor(const char *name, uint8_t pin, int full, float threshold)
    : name_(name), pin_(pin), full_(full), threshold_(threshold) {}

void KnockSensor::update() {
  knocked_ = false;
  float now = 100.0f * analogRead(pin_) / full_;
  if (millis() - knockedAt_ < RINGING_MS) {
    percent_ = max(percent_, now);
    return;
  }
  if (now < threshold_) return;
  percent_ = now;
  knocked_ = true;
  knockedAt_ = millis();
  logEvent(name_, F("knocked"));
}
