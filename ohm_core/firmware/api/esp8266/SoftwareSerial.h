// A serial line in software. Source: EspSoftwareSerial 8, which comes with the ESP8266 core 3.x.
#pragma once
#include <Arduino.h>

class SoftwareSerial : public Stream {
 public:
  SoftwareSerial(int8_t rxPin, int8_t txPin = -1, bool invert = false);
  void begin(uint32_t baud);
  void end();
  size_t write(uint8_t value) override;
  size_t write(const uint8_t *buffer, size_t size) override;
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
};
