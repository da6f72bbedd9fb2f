#include "ohm_servo.h"

#include "ohm_log.h"
#include "ohm_pulse.h"

// Pulses of 0 and 180 degrees, as the usual libraries have them. Most servos differ a little: adjust to yours.
static const uint16_t PULSE_0_US = 544;
static const uint16_t PULSE_180_US = 2400;

// A knob trembles by less than this; following it would wear the gears.
static const float STILL_DEGREES = 1.0f;

void ServoMotor::begin() {
  if (!attach()) logProblem(name_, F("no timer left for this servo"));
}

bool ServoMotor::attach() {
  return attachPulse(pin_);
}

void ServoMotor::pulse(uint16_t us) {
  setPulse(pin_, us);
}

void ServoMotor::update() {
  if (endIsDue()) {
    sweepMs_ = 0;
    turnTo(before_);
  }
  if (!sweepMs_) return;
  float phase = float((millis() - sweepSince_) % sweepMs_) / sweepMs_;
  float share = phase < 0.5f ? 2 * phase : 2 - 2 * phase;
  turnTo(sweepFrom_ + share * (sweepTo_ - sweepFrom_));
}

// An angle that is not known (NAN) leaves the arm where it is.
void ServoMotor::move(float degrees) {
  if (isnan(degrees)) return;
  if (!isEnding()) before_ = angle_;
  stay();
  sweepMs_ = 0;
  turnTo(degrees);
}

void ServoMotor::toggle() {
  if (angle_ >= OPEN_DEGREES / 2) {
    off();
  } else {
    on();
  }
}

void ServoMotor::sweep(float from, float to, uint32_t periodMs) {
  if (sweepMs_) return;  // already on its way
  if (!isEnding()) before_ = angle_;
  stay();
  sweepFrom_ = from;
  sweepTo_ = to;
  sweepMs_ = periodMs;
  sweepSince_ = millis();
}

void ServoMotor::turnTo(float degrees) {
  if (isnan(degrees)) return;
  degrees = constrain(degrees, 0.0f, 180.0f);
  if (!isnan(angle_) && fabs(degrees - angle_) < STILL_DEGREES) return;
  angle_ = degrees;
  pulse(PULSE_0_US + degrees * (PULSE_180_US - PULSE_0_US) / 180);
}
