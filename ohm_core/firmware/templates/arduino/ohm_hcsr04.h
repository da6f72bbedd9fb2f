// Distance by ultrasound, HC-SR04: how long an echo of a 40 kHz burst takes.
// Datasheet: ElecFreaks HC-SR04 (trigger 10 us; 58 us of echo a centimetre; at least 60 ms between two bursts).
// Library that does the same: "NewPing" by Tim Eckel.
#pragma once
#include "ohm_timing.h"

class DistanceSensor {
 public:
  DistanceSensor(const char *name, uint8_t trigPin, uint8_t echoPin, uint32_t everyMs);
  void begin();
  void update();

  float distance() const { return distance_; }  // cm; MAX_CM where nothing is near, NAN without a sensor

  static const uint16_t MAX_CM = 400;

 private:
  const char *name_;
  uint8_t trigPin_;
  uint8_t echoPin_;
  Every tick_;
  float distance_ = NAN;
  uint8_t failures_ = 0;
};
