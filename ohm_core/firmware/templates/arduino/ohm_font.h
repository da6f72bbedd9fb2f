// Letters of five by seven pixels, kept in flash memory.
#pragma once
#include <Arduino.h>

constexpr uint8_t FONT_WIDTH = 5;

uint8_t glyphColumn(char letter, uint8_t column);  // eight rows of one column, the lowest bit at the top
uint8_t stretched(uint8_t fourRows);               // four rows made eight, each twice
