#include "ohm_hbridge.h"

#include "ohm_log.h"

BridgeMotor::BridgeMotor(const char *name, uint8_t forwardPin, uint8_t backwardPin, uint8_t speedPin)
    : name_(name), forwardPin_(forwardPin), backwardPin_(backwardPin), speedPin_(speedPin) {}

void BridgeMotor::begin() {
  pinMode(forwardPin_, OUTPUT);
  pinMode(backwardPin_, OUTPUT);
  if (speedPin_ != NO_PIN) pinMode(speedPin_, OUTPUT);
  drive(0);
}

void BridgeMotor::update() {
  if (endIsDue()) stop();
}

void BridgeMotor::forward() {
  stay();
  if (direction_ != 1) logState(name_, F("forward"));
  drive(1);
}

void BridgeMotor::backward() {
  stay();
  if (direction_ != -1) logState(name_, F("backward"));
  drive(-1);
}

void BridgeMotor::stop() {
  stay();
  if (direction_ != 0) logState(name_, F("stop"));
  drive(0);
}

// The other way round; from standstill forward.
void BridgeMotor::reverse() {
  if (direction_ > 0) {
    backward();
  } else {
    forward();
  }
}

void BridgeMotor::toggle() {
  if (direction_) {
    stop();
  } else {
    forward();
  }
}

// A speed that is not known (NAN) stops it.
void BridgeMotor::speed(float percent) {
  if (isnan(percent) || percent == 0) return stop();
  percent_ = min(fabsf(percent), 100.0f);
  if (percent < 0) {
    backward();
  } else if (direction_ < 0) {
    drive(-1);
  } else {
    forward();
  }
}

void BridgeMotor::drive(int8_t direction) {
  direction_ = direction;
  digitalWrite(forwardPin_, direction > 0 ? HIGH : LOW);
  digitalWrite(backwardPin_, direction < 0 ? HIGH : LOW);
  if (speedPin_ != NO_PIN) analogWrite(speedPin_, direction ? percent_ * 2.55f + 0.5f : 0);
}
