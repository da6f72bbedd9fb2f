// A GPS receiver on I2C: the same lines, asked for by the piece.
// Datasheet: GlobalTop PA1010D, I2C at 0x10; 0x0A stands where there is nothing to tell.
// Library that does more: "Adafruit GPS Library".
#pragma once
#include "ohm_gps.h"

class I2cGps : public GpsReceiver {
 public:
  I2cGps(const char *name, uint8_t address) : GpsReceiver(name), address_(address) {}
  void begin() {}

 protected:
  int next() override;

 private:
  static const uint8_t PIECE = 32;  // what the smallest Wire buffer holds

  uint8_t address_;
  uint8_t waiting_ = 0;
  Every tick_{20};
};
