// A red, green and blue LED in one: any colour as 0xRRGGBB.
// No library needed: this is analogWrite() three times.
#pragma once
#include "ohm_timing.h"

class RgbLed : public Timed {
 public:
  // `onLevel` HIGH for a common cathode, LOW for a common anode.
  RgbLed(const char *name, uint8_t redPin, uint8_t greenPin, uint8_t bluePin, uint8_t onLevel);
  void begin();
  void update();

  void color(uint32_t rgb);
  void hue(float degrees);        // round the colour circle: 0 red, 120 green, 240 blue
  void nextColor();               // the next one on the circle
  void rainbow(float periodMs);   // all of them, again and again
  void on();
  void off();
  void toggle();
  void set(float percent);
  void blink(float periodMs, uint8_t times = 0);  // so often, 0: until told otherwise
  void ramp(float toPercent, float ms);  // slowly to a brightness, and there it stays

 private:
  float level() const;
  void write(uint32_t rgb);

  const char *name_;
  uint8_t pins_[3];
  uint8_t onLevel_;
  uint32_t rgb_ = 0xFFFFFF;  // the colour when it is on
  float percent_ = 100;
  bool on_ = false;
  float hue_ = 0;
  uint32_t halfPeriod_ = 0;  // 0: not blinking
  uint32_t rainbowMs_ = 0;   // 0: one colour
  uint32_t flippedAt_ = 0;
  uint32_t rampMs_ = 0;  // 0: not on its way to a brightness
  float rampFrom_ = 0;
  float rampTo_ = 0;
};
