// Single LEDs in a row, lit from one end like a bar.
#pragma once
#include "ohm_output.h"

class Gauge {
 public:
  template <typename... Outputs>
  explicit Gauge(Outputs &...outputs) : leds_{&outputs...}, count_(sizeof...(outputs)) {}

  // 0 to 100 %. A value that is not known (NAN) is dark.
  void bar(float percent) {
    uint8_t lit = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f) * count_ / 100 + 0.5f;
    for (uint8_t i = 0; i < count_; i++) {
      bool wanted = i < lit;
      if (wanted == leds_[i]->isOn()) continue;
      if (wanted) {
        leds_[i]->on();
      } else {
        leds_[i]->off();
      }
    }
  }

 private:
  static const uint8_t MOST = 16;

  Output *leds_[MOST];
  uint8_t count_;
};
