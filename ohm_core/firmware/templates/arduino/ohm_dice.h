// A dice of LEDs: seven show the spots of a real one, fewer light one of them.
#pragma once
#include "ohm_output.h"

class Dice {
 public:
  template <typename... Outputs>
  explicit Dice(const char *name, Outputs &...outputs) : name_(name), leds_{&outputs...}, count_(sizeof...(outputs)) {}

  void roll() {
    uint8_t number = random(count_ == SPOTS ? 6 : count_) + 1;
    for (uint8_t i = 0; i < count_; i++) {
      bool lit = count_ == SPOTS ? FACES[number - 1] >> i & 1 : i + 1 == number;
      if (lit) {
        leds_[i]->on();
      } else {
        leds_[i]->off();
      }
    }
    Serial.print(name_);
    Serial.print('=');
    Serial.println(number);
  }

 private:
  static const uint8_t SPOTS = 7;
  static const uint8_t MOST = 16;
  // LEDs from left to right: two in the left column's corners, its middle, the centre, the right column likewise.
  static constexpr uint8_t FACES[6] = {0b0001000, 0b1000001, 0b1001001, 0b1010101, 0b1011101, 0b1110111};

  const char *name_;
  Output *leds_[MOST];
  uint8_t count_;
};
