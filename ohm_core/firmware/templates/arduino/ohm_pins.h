// The pin that is not there: for inputs and outputs of a part that nobody wired.
#pragma once
#include <Arduino.h>

constexpr uint8_t NO_PIN = 255;
