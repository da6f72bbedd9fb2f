#include "ohm_thermometer.h"

#include "ohm_log.h"

static const float KELVIN = 273.15f;
static const uint8_t SAMPLES = 8;
static const float COLDEST = -45, HOTTEST = 155;  // what a TMP36 cannot mean says that a wire is off

void AnalogThermometer::update() {
  if (!tick_.due()) return;
  long sum = 0;
  for (uint8_t i = 0; i < SAMPLES; i++) sum += analogRead(pin_);
  temperature_ = celsius(float(sum) / SAMPLES / full_);
  if (isnan(temperature_) && !reported_) logProblem(name_, F("gives a voltage that means no temperature; check its wires and resistor"));
  reported_ = isnan(temperature_);
}

// At either end of the scale a wire is off, or two touch.
float Thermistor::celsius(float share) const {
  if (share < 0.005f || share > 0.995f) return NAN;
  float ohm = upper_ ? fixedOhm_ * (1 - share) / share : fixedOhm_ * share / (1 - share);
  return 1 / (1 / (25 + KELVIN) + log(ohm / ohmAt25_) / beta_) - KELVIN;
}

float VoltThermometer::celsius(float share) const {
  float found = (fullVolts_ * share - voltsAt0_) / voltsPerDegree_;
  return found > COLDEST && found < HOTTEST ? found : NAN;
}
