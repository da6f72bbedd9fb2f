// Loudness from a microphone amplifier: the swing of its voltage within a window.
// No library needed.
#pragma once
#include "ohm_timing.h"

class SoundSensor {
 public:
  // `full` is the converter's highest reading.
  SoundSensor(uint8_t pin, int full);
  void begin() {}
  void update();

  float percent() const { return percent_; }

 private:
  uint8_t pin_;
  int full_;
  Every window_{50};  // 20 Hz, the lowest tone, swings once in it
  int low_ = 32767;
  int high_ = 0;
  float percent_ = 0;
};
