// A 28BYJ-48 stepper behind a ULN2003, in half steps, without waiting for it.
// Datasheet: Kiatronics 28BYJ-48 (switching sequence, gear 1:64, at most about 100 steps a second to start with).
// Libraries that do the same: "Stepper" by Arduino, "AccelStepper" by Mike McCauley.
#pragma once
#include "ohm_timing.h"

class StepMotor : public Timed {
 public:
  StepMotor(const char *name, const uint8_t pins[4], int turnSteps);
  void begin();
  void update();

  void step(long steps);     // on from where it will be; negative backward
  void move(float degrees);  // to this angle, counted from where it started
  void forward();            // on and on
  void backward();
  void on() { forward(); }
  void off() { stop(); }
  void toggle();
  void speed(float percent);
  void stop();

 private:
  static const long FAR = 1000000000L;

  void start(long target, const __FlashStringHelper *word);
  void energize();
  void release();

  const char *name_;
  const uint8_t *pins_;
  int turnSteps_;
  long at_ = 0;
  long target_ = 0;
  uint32_t stepUs_ = 1200;
  uint32_t steppedAt_ = 0;
  bool moving_ = false;
};
