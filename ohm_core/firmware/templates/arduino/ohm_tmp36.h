// Temperature from a sensor with a straight line of volts: TMP36, LM35.
// Datasheet: Analog Devices TMP36 (0.5 V at 0 °C, 10 mV a degree). No library needed.
#pragma once
#include "ohm_timing.h"

class VoltThermometer {
 public:
  // `full` is the converter's highest reading, `fullVolts` the voltage it stands for.
  VoltThermometer(const char *name, uint8_t pin, int full, float fullVolts, float voltsAt0, float voltsPerDegree);
  void begin() {}
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known

 private:
  const char *name_;
  uint8_t pin_;
  int full_;
  float fullVolts_;
  float voltsAt0_;
  float voltsPerDegree_;
  Every tick_{200};
  float temperature_ = NAN;
  bool reported_ = false;
};
