// Behaviours that hold one part on together: it may end when the last of them lets go.
#pragma once
#include <Arduino.h>

class Holders {
 public:
  void join(uint8_t who) { holding_ |= 1UL << who; }

  // True when nobody holds it any more.
  bool leave(uint8_t who) {
    holding_ &= ~(1UL << who);
    return holding_ == 0;
  }

 private:
  uint32_t holding_ = 0;
};
