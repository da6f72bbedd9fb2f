// Temperature and humidity from a DHT11 or DHT22 (AM2302) over its one data line.
// Datasheet: Aosong AM2302/DHT22, sections 5 to 8; DHT11 likewise with whole numbers.
// Library that does the same: "DHT sensor library" by Adafruit.
#pragma once
#include "ohm_timing.h"

class DhtSensor {
 public:
  enum Model : uint8_t { DHT11, DHT22 };

  // Both models must not be asked more often than `everyMs` (2 s for the DHT22, 1 s for the DHT11).
  DhtSensor(const char *name, uint8_t pin, Model model, uint32_t everyMs);
  void begin();
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known
  float humidity() const { return humidity_; }        // %, NAN while not known

 private:
  bool read(uint8_t data[5]);
  bool waitFor(uint8_t level, uint16_t atMostUs);

  const char *name_;
  uint8_t pin_;
  Model model_;
  Every tick_;
  float temperature_ = NAN;
  float humidity_ = NAN;
  uint8_t failures_ = 0;
};
