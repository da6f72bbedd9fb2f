// A motor that turns both ways behind an H-bridge (L298N, L293D, TB6612): two pins for the direction, one for the speed.
// Datasheet: ST L298, "Dual full-bridge driver", input truth table.
// Library that does the same: "L298N" by Andrea Lombardo.
#pragma once
#include "ohm_pins.h"
#include "ohm_timing.h"

class BridgeMotor : public Timed {
 public:
  // `speedPin` is NO_PIN where the enable pin is bridged: full speed only.
  BridgeMotor(const char *name, uint8_t forwardPin, uint8_t backwardPin, uint8_t speedPin);
  void begin();
  void update();

  void forward();
  void backward();
  void stop();
  void speed(float percent);  // keeps the direction; below 0 backward
  void on() { forward(); }
  void off() { stop(); }
  void reverse();
  void toggle();

 private:
  void drive(int8_t direction);

  const char *name_;
  uint8_t forwardPin_;
  uint8_t backwardPin_;
  uint8_t speedPin_;
  int8_t direction_ = 0;  // 1 forward, -1 backward, 0 stopped
  float percent_ = 100;
};
