// Outputs lit one after the other: a running light.
#pragma once
#include "ohm_output.h"

class Chase {
 public:
  template <typename... Outputs>
  explicit Chase(uint32_t stepMs, Outputs &...outputs) : tick_(stepMs), row_{&outputs...}, count_(sizeof...(outputs)) {}

  void update() {
    if (!running_ || !tick_.due()) return;
    row_[at_]->off();
    at_ = (at_ + 1) % count_;
    row_[at_]->on();
  }

  void on() {
    if (running_) return;
    running_ = true;
    at_ = 0;
    tick_.restart();  // the first is lit as long as the others
    row_[0]->on();
  }

  void off() {
    running_ = false;
    for (uint8_t i = 0; i < count_; i++) row_[i]->off();
  }

  void toggle() {
    if (running_) {
      off();
    } else {
      on();
    }
  }

 private:
  static const uint8_t MOST = 16;

  Every tick_;
  Output *row_[MOST];
  uint8_t count_;
  uint8_t at_ = 0;
  bool running_ = false;
};
