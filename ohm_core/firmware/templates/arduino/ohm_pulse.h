// Servo pulses: one every 20 ms, its length in microseconds. How they are made differs from chip to chip.
#pragma once
#include <Arduino.h>

bool attachPulse(uint8_t pin);                // false where no timer is left
void setPulse(uint8_t pin, uint16_t lengthUs);  // the first call starts the pulses
