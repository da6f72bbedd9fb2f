#include "ohm_tmp36.h"

#include "ohm_log.h"

static const uint8_t SAMPLES = 8;
static const float COLDEST = -45;  // what the sensor cannot mean says that a wire is off
static const float HOTTEST = 155;

VoltThermometer::VoltThermometer(const char *name, uint8_t pin, int full, float fullVolts, float voltsAt0, float voltsPerDegree)
    : name_(name), pin_(pin), full_(full), fullVolts_(fullVolts), voltsAt0_(voltsAt0), voltsPerDegree_(voltsPerDegree) {}

void VoltThermometer::update() {
  if (!tick_.due()) return;
  long sum = 0;
  for (uint8_t i = 0; i < SAMPLES; i++) sum += analogRead(pin_);
  float volts = fullVolts_ * sum / SAMPLES / full_;
  temperature_ = (volts - voltsAt0_) / voltsPerDegree_;
  if (temperature_ > COLDEST && temperature_ < HOTTEST) {
    reported_ = false;
    return;
  }
  temperature_ = NAN;
  if (!reported_) logProblem(name_, F("gives a voltage that means no temperature; check its wires"));
  reported_ = true;
}
