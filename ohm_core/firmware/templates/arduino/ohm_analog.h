// A voltage read as a percentage between two calibration points: knob, light, soil moisture, gas, sound.
// No library needed: this is analogRead() averaged and scaled.
#pragma once
#include "ohm_timing.h"

class AnalogSensor {
 public:
  // `at0` and `at100` are the readings (0 … ADC_MAX) that mean 0 % and 100 %; at0 may be the larger one.
  AnalogSensor(uint8_t pin, int at0, int at100);
  void begin();
  void update();

  float percent() const { return percent_; }
  int raw() const { return raw_; }
  bool rose(float percent) const { return percent_ >= percent && before_ < percent; }

 private:
  static const uint8_t SAMPLES = 4;
  static const uint8_t EVERY_MS = 20;

  uint8_t pin_;
  int at0_;
  int at100_;
  int raw_ = 0;
  float percent_ = 0;
  float before_ = 0;
  Every tick_;
};
