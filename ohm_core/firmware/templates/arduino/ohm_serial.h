// A second serial line, beside that of USB. What makes it differs from chip to chip.
#pragma once
#include "ohm_pins.h"

void beginSerial(uint8_t rxPin, uint8_t txPin, uint32_t baud);
void writeSerial(const uint8_t *data, uint8_t count);
int readSerial();  // the next byte, or -1
