// Counts what happens.
#pragma once
#include "ohm_log.h"

class Counter {
 public:
  explicit Counter(const char *name) : name_(name) {}

  void add(float by = 1) {
    count_ += lround(by);
    say();
  }

  void reset() {
    count_ = 0;
    say();
  }

  float value() const { return count_; }

 private:
  void say() const {
    Serial.print(name_);
    Serial.print('=');
    Serial.println(count_);
  }

  const char *name_;
  long count_ = 0;
};
