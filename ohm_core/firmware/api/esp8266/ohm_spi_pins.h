// SPI of the ESP8266 core 3.x: its pins are fixed. Source: arduino-esp8266.readthedocs.io, Libraries, SPI.
#pragma once
#include <cstdint>
class OhmSpiPins {
 public:
  void begin();
  bool pins(int8_t sck, int8_t miso, int8_t mosi, int8_t ss);

 protected:
  int sck_ = 14, miso_ = 12, mosi_ = 13;
};
