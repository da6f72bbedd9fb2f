#include "ohm_pwm.h"

#include "ohm_log.h"

PwmOutput::PwmOutput(const char *name, uint8_t pin, uint8_t onLevel) : name_(name), pin_(pin), onLevel_(onLevel) {}

void PwmOutput::begin() {
  pinMode(pin_, OUTPUT);
  write(0);
}

void PwmOutput::update() {
  if (endIsDue()) off();
  if (fadeMs_) {
    float phase = float((millis() - flippedAt_) % fadeMs_) / fadeMs_;
    write(phase < 0.5f ? 200 * phase : 200 * (1 - phase));
  }
  if (rampMs_) {
    float share = float(millis() - flippedAt_) / rampMs_;
    if (share < 1) {
      write(rampFrom_ + share * (rampTo_ - rampFrom_));
    } else {
      set(rampTo_);
    }
  }
  if (halfPeriod_ && millis() - flippedAt_ >= halfPeriod_) {
    flippedAt_ = millis();
    write(isOn() ? 0 : 100);
    if (!isOn() && wasLastTime()) off();
  }
}

void PwmOutput::toggle() {
  if (isOn() || isBusy()) {
    off();
  } else {
    on();
  }
}

// 0 to 100 %. A value that is not known (NAN) switches it off.
void PwmOutput::set(float percent) {
  stay();
  bool wasBusy = isBusy();
  halfPeriod_ = fadeMs_ = rampMs_ = 0;
  float wanted = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f);
  if (wasBusy || (wanted > 0) != isOn()) logState(name_, wanted > 0 ? F("on") : F("off"));
  write(wanted);
}

// May be called again with another period at any time: the rhythm changes, the light does not jump.
void PwmOutput::blink(float periodMs, uint8_t times) {
  if (isnan(periodMs)) return off();
  stay();
  onlyTimes(times);
  fadeMs_ = rampMs_ = 0;
  if (!halfPeriod_) {
    logState(name_, F("blink"));
    flippedAt_ = millis();
    write(100);
  }
  halfPeriod_ = periodMs < 20 ? 10 : periodMs / 2;
}

void PwmOutput::fade(float periodMs) {
  if (isnan(periodMs)) return off();
  stay();
  halfPeriod_ = rampMs_ = 0;
  if (!fadeMs_) {
    logState(name_, F("fade"));
    flippedAt_ = millis();
  }
  fadeMs_ = periodMs < 20 ? 20 : periodMs;
}

// From where it is now, in so many milliseconds. Nothing that is not known (NAN) is a goal.
void PwmOutput::ramp(float toPercent, float ms) {
  if (isnan(toPercent) || isnan(ms)) return;
  stay();
  halfPeriod_ = fadeMs_ = 0;
  logState(name_, F("ramp"));
  flippedAt_ = millis();
  rampFrom_ = percent_;
  rampTo_ = constrain(toPercent, 0.0f, 100.0f);
  rampMs_ = ms < 1 ? 1 : ms;
}

void PwmOutput::write(float percent) {
  percent_ = percent;
  uint8_t duty = percent * 2.55f + 0.5f;
  analogWrite(pin_, onLevel_ == HIGH ? duty : 255 - duty);
}
