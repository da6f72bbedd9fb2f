#include "ohm_digital.h"

DigitalInput::DigitalInput(const char *name, uint8_t pin, const char *what, uint8_t activeLevel, uint8_t mode, uint16_t settleMs)
    : name_(name), pin_(pin), what_(what), activeLevel_(activeLevel), mode_(mode), settleMs_(settleMs) {}

void DigitalInput::begin() {
  pinMode(pin_, mode_);
}

void DigitalInput::update() {
  changed_ = false;
  bool now = digitalRead(pin_) == activeLevel_;
  if (now == active_ || millis() - changedAt_ < settleMs_) return;
  active_ = now;
  changed_ = true;
  changedAt_ = millis();
  Serial.print(name_);
  Serial.print('.');
  Serial.print(what_);
  Serial.println(active_ ? F("=1") : F("=0"));
}
