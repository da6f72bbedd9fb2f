// Voltage and current of a load from an INA219 with a shunt of 0.1 ohm.
// Datasheet: TI INA219, "Register Details": bus voltage 4 mV, shunt voltage 10 uV a count.
// Library that does the same: "Adafruit INA219".
#pragma once
#include "ohm_timing.h"

class PowerMeter {
 public:
  PowerMeter(const char *name, uint8_t address);
  void begin() {}
  void update();

  float voltage() const { return voltage_; }  // V, NAN while not known
  float current() const { return current_; }  // A, NAN while not known

 private:
  const char *name_;
  uint8_t address_;
  Every tick_{200};
  float voltage_ = NAN;
  float current_ = NAN;
  bool reported_ = false;
};
