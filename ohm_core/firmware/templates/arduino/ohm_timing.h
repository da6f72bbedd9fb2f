// Time without waiting: nothing in here ever blocks the loop.
#pragma once
#include <Arduino.h>

// Comes round again and again: `static Every tick(1000); if (tick.due()) …`
class Every {
 public:
  explicit Every(uint32_t periodMs) : period_(periodMs), last_(millis()) {}

  bool due() {
    if (millis() - last_ < period_) return false;
    last_ = millis();
    return true;
  }

  // Begins anew: the next due() is true a whole period from now.
  void restart() { last_ = millis(); }

  // Makes the next due() true at once, whatever the period.
  void hurry() { last_ = millis() - period_; }

 private:
  uint32_t period_;
  uint32_t last_;
};

// Something that can be told to end by itself: `pump.on(); pump.endAfter(5000);`
class Timed {
 public:
  void endAfter(uint32_t ms) {
    duration_ = ms;
    since_ = millis();
    ending_ = true;
  }

 protected:
  // True once, when the time is over.
  bool endIsDue() {
    if (!ending_ || millis() - since_ < duration_) return false;
    ending_ = false;
    return true;
  }

  void stay() {
    ending_ = false;
    timesLeft_ = 0;
  }
  bool isEnding() const { return ending_; }

  // For what blinks: only so often, 0 until told otherwise.
  void onlyTimes(uint8_t times) { timesLeft_ = times; }

  // To be asked each time the dark half begins: true after the last time.
  bool wasLastTime() { return timesLeft_ && --timesLeft_ == 0; }

 private:
  uint32_t duration_ = 0;
  uint32_t since_ = 0;
  bool ending_ = false;
  uint8_t timesLeft_ = 0;
};
