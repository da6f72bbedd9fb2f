// Temperature from a DS18B20, alone on its wire.
// Datasheet: Maxim DS18B20, "1-Wire Signaling", "DS18B20 Function Commands", "Scratchpad".
// Libraries that do the same: "DallasTemperature" by Miles Burton with "OneWire" by Paul Stoffregen.
#pragma once
#include "ohm_timing.h"

class ThermoProbe {
 public:
  ThermoProbe(const char *name, uint8_t pin);
  void begin();
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known

 private:
  bool reset();
  void writeBit(bool bit);
  bool readBit();
  void write(uint8_t value);
  uint8_t read();
  void take();
  void startConversion();

  const char *name_;
  uint8_t pin_;
  Every tick_{1000};  // a conversion of 12 bits takes 0.75 s
  float temperature_ = NAN;
  bool reported_ = false;
};
