#include "ohm_button.h"

#include "ohm_log.h"

Button::Button(const char *name, uint8_t pin, uint8_t pressedLevel, uint8_t mode)
    : name_(name), pin_(pin), pressedLevel_(pressedLevel), mode_(mode) {}

void Button::begin() {
  if (pin_ != NO_PIN) pinMode(pin_, mode_);
}

void Button::update() {
  changed_ = false;
  if (pin_ == NO_PIN) return;
  bool now = digitalRead(pin_) == pressedLevel_;
  if (now == held_ || millis() - changedAt_ < SETTLE_MS) return;
  held_ = now;
  changed_ = true;
  changedAt_ = millis();
  logEvent(name_, held_ ? F("pressed") : F("released"));
}
