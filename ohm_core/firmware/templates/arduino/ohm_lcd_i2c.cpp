#include "ohm_lcd_i2c.h"

#include <Wire.h>

#include "ohm_log.h"

static const uint8_t RS = 0x01;
static const uint8_t E = 0x04;
static const uint8_t BACKLIGHT = 0x08;

I2cLcd::I2cLcd(const char *name, uint8_t address, uint8_t columns, uint8_t lines)
    : TextLcd(columns, lines), name_(name), address_(address) {}

void I2cLcd::begin() {
  Wire.beginTransmission(address_);
  if (Wire.endTransmission() != 0) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  start();
}

void I2cLcd::light(bool on) {
  light_ = on;
  Wire.beginTransmission(address_);
  Wire.write(light_ ? BACKLIGHT : 0);
  Wire.endTransmission();
}

void I2cLcd::sendNibble(uint8_t nibble, bool isData) {
  uint8_t lines = nibble << 4 | (light_ ? BACKLIGHT : 0) | (isData ? RS : 0);
  Wire.beginTransmission(address_);
  Wire.write(lines | E);
  Wire.write(lines);  // the falling edge of E takes it over
  Wire.endTransmission();
}
