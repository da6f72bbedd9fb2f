// An active buzzer: it makes its own tone and only needs to be switched.
// No library needed.
#pragma once
#include "ohm_output.h"

class Buzzer : public Output {
 public:
  using Output::Output;

  // One beep that ends by itself, or several with pauses as long as they are.
  void beep(uint32_t durationMs, uint8_t times = 1) {
    if (times > 1) return blink(2 * durationMs, times);
    on();
    endAfter(durationMs);
  }
};
