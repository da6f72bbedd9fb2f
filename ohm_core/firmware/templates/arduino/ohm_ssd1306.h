// A small OLED with an SSD1306 controller on I2C: lines of text, and a bar. Drawn straight into the display, without a
// picture of it in memory (that alone would take half the RAM of an ATmega328P).
// Datasheet: Solomon Systech SSD1306, "Command Table" and "Page addressing mode".
// Libraries that do more: "Adafruit SSD1306", "U8g2" by oliver.
#pragma once
#include "ohm_timing.h"

class OledDisplay : public Timed {
 public:
  // A line is `lineHeight` pixels high: 16 (short texts are drawn twice as large) or 8.
  OledDisplay(const char *name, uint8_t address, uint8_t height, uint8_t lineHeight);
  void begin();
  void update();

  void show(const char *text, uint8_t line);  // lines count from 1; a line break goes on in the next one
  void number(float value);
  void bar(float percent);  // on the last line
  void clear();

 private:
  static const uint8_t WIDTH = 128;
  static const uint8_t COLUMNS = 21;
  static const uint8_t MOST_LINES = 8;

  void drawLine(uint8_t row, const char *text, uint8_t length);
  void drawPage(uint8_t page, const char *text, uint8_t length, uint8_t scale, bool lower);
  void beginPage(uint8_t page);
  void command(uint8_t value);

  const char *name_;
  uint8_t address_;
  uint8_t height_;
  uint8_t lineHeight_;
  char shown_[MOST_LINES][COLUMNS + 1];
  int16_t barShown_ = -1;
};
