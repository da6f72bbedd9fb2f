// Something whose strength can be set: a dimmed LED, a motor or fan behind a transistor.
// No library needed: this is analogWrite() with a memory. Its pin must be one that can make PWM.
#pragma once
#include "ohm_timing.h"

class PwmOutput : public Timed {
 public:
  // `onLevel` is the level (HIGH or LOW) that switches it on.
  PwmOutput(const char *name, uint8_t pin, uint8_t onLevel);
  void begin();
  void update();

  void on() { set(100); }
  void off() { set(0); }
  void toggle();
  void set(float percent);
  void speed(float percent) { set(percent); }
  void blink(float periodMs, uint8_t times = 0);  // so often, 0: until told otherwise
  void fade(float periodMs);  // up and down in one period, again and again
  void ramp(float toPercent, float ms);  // slowly to a level, and there it stays
  bool isOn() const { return percent_ > 0; }

 private:
  bool isBusy() const { return halfPeriod_ || fadeMs_ || rampMs_; }
  void write(float percent);

  const char *name_;
  uint8_t pin_;
  uint8_t onLevel_;
  float percent_ = 0;
  uint32_t halfPeriod_ = 0;  // 0: not blinking
  uint32_t fadeMs_ = 0;      // 0: not fading
  uint32_t rampMs_ = 0;      // 0: not on its way to a level
  float rampFrom_ = 0;
  float rampTo_ = 0;
  uint32_t flippedAt_ = 0;
};
