// A line of text put together from pieces, without the heap: `TextLine line; line.print(t, 1);` then line.text().
#pragma once
#include <Arduino.h>

class TextLine : public Print {
 public:
  using Print::print;
  using Print::write;

  size_t write(uint8_t letter) override {
    if (length_ >= CAPACITY) return 0;
    text_[length_++] = letter;
    text_[length_] = '\0';
    return 1;
  }

  // A number, or "--" for a value that is not known.
  void number(float value, uint8_t decimals) {
    if (isnan(value)) {
      print(F("--"));
    } else {
      print(value, decimals);
    }
  }

  const char *text() const { return text_; }

 private:
  static const uint8_t CAPACITY = 95;
  char text_[CAPACITY + 1] = "";
  uint8_t length_ = 0;
};
