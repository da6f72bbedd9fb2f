// A strip or ring of WS2812 pixels ("NeoPixel"): all in one colour, or as a bar.
// Datasheet: Worldsemi WS2812B, "Data transfer time": 1.25 us a bit, 24 bits a pixel, green first.
// Libraries that do more: "Adafruit NeoPixel", "FastLED".
#pragma once
#include "ohm_timing.h"

class PixelStrip : public Timed {
 public:
  PixelStrip(const char *name, uint8_t pin, uint16_t count);
  void begin();
  void update();

  void color(uint32_t rgb);
  void on();
  void off();
  void clear() { off(); }
  void toggle();
  void set(float percent);  // brightness of all
  void bar(float percent);  // so many of them lit
  void blink(float periodMs);

 private:
  void draw(bool lit);

  const char *name_;
  uint8_t pin_;
  uint16_t count_;
  uint8_t *bytes_;
  uint32_t rgb_ = 0xFFFFFF;
  float percent_ = 30;  // full white of a whole strip asks more than USB can give
  uint16_t litPixels_;
  bool on_ = false;
  bool changed_ = false;
  uint32_t halfPeriod_ = 0;  // 0: not blinking
  uint32_t flippedAt_ = 0;
};
