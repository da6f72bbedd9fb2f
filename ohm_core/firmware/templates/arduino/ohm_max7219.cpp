#include "ohm_max7219.h"

#include "ohm_segments.h"

static const uint8_t DIGIT_0 = 0x01;
static const uint8_t DECODE = 0x09;
static const uint8_t INTENSITY = 0x0A;
static const uint8_t SCAN_LIMIT = 0x0B;
static const uint8_t AWAKE = 0x0C;
static const uint8_t TEST = 0x0F;

Max7219::Max7219(uint8_t dinPin, uint8_t csPin, uint8_t clkPin) : dinPin_(dinPin), csPin_(csPin), clkPin_(clkPin) {}

void Max7219::begin() {
  pinMode(dinPin_, OUTPUT);
  pinMode(csPin_, OUTPUT);
  pinMode(clkPin_, OUTPUT);
  digitalWrite(csPin_, HIGH);
  digitalWrite(clkPin_, LOW);
  send(TEST, 0);
  send(SCAN_LIMIT, 7);
  send(DECODE, 0);
  send(INTENSITY, 4);
  memset(shown_, 0xFF, sizeof shown_);  // whatever it shows after power-on must go
  clear();
  send(AWAKE, 1);
}

void Max7219::update() {
  if (endIsDue()) clear();
}

void Max7219::set(float percent) {
  send(INTENSITY, isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f) * 15 / 100);
}

void Max7219::clear() {
  stay();
  for (uint8_t place = 0; place < 8; place++) write(place, 0);
}

void Max7219::write(uint8_t place, uint8_t segments) {
  if (shown_[place] == segments) return;
  shown_[place] = segments;
  send(DIGIT_0 + place, segments);
}

void Max7219::send(uint8_t reg, uint8_t value) {
  digitalWrite(csPin_, LOW);
  shiftOut(dinPin_, clkPin_, MSBFIRST, reg);
  shiftOut(dinPin_, clkPin_, MSBFIRST, value);
  digitalWrite(csPin_, HIGH);  // the rising edge takes it over
}

// The chip has the point in bit 7 and the segments A to G in bits 6 to 0.
static uint8_t mirrored(uint8_t segments) {
  uint8_t result = 0;
  for (uint8_t bit = 0; bit < 7; bit++) result |= (segments >> bit & 1) << (6 - bit);
  return result;
}

void SegmentRow::number(float value) {
  char text[9];
  fitNumber(value, text, 8);
  show(text, 1);
}

void SegmentRow::show(const char *text, uint8_t) {
  stay();
  for (uint8_t place = 0; place < 8; place++) {
    if (*text == '\xC2') text++;  // only announces a degree sign in UTF-8
    write(7 - place, *text ? mirrored(segmentsOf(*text++)) : 0);
  }
}
