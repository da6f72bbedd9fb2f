// A rotary encoder that counts clicks, and its push switch.
// Datasheet: Alps EC11 (output A leads or follows B by a quarter period).
// Library that does the same: "Encoder" by Paul Stoffregen.
#pragma once
#include "ohm_button.h"

class RotaryEncoder {
 public:
  RotaryEncoder(const char *name, uint8_t clkPin, uint8_t dtPin, uint8_t buttonPin);
  void begin();
  void update();

  float steps() const { return steps_; }  // clicks since the start; clockwise counts up
  bool turned() const { return turned_; }
  bool pressed() const { return button_.pressed(); }
  bool released() const { return button_.released(); }
  bool isPressed() const { return button_.isPressed(); }

 private:
  uint8_t pair() const;

  const char *name_;
  uint8_t clkPin_;
  uint8_t dtPin_;
  Button button_;
  uint8_t last_ = 0;
  int8_t quarters_ = 0;
  long steps_ = 0;
  bool turned_ = false;
};
