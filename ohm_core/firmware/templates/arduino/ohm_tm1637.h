// A display of four digits with a TM1637.
// Datasheet: Titan Micro TM1637, "Program flow chart" and "Interface interpretation".
// Library that does the same: "TM1637" by Avishay Orpaz.
#pragma once
#include "ohm_timing.h"

class DigitDisplay : public Timed {
 public:
  DigitDisplay(const char *name, uint8_t clkPin, uint8_t dioPin);
  void begin();
  void update();

  void number(float value);
  void show(const char *text, uint8_t line);  // four letters; "12:30" lights the colon
  void set(float percent);                    // brightness
  void clear();

 private:
  static const uint8_t DIGITS = 4;

  void refresh();
  void start();
  void stop();
  bool write(uint8_t value);
  void line(uint8_t pin, bool high);

  const char *name_;
  uint8_t clkPin_;
  uint8_t dioPin_;
  uint8_t shown_[DIGITS] = {0};
  uint8_t brightness_ = 4;  // 0 to 7
  bool reported_ = false;
};
