// I2C of arduino-pico 4.x: pins are set before begin(). Source: arduino-pico.readthedocs.io, Wire.
#pragma once
#include <ohm_wire_api.h>

class TwoWire : public OhmWire {
 public:
  bool setSDA(uint8_t pin);
  bool setSCL(uint8_t pin);
  void begin();
  void begin(uint8_t address);
  void end();
  size_t requestFrom(uint8_t address, size_t count, bool stop = true);
  void setTimeout(uint32_t ms, bool reset = false);
};
extern TwoWire Wire, Wire1;
