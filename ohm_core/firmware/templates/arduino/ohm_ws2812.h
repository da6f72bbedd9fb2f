// The signal that WS2812 pixels understand. How it is made differs from chip to chip.
#pragma once
#include <Arduino.h>

void beginPixels(uint8_t pin);
void sendPixels(uint8_t pin, const uint8_t *bytes, uint16_t count);
