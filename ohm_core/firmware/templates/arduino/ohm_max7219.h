// The MAX7219 that drives eight digits of seven segments or a matrix of 8 by 8 LEDs, on any three pins.
// Datasheet: Maxim MAX7219/MAX7221, "Register Address Map".
// Library that does the same: "LedControl" by Eberhard Fahle.
#pragma once
#include "ohm_timing.h"

class Max7219 : public Timed {
 public:
  Max7219(uint8_t dinPin, uint8_t csPin, uint8_t clkPin);
  void begin();
  void update();

  void set(float percent);  // brightness
  void clear();

 protected:
  void write(uint8_t place, uint8_t segments);  // place 0 to 7; only what changes is sent

 private:
  void send(uint8_t reg, uint8_t value);

  uint8_t dinPin_;
  uint8_t csPin_;
  uint8_t clkPin_;
  uint8_t shown_[8];
};

// Eight digits, the first one on the left.
class SegmentRow : public Max7219 {
 public:
  using Max7219::Max7219;
  void number(float value);
  void show(const char *text, uint8_t line);
};
