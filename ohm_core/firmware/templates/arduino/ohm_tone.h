// A passive buzzer or small loudspeaker: the board makes the tone, so it can play notes.
// This is tone() with a memory; library that does the same: "NonBlockingRtttl" by Antoine Beauchamp. On an Uno or Nano tone() takes Timer 2, and with it PWM on D3 and D11.
#pragma once
#include "ohm_timing.h"

class Speaker : public Timed {
 public:
  Speaker(const char *name, uint8_t pin);
  void begin();
  void update();

  void on() { tone(STANDARD_HZ); }
  void off();
  void toggle();
  void tone(float frequencyHz);
  void beep(uint32_t durationMs, uint8_t times = 1);
  void blink(float periodMs, uint8_t times = 0);  // so often, 0: until told otherwise
  void melody(const char *tune);  // notes "C5:4 E5:4 G5:2", see ohm_tone.cpp
  bool isOn() const { return hz_ > 0; }

  static const uint16_t STANDARD_HZ = 2000;

 private:
  void sound(uint16_t hz);
  void nextNote();

  const char *name_;
  uint8_t pin_;
  uint16_t hz_ = 0;
  uint32_t halfPeriod_ = 0;  // 0: no rhythm
  uint32_t flippedAt_ = 0;
  const char *tune_ = nullptr;  // what is left of the melody
  uint32_t noteEndsIn_ = 0;
};
