// SPI pins of the ESP32 core 3.x. Source: docs.espressif.com/projects/arduino-esp32, API: SPI.
#pragma once
class OhmSpiPins {
 public:
  bool begin(int8_t sck = -1, int8_t miso = -1, int8_t mosi = -1, int8_t ss = -1);
  // The cores' own (SPI.h of arduino-esp32 and esp8266); a pixel's 16 bits go out high byte first.
  void transferBytes(const uint8_t *out, uint8_t *in, uint32_t size);
  void writeBytes(const uint8_t *data, uint32_t size);
  void write(uint8_t value);
  void write16(uint16_t value);
  void write32(uint32_t value);
  void writePixels(const void *data, uint32_t size);

 protected:
  int sck_ = 18, miso_ = 19, mosi_ = 23;
};
