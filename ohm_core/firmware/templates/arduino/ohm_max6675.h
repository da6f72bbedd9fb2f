// Temperature of a thermocouple from a MAX6675, on any three pins.
// Datasheet: Maxim MAX6675, "Serial Interface Protocol": 16 bits, a quarter of a degree a count, bit 2 for an open probe.
// Library that does the same: "MAX6675 library" by Adafruit.
#pragma once
#include "ohm_timing.h"

class ProbeThermometer {
 public:
  ProbeThermometer(const char *name, uint8_t clockPin, uint8_t csPin, uint8_t dataPin);
  void begin();
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known

 private:
  const char *name_;
  uint8_t clockPin_;
  uint8_t csPin_;
  uint8_t dataPin_;
  Every tick_{300};  // a conversion takes 0.22 s
  float temperature_ = NAN;
  bool reported_ = false;
};
