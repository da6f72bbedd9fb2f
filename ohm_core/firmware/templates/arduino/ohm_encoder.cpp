#include "ohm_encoder.h"

// What a change from one pair of levels (row) to another (column) means in quarter clicks; a jump over two means nothing.
static const int8_t QUARTER[4][4] = {{0, -1, 1, 0}, {1, 0, 0, -1}, {-1, 0, 0, 1}, {0, 1, -1, 0}};

RotaryEncoder::RotaryEncoder(const char *name, uint8_t clkPin, uint8_t dtPin, uint8_t buttonPin)
    : name_(name), clkPin_(clkPin), dtPin_(dtPin), button_(name, buttonPin, LOW, INPUT_PULLUP) {}

void RotaryEncoder::begin() {
  pinMode(clkPin_, INPUT_PULLUP);
  pinMode(dtPin_, INPUT_PULLUP);
  button_.begin();
  last_ = pair();
}

uint8_t RotaryEncoder::pair() const {
  return digitalRead(clkPin_) << 1 | digitalRead(dtPin_);
}

void RotaryEncoder::update() {
  button_.update();
  turned_ = false;
  uint8_t now = pair();
  quarters_ += QUARTER[last_][now];
  last_ = now;
  if (now != 3) return;  // between two clicks
  if (abs(quarters_) >= 2) {  // two of four are enough: contacts bounce
    steps_ += quarters_ > 0 ? 1 : -1;
    turned_ = true;
    Serial.print(name_);
    Serial.print(F(".position_steps="));
    Serial.println(steps_);
  }
  quarters_ = 0;
}
