#include "ohm_pca9685.h"

#include <Wire.h>

#include "ohm_i2c.h"
#include "ohm_log.h"

static const uint8_t MODE1 = 0x00, FIRST_ON = 0x06, PRE_SCALE = 0xFE;
static const uint8_t COUNTS_UP = 0x20, ASLEEP = 0x10;
static const uint16_t FRAME_US = 20000;
static const uint8_t FOR_50_HZ = 121;  // 25 MHz / (4096 * 50 Hz), less 1

// Its frequency can be set only while it sleeps.
void ServoBoard::begin() {
  if (!i2cThere(address_)) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  i2cWrite(address_, MODE1, ASLEEP);
  i2cWrite(address_, PRE_SCALE, FOR_50_HZ);
  i2cWrite(address_, MODE1, COUNTS_UP);
  delayMicroseconds(500);  // its oscillator starts
}

void ServoBoard::pulse(uint8_t channel, uint16_t us) {
  uint16_t off = uint32_t(us) * 4096 / FRAME_US;
  Wire.beginTransmission(address_);
  Wire.write(uint8_t(FIRST_ON + 4 * channel));
  Wire.write(uint8_t(0));
  Wire.write(uint8_t(0));
  Wire.write(uint8_t(off & 0xFF));
  Wire.write(uint8_t(off >> 8));
  Wire.endTransmission();
}
