#include "ohm_stepper.h"

#include "ohm_log.h"

// Which of the four coils are on in each half step.
static const uint8_t HALF_STEPS[8] = {0b0001, 0b0011, 0b0010, 0b0110, 0b0100, 0b1100, 0b1000, 0b1001};
static const uint16_t FASTEST_US = 1200;  // faster and it only hums
static const uint16_t SLOWEST_US = 12000;

StepMotor::StepMotor(const char *name, const uint8_t pins[4], int turnSteps)
    : name_(name), pins_(pins), turnSteps_(turnSteps) {}

void StepMotor::begin() {
  for (uint8_t i = 0; i < 4; i++) pinMode(pins_[i], OUTPUT);
  release();
}

void StepMotor::update() {
  if (endIsDue()) stop();
  if (!moving_ || micros() - steppedAt_ < stepUs_) return;
  steppedAt_ = micros();
  if (at_ == target_) return stop();
  at_ += target_ > at_ ? 1 : -1;
  energize();
}

void StepMotor::step(long steps) {
  start((moving_ ? target_ : at_) + steps, F("step"));
}

void StepMotor::move(float degrees) {
  if (isnan(degrees)) return;
  long target = lround(degrees / 360 * turnSteps_);
  if (target != target_ || (!moving_ && target != at_)) start(target, F("move"));
}

void StepMotor::forward() {
  if (!moving_ || target_ < FAR / 2) start(FAR, F("forward"));
}

void StepMotor::backward() {
  if (!moving_ || target_ > -FAR / 2) start(-FAR, F("backward"));
}

void StepMotor::toggle() {
  if (moving_) {
    stop();
  } else {
    forward();
  }
}

void StepMotor::speed(float percent) {
  if (isnan(percent) || percent <= 0) return stop();
  stepUs_ = SLOWEST_US - min(percent, 100.0f) / 100 * (SLOWEST_US - FASTEST_US);
}

void StepMotor::stop() {
  stay();
  if (moving_) logState(name_, F("stop"));
  moving_ = false;
  target_ = at_;
  release();
}

void StepMotor::start(long target, const __FlashStringHelper *word) {
  stay();
  logState(name_, word);
  target_ = target;
  moving_ = true;
}

void StepMotor::energize() {
  uint8_t coils = HALF_STEPS[at_ & 7];
  for (uint8_t i = 0; i < 4; i++) digitalWrite(pins_[i], coils >> i & 1);
}

// Without current it stays cool; its gear holds the shaft.
void StepMotor::release() {
  for (uint8_t i = 0; i < 4; i++) digitalWrite(pins_[i], LOW);
}
