// An active buzzer: it makes its own tone and only needs to be switched.
// No library needed.
#pragma once
#include "ohm_output.h"

class Buzzer : public Output {
 public:
  using Output::Output;

  // One beep that ends by itself.
  void beep(uint32_t durationMs) {
    on();
    endAfter(durationMs);
  }
};
