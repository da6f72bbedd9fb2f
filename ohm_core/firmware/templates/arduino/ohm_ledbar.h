// A row of LEDs, each on a pin of its own, lit from one end.
// No library needed.
#pragma once
#include "ohm_timing.h"

class LedBar : public Timed {
 public:
  LedBar(const uint8_t *pins, uint8_t count, uint8_t onLevel) : pins_(pins), count_(count), onLevel_(onLevel) {}

  void begin() {
    for (uint8_t i = 0; i < count_; i++) pinMode(pins_[i], OUTPUT);
    off();
  }

  void update() {
    if (endIsDue()) off();
  }

  // A value that is not known (NAN) is dark.
  void bar(float percent) {
    stay();
    uint8_t lit = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f) * count_ / 100 + 0.5f;
    for (uint8_t i = 0; i < count_; i++) digitalWrite(pins_[i], i < lit ? onLevel_ : !onLevel_);
  }

  void on() { bar(100); }
  void off() { bar(0); }

 private:
  const uint8_t *pins_;
  uint8_t count_;
  uint8_t onLevel_;
};
