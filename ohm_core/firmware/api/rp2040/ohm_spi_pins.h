// SPI of arduino-pico 4.x: pins are set before begin(). Source: arduino-pico.readthedocs.io, SPI.
#pragma once
#include <cstdint>

#include "hardware/spi.h"

class OhmSpiPins {
 public:
  bool setRX(uint8_t pin);
  bool setTX(uint8_t pin);
  bool setSCK(uint8_t pin);
  bool setCS(uint8_t pin);
  void begin(bool hardwareCs = false);

 protected:
  int sck_ = 18, miso_ = 16, mosi_ = 19;
};
