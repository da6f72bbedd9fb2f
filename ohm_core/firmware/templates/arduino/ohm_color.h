// Colours as 0xRRGGBB.
#pragma once
#include <Arduino.h>

// Round the colour circle: 0 red, 120 green, 240 blue, 360 red again.
uint32_t colorOfHue(float degrees);
