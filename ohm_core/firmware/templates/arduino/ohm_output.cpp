#include "ohm_output.h"

#include "ohm_log.h"

Output::Output(const char *name, uint8_t pin, uint8_t onLevel) : name_(name), pin_(pin), onLevel_(onLevel) {}

void Output::begin() {
  pinMode(pin_, OUTPUT);
  write(false);
}

void Output::update() {
  if (endIsDue()) off();
  if (halfPeriod_ && millis() - flippedAt_ >= halfPeriod_) {
    flippedAt_ = millis();
    write(!on_);
    if (!on_ && wasLastTime()) off();
  }
}

void Output::on() {
  stay();
  if (!on_ || halfPeriod_) logState(name_, F("on"));
  halfPeriod_ = 0;
  write(true);
}

void Output::off() {
  stay();
  if (on_ || halfPeriod_) logState(name_, F("off"));
  halfPeriod_ = 0;
  write(false);
}

void Output::toggle() {
  if (on_ || halfPeriod_) {
    off();
  } else {
    on();
  }
}

// May be called again with another period at any time: the rhythm changes, the light does not jump.
void Output::blink(float periodMs, uint8_t times) {
  if (isnan(periodMs)) return off();
  stay();
  onlyTimes(times);
  if (!halfPeriod_) {
    logState(name_, F("blink"));
    flippedAt_ = millis();
    write(true);
  }
  halfPeriod_ = periodMs < 20 ? 10 : periodMs / 2;
}

void Output::write(bool on) {
  on_ = on;
  setLevel(on ? onLevel_ : !onLevel_);
}

void Output::setLevel(uint8_t level) {
  digitalWrite(pin_, level);
}
