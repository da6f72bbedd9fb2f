// Servo pulses from the ESP32's LEDC timers, on any output pin.
// Documentation: Arduino core for ESP32 3.x, "LED Control (LEDC)": ledcAttach(pin, frequency, bits), ledcWrite(pin, duty).
#include "ohm_pulse.h"

static const uint16_t FRAMES_PER_S = 50;
static const uint8_t BITS = 14;
static const uint16_t FRAME_US = 20000;

bool attachPulse(uint8_t pin) {
  return ledcAttach(pin, FRAMES_PER_S, BITS);
}

void setPulse(uint8_t pin, uint16_t lengthUs) {
  ledcWrite(pin, uint32_t(lengthUs) * (1UL << BITS) / FRAME_US);
}
