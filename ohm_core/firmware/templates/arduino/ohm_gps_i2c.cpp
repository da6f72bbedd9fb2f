#include "ohm_gps_i2c.h"

#include <Wire.h>

int I2cGps::next() {
  if (waiting_ == 0) {
    if (!tick_.due()) return -1;
    waiting_ = Wire.requestFrom(address_, PIECE);
    if (waiting_ == 0) return -1;
  }
  waiting_--;
  return Wire.read();
}
