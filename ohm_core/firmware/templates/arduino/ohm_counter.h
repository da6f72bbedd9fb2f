// Counts what happens.
#pragma once
#include "ohm_log.h"

class Counter {
 public:
  explicit Counter(const char *name) : name_(name) {}

  void add() {
    count_++;
    Serial.print(name_);
    Serial.print('=');
    Serial.println(count_);
  }

  void reset() { count_ = 0; }
  float value() const { return count_; }

 private:
  const char *name_;
  long count_ = 0;
};
