// I2C of the ESP8266 core 3.x, made in software: begin(sda, scl). Source: arduino-esp8266.readthedocs.io, Libraries, I2C.
#pragma once
#include <ohm_wire_api.h>

class TwoWire : public OhmWire {
 public:
  void begin();
  void begin(int sda, int scl);
  void pins(int sda, int scl);
  size_t requestFrom(uint8_t address, size_t count, bool stop = true);
  void setClockStretchLimit(uint32_t us);
};
extern TwoWire Wire;
