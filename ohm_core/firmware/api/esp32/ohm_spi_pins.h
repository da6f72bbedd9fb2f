// SPI pins of the ESP32 core 3.x. Source: docs.espressif.com/projects/arduino-esp32, API: SPI.
#pragma once
class OhmSpiPins {
 public:
  bool begin(int8_t sck = -1, int8_t miso = -1, int8_t mosi = -1, int8_t ss = -1);

 protected:
  int sck_ = 18, miso_ = 19, mosi_ = 23;
};
