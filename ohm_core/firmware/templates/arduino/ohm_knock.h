// Knocks heard by a piezo disc: knocked() is true for one pass of the loop.
// No library needed.
#pragma once
#include <Arduino.h>

class KnockSensor {
 public:
  // `full` is the converter's highest reading; a swing of `threshold` percent of it is a knock.
  KnockSensor(const char *name, uint8_t pin, int full, float threshold);
  void begin() {}
  void update();

  float percent() const { return percent_; }  // strength of the last knock
  bool knocked() const { return knocked_; }

 private:
  const char *name_;
  uint8_t pin_;
  int full_;
  float threshold_;
  float percent_ = 0;
  bool knocked_ = false;
  uint32_t knockedAt_ = 0;
};
