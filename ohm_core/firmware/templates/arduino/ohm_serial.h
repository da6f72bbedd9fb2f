// Serial lines beside that of USB. What makes one differs from chip to chip (`makeSerial`); all else is here.
#pragma once
#include "ohm_pins.h"

class SerialLine {
 public:
  // `rxPin` of the board hears, `txPin` speaks; NO_PIN where nobody does.
  SerialLine(uint8_t rxPin, uint8_t txPin) : rxPin_(rxPin), txPin_(txPin) {}
  void begin(uint32_t baud);

  void write(const uint8_t *data, uint8_t count) { line_->write(data, count); }
  int read() { return line_->read(); }  // the next byte, or -1

 private:
  uint8_t rxPin_;
  uint8_t txPin_;
  Stream *line_ = nullptr;
};
