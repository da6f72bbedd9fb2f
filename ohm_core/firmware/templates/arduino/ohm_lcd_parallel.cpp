#include "ohm_lcd_parallel.h"

ParallelLcd::ParallelLcd(uint8_t rs, uint8_t e, uint8_t d4, uint8_t d5, uint8_t d6, uint8_t d7, uint8_t columns, uint8_t lines)
    : TextLcd(columns, lines), rs_(rs), e_(e), data_{d4, d5, d6, d7} {}

void ParallelLcd::begin() {
  pinMode(rs_, OUTPUT);
  pinMode(e_, OUTPUT);
  for (uint8_t pin : data_) pinMode(pin, OUTPUT);
  digitalWrite(e_, LOW);
  start();
}

void ParallelLcd::sendNibble(uint8_t nibble, bool isData) {
  digitalWrite(rs_, isData ? HIGH : LOW);
  for (uint8_t bit = 0; bit < 4; bit++) digitalWrite(data_[bit], nibble >> bit & 1);
  digitalWrite(e_, HIGH);
  delayMicroseconds(1);
  digitalWrite(e_, LOW);  // the falling edge takes it over
  delayMicroseconds(40);
}
