// Flow of water from a wheel that gives pulses.
// Datasheet: YF-S201 (frequency in Hz = 7.5 times the flow in litres a minute).
// Library that does the same: "FlowSensor" by hafidh.
#pragma once
#include "ohm_timing.h"

class FlowSensor {
 public:
  FlowSensor(const char *name, uint8_t pin, float hertzPerLitreMinute);
  void begin();
  void update();

  float flow() const { return flow_; }      // litres a minute
  float volume() const { return litres_; }  // since the start

 private:
  const char *name_;
  uint8_t pin_;
  float hertzPerLitreMinute_;
  Every tick_{1000};
  float flow_ = 0;
  float litres_ = 0;
};
