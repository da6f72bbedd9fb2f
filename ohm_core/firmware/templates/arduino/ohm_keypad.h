// A matrix keypad: rows are pulled low one after the other, columns read with their pull-ups.
// Library that does the same: "Keypad" by Mark Stanley and Alexander Brevig.
#pragma once
#include "ohm_timing.h"

class Keypad {
 public:
  Keypad(const char *name, const uint8_t rowPins[4], const uint8_t columnPins[4]);
  void begin();
  void update();

  const char *key() const { return key_; }    // the key pressed last, "" before the first
  bool pressed() const { return pressed_; }   // true for one pass of the loop
  const char *code() const { return code_; }  // the keys before the last '#'; '*' starts anew
  bool entered() const { return entered_; }   // true for one pass after '#'

 private:
  static const uint8_t MOST = 8;

  char scan();
  void take(char key);

  const char *name_;
  const uint8_t *rowPins_;
  const uint8_t *columnPins_;
  Every tick_{20};
  char last_ = 0;
  char held_ = 0;
  char key_[2] = "";
  char typed_[MOST + 1] = "";
  char code_[MOST + 1] = "";
  bool pressed_ = false;
  bool entered_ = false;
};
