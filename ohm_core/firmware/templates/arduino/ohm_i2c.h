// Registers of a chip on I2C. Each call says whether the chip answered.
#pragma once
#include <Arduino.h>

bool i2cThere(uint8_t address);
bool i2cWrite(uint8_t address, uint8_t reg, uint8_t value);
bool i2cRead(uint8_t address, uint8_t reg, uint8_t *data, uint8_t count);
