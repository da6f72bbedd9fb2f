// Temperature from a voltage: a thermistor in a divider, or a sensor with a straight line of volts (TMP36, LM35).
// Datasheet: Analog Devices TMP36 (0.5 V at 0 °C, 10 mV a degree). Thermistors by the beta formula: 1/T = 1/298.15 K + ln(R/R25)/beta.
// No library needed.
#pragma once
#include "ohm_timing.h"

// What both have: the mean of several readings, and a message once where it can mean no temperature.
class AnalogThermometer {
 public:
  // `full` is the converter's highest reading.
  AnalogThermometer(const char *name, uint8_t pin, int full) : name_(name), pin_(pin), full_(full) {}
  void begin() {}
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known

 protected:
  virtual float celsius(float share) const = 0;  // of a share of the full scale; NAN for one that no temperature gives

 private:
  const char *name_;
  uint8_t pin_;
  int full_;
  Every tick_{200};
  float temperature_ = NAN;
  bool reported_ = false;
};

class Thermistor : public AnalogThermometer {
 public:
  // `upper`: the thermistor is the half towards the supply.
  Thermistor(const char *name, uint8_t pin, int full, float fixedOhm, float ohmAt25, float beta, bool upper)
      : AnalogThermometer(name, pin, full), fixedOhm_(fixedOhm), ohmAt25_(ohmAt25), beta_(beta), upper_(upper) {}

 protected:
  float celsius(float share) const override;

 private:
  float fixedOhm_;
  float ohmAt25_;
  float beta_;
  bool upper_;
};

class VoltThermometer : public AnalogThermometer {
 public:
  // `fullVolts` is what the highest reading stands for.
  VoltThermometer(const char *name, uint8_t pin, int full, float fullVolts, float voltsAt0, float voltsPerDegree)
      : AnalogThermometer(name, pin, full), fullVolts_(fullVolts), voltsAt0_(voltsAt0), voltsPerDegree_(voltsPerDegree) {}

 protected:
  float celsius(float share) const override;

 private:
  float fullVolts_;
  float voltsAt0_;
  float voltsPerDegree_;
};
