// A thumb stick: two axes as percentages (50 in the middle) and a push switch.
// No library needed.
#pragma once
#include "ohm_analog.h"
#include "ohm_button.h"

class Joystick {
 public:
  // `full` is the converter's highest reading.
  Joystick(const char *name, uint8_t xPin, uint8_t yPin, uint8_t buttonPin, int full)
      : x_(xPin, 0, full), y_(yPin, 0, full), button_(name, buttonPin, LOW, INPUT_PULLUP) {}

  void begin() {
    x_.begin();
    y_.begin();
    button_.begin();
  }

  void update() {
    x_.update();
    y_.update();
    button_.update();
  }

  float x() const { return x_.percent(); }
  float y() const { return y_.percent(); }
  bool pressed() const { return button_.pressed(); }
  bool released() const { return button_.released(); }
  bool isPressed() const { return button_.isPressed(); }

 private:
  AnalogSensor x_;
  AnalogSensor y_;
  Button button_;
};
