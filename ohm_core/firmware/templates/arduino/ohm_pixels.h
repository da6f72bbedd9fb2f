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
  void hue(float degrees);       // round the colour circle: 0 red, 120 green, 240 blue
  void nextColor();
  void rainbow(float periodMs);  // all colours at once, running through in one period
  void on();
  void off();
  void clear() { off(); }
  void toggle();
  void set(float percent);  // brightness of all
  void bar(float percent);  // so many of them lit
  void blink(float periodMs, uint8_t times = 0);  // so often, 0: until told otherwise
  void ramp(float toPercent, float ms);  // slowly to a brightness, and there it stays

 private:
  float level() const;
  void draw(bool lit);
  uint32_t colorAt(uint16_t pixel) const;

  const char *name_;
  uint8_t pin_;
  uint16_t count_;
  uint8_t *bytes_;
  uint32_t rgb_ = 0xFFFFFF;
  float percent_ = 30;  // full white of a whole strip asks more than USB can give
  uint16_t litPixels_;
  bool on_ = false;
  bool changed_ = false;
  float hue_ = 0;
  uint32_t halfPeriod_ = 0;  // 0: not blinking
  uint32_t rainbowMs_ = 0;   // 0: one colour
  Every frame_{40};
  uint32_t flippedAt_ = 0;
  uint32_t rampMs_ = 0;  // 0: not on its way to a brightness
  float rampFrom_ = 0;
  float rampTo_ = 0;
};
