// I2C of the ESP32 core 3.x: begin(sda, scl, frequency). Source: docs.espressif.com/projects/arduino-esp32, API: I2C.
#pragma once
#include <ohm_wire_api.h>

#define I2C_BUFFER_LENGTH 128

class TwoWire : public OhmWire {
 public:
  bool begin();
  bool begin(int sda, int scl, uint32_t hz = 0);
  bool setPins(int sda, int scl);
  bool end();
  size_t requestFrom(uint8_t address, size_t count, bool stop = true);
  void setTimeOut(uint16_t ms);
};
extern TwoWire Wire, Wire1;
