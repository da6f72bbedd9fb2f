// Which of seven segments (bit 0 = A … bit 6 = G) make a digit or letter.
#pragma once
#include <Arduino.h>

uint8_t segmentsOf(char letter);

// A number right-aligned in `width` places, as a text; "-" in every place where it does not fit, "--" where it is not known.
void fitNumber(float value, char *text, uint8_t width);
