// Brightness in lux from a BH1750.
// Datasheet: ROHM BH1750FVI, "Instruction Set Architecture"; lux = counts / 1.2 in high resolution mode.
// Library that does the same: "BH1750" by Christopher Laws.
#pragma once
#include "ohm_timing.h"

class LuxSensor {
 public:
  LuxSensor(const char *name, uint8_t address);
  void begin();
  void update();

  float lux() const { return lux_; }  // NAN while not known

 private:
  const char *name_;
  uint8_t address_;
  Every tick_{200};
  float lux_ = NAN;
  bool reported_ = false;
};
