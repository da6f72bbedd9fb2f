// A push button that tells short presses from long ones and from two quick ones: each event is true for one pass of the loop.
// Library that does the same: "OneButton" by Matthias Hertel.
#pragma once
#include "ohm_button.h"

class GestureButton : public Button {
 public:
  // Held for `longMs` it is a long press (0: never). With `againMs` a second press within that time makes a double one;
  // a single press is then only told after that time.
  GestureButton(const char *name, uint8_t pin, uint8_t pressedLevel, uint8_t mode, uint16_t longMs, uint16_t againMs)
      : Button(name, pin, pressedLevel, mode), longMs_(longMs), againMs_(againMs) {}
  void update();

  bool pressed() const { return gesture_ == SHORT; }
  bool longPressed() const { return gesture_ == LONG; }
  bool doublePressed() const { return gesture_ == DOUBLE; }

 private:
  enum Gesture : uint8_t { NONE, SHORT, LONG, DOUBLE };

  Gesture finished();

  uint16_t longMs_;
  uint16_t againMs_;
  uint8_t presses_ = 0;  // that are not told yet
  uint32_t movedAt_ = 0;
  Gesture gesture_ = NONE;
};
