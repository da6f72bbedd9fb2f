// A push button, debounced: pressed() and released() are true for one pass of the loop after the change.
// Library that does the same: "Bounce2" by Thomas O Fredericks.
#pragma once
#include "ohm_pins.h"

class Button {
 public:
  // `pin` may be NO_PIN: then it is never pressed. `pressedLevel` is what the pin reads while it is held; `mode` INPUT, INPUT_PULLUP or (where there is one) INPUT_PULLDOWN.
  Button(const char *name, uint8_t pin, uint8_t pressedLevel, uint8_t mode);
  void begin();
  void update();

  bool pressed() const { return changed_ && held_; }
  bool released() const { return changed_ && !held_; }
  bool isPressed() const { return held_; }

 protected:
  const char *name_;

 private:
  static const uint8_t SETTLE_MS = 20;  // contacts bounce for a few milliseconds

  uint8_t pin_;
  uint8_t pressedLevel_;
  uint8_t mode_;
  bool held_ = false;
  bool changed_ = false;
  uint32_t changedAt_ = 0;
};
