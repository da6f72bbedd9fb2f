// Keys of an infrared remote control in the NEC code (most small remotes).
// Facts: NEC transmission format: a start of 13.5 ms, then 32 bits of 1.125 ms (0) or 2.25 ms (1) between falling edges;
// address, its inverse, command, its inverse, lowest bit first. A held key repeats as 11.25 ms.
// Library that does more: "IRremote" by Armin Joachimsmeyer.
#pragma once
#include <Arduino.h>

class InfraredReceiver {
 public:
  InfraredReceiver(const char *name, uint8_t pin);
  void begin();
  void update();

  const char *code() const { return code_; }    // "0x45": the command of the last key, "" before the first
  bool received() const { return received_; }   // true for one pass of the loop

 private:
  const char *name_;
  uint8_t pin_;
  char code_[5] = "";
  bool received_ = false;
};
