#include "ohm_mcp9808.h"

#include "ohm_i2c.h"
#include "ohm_log.h"

static const uint8_t AMBIENT = 0x05;
static const uint8_t SIGN = 0x10;

PreciseThermometer::PreciseThermometer(const char *name, uint8_t address) : name_(name), address_(address) {}

void PreciseThermometer::update() {
  if (!tick_.due()) return;
  uint8_t d[2];
  if (i2cRead(address_, AMBIENT, d, 2)) {
    float degrees = (d[0] & 0x0F) * 16 + d[1] / 16.0f;
    temperature_ = d[0] & SIGN ? degrees - 256 : degrees;
    reported_ = false;
    return;
  }
  temperature_ = NAN;
  if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  reported_ = true;
}
