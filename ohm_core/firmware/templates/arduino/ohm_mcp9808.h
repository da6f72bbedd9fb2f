// Temperature from an MCP9808.
// Datasheet: Microchip MCP9808, register 5-4 "Ambient temperature": 1/16 degree a count.
// Library that does the same: "Adafruit MCP9808 Library".
#pragma once
#include "ohm_timing.h"

class PreciseThermometer {
 public:
  PreciseThermometer(const char *name, uint8_t address);
  void begin() {}
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known

 private:
  const char *name_;
  uint8_t address_;
  Every tick_{300};
  float temperature_ = NAN;
  bool reported_ = false;
};
