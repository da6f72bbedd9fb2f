// SPI of the ESP8266 core 3.x: its pins are fixed. Source: arduino-esp8266.readthedocs.io, Libraries, SPI.
#pragma once
#include <cstdint>
class OhmSpiPins {
 public:
  void begin();
  bool pins(int8_t sck, int8_t miso, int8_t mosi, int8_t ss);
  // The cores' own (SPI.h of arduino-esp32 and esp8266); a pixel's 16 bits go out high byte first.
  void transferBytes(const uint8_t *out, uint8_t *in, uint32_t size);
  void writeBytes(const uint8_t *data, uint32_t size);
  void write(uint8_t value);
  void write16(uint16_t value);
  void write32(uint32_t value);
  void writePixels(const void *data, uint32_t size);

 protected:
  int sck_ = 14, miso_ = 12, mosi_ = 13;
};
