// Something that is on or off: an LED, a relay, a pump or motor behind a transistor.
// No library needed: this is digitalWrite() with a memory.
#pragma once
#include "ohm_timing.h"

class Output : public Timed {
 public:
  // `onLevel` is the level (HIGH or LOW) that switches it on.
  Output(const char *name, uint8_t pin, uint8_t onLevel);
  virtual void begin();
  void update();

  void on();
  void off();
  void toggle();
  void blink(float periodMs, uint8_t times = 0);  // so often, 0: until told otherwise
  bool isOn() const { return on_; }

 protected:
  virtual void setLevel(uint8_t level);
  void write(bool on);

 private:

  const char *name_;
  uint8_t pin_;
  uint8_t onLevel_;
  bool on_ = false;
  uint32_t halfPeriod_ = 0;  // 0: not blinking
  uint32_t flippedAt_ = 0;
};
