#include "ohm_bh1750.h"

#include <Wire.h>

#include "ohm_log.h"

static const uint8_t CONTINUOUS_HIGH_RESOLUTION = 0x10;
static const float COUNTS_PER_LUX = 1.2f;

LuxSensor::LuxSensor(const char *name, uint8_t address) : name_(name), address_(address) {}

void LuxSensor::begin() {
  Wire.beginTransmission(address_);
  Wire.write(CONTINUOUS_HIGH_RESOLUTION);
  Wire.endTransmission();
}

void LuxSensor::update() {
  if (!tick_.due()) return;
  if (Wire.requestFrom(address_, uint8_t(2)) == 2) {
    uint8_t high = Wire.read();
    lux_ = (uint16_t(high) << 8 | Wire.read()) / COUNTS_PER_LUX;  // an int of 16 bits would turn negative
    reported_ = false;
    return;
  }
  lux_ = NAN;
  if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  reported_ = true;
  begin();  // in case it was unplugged
}
