// A matrix of 8 by 8 LEDs with a MAX7219: a letter, a text that runs through, or a bar.
// Libraries that do more: "MD_Parola" by majicDesigns.
#pragma once
#include "ohm_max7219.h"

class LedMatrix : public Max7219 {
 public:
  LedMatrix(uint8_t dinPin, uint8_t csPin, uint8_t clkPin) : Max7219(dinPin, csPin, clkPin) {}
  void update();

  void show(const char *text, uint8_t line);
  void number(float value);
  void bar(float percent);

 private:
  static const uint8_t MOST = 31;

  void draw();

  char text_[MOST + 1] = "";
  int16_t offset_ = 0;
  Every tick_{90};  // a column each time it runs
};
