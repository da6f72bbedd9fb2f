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
  if (halfPeriod_ && millis() - flippedAt_ >= halfPeriod_) {
    flippedAt_ = millis();
    write(isOn() ? 0 : 100);
  }
}

void PwmOutput::toggle() {
  if (isOn() || halfPeriod_ || fadeMs_) {
    off();
  } else {
    on();
  }
}

// 0 to 100 %. A value that is not known (NAN) switches it off.
void PwmOutput::set(float percent) {
  stay();
  bool wasBusy = halfPeriod_ || fadeMs_;
  halfPeriod_ = fadeMs_ = 0;
  float wanted = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f);
  if (wasBusy || (wanted > 0) != isOn()) logState(name_, wanted > 0 ? F("on") : F("off"));
  write(wanted);
}

// May be called again with another period at any time: the rhythm changes, the light does not jump.
void PwmOutput::blink(float periodMs) {
  if (isnan(periodMs)) return off();
  stay();
  fadeMs_ = 0;
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
  halfPeriod_ = 0;
  if (!fadeMs_) {
    logState(name_, F("fade"));
    flippedAt_ = millis();
  }
  fadeMs_ = periodMs < 20 ? 20 : periodMs;
}

void PwmOutput::write(float percent) {
  percent_ = percent;
  uint8_t duty = percent * 2.55f + 0.5f;
  analogWrite(pin_, onLevel_ == HIGH ? duty : 255 - duty);
}
