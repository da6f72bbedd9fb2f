#include "ohm_ntc.h"

#include "ohm_log.h"

static const float KELVIN = 273.15f;
static const uint8_t SAMPLES = 8;

Thermistor::Thermistor(const char *name, uint8_t pin, int full, float fixedOhm, float ohmAt25, float beta, bool upper)
    : name_(name), pin_(pin), full_(full), fixedOhm_(fixedOhm), ohmAt25_(ohmAt25), beta_(beta), upper_(upper) {}

void Thermistor::update() {
  if (!tick_.due()) return;
  long sum = 0;
  for (uint8_t i = 0; i < SAMPLES; i++) sum += analogRead(pin_);
  float share = float(sum) / SAMPLES / full_;  // of the supply
  if (share < 0.005f || share > 0.995f) {      // a wire is off, or two touch
    temperature_ = NAN;
    if (!reported_) logProblem(name_, F("reads the end of the scale; check its wires and the fixed resistor"));
    reported_ = true;
    return;
  }
  reported_ = false;
  float ohm = upper_ ? fixedOhm_ * (1 - share) / share : fixedOhm_ * share / (1 - share);
  temperature_ = 1 / (1 / (25 + KELVIN) + log(ohm / ohmAt25_) / beta_) - KELVIN;
}
