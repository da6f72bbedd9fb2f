// Temperature from a thermistor in a divider, by the beta formula: 1/T = 1/298.15 K + ln(R/R25)/beta.
// No library needed.
#pragma once
#include "ohm_timing.h"

class Thermistor {
 public:
  // `full` is the converter's highest reading; `upper` whether the thermistor is the half towards the supply.
  Thermistor(const char *name, uint8_t pin, int full, float fixedOhm, float ohmAt25, float beta, bool upper);
  void begin() {}
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known

 private:
  const char *name_;
  uint8_t pin_;
  int full_;
  float fixedOhm_;
  float ohmAt25_;
  float beta_;
  bool upper_;
  Every tick_{200};
  float temperature_ = NAN;
  bool reported_ = false;
};
