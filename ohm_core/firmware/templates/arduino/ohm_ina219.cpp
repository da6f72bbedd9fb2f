#include "ohm_ina219.h"

#include "ohm_i2c.h"
#include "ohm_log.h"

static const uint8_t SHUNT = 0x01;
static const uint8_t BUS = 0x02;
static const float SHUNT_OHM = 0.1f;

PowerMeter::PowerMeter(const char *name, uint8_t address) : name_(name), address_(address) {}

void PowerMeter::update() {
  if (!tick_.due()) return;
  uint8_t shunt[2];
  uint8_t bus[2];
  if (i2cRead(address_, SHUNT, shunt, 2) && i2cRead(address_, BUS, bus, 2)) {
    current_ = int16_t(shunt[0] << 8 | shunt[1]) * 1e-5f / SHUNT_OHM;
    voltage_ = (uint16_t(bus[0] << 8 | bus[1]) >> 3) * 0.004f;
    reported_ = false;
    return;
  }
  voltage_ = current_ = NAN;
  if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  reported_ = true;
}
