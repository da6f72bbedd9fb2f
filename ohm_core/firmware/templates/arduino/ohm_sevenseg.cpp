#include "ohm_sevenseg.h"

#include "ohm_segments.h"

void SevenSegment::begin() {
  for (uint8_t i = 0; i < 7; i++) pinMode(pins_[i], OUTPUT);
  write(0);
}

void SevenSegment::update() {
  if (endIsDue()) clear();
  if (text_[0] == '\0' || !tick_.due()) return;
  if (text_[1] == '\0') at_ = 0;  // a single letter stays
  if (text_[at_] == '\0') {
    write(0);  // a gap between two rounds
    at_ = 0;
  } else {
    write(segmentsOf(text_[at_++]));
  }
}

void SevenSegment::clear() {
  stay();
  text_[0] = '\0';
  write(0);
}

void SevenSegment::show(const char *text, uint8_t) {
  stay();
  if (strncmp(text, text_, MOST) == 0) return;
  strncpy(text_, text, MOST);
  at_ = 0;
  tick_.hurry();
}

void SevenSegment::number(float value) {
  stay();
  text_[0] = '\0';
  char text[2];
  fitNumber(isnan(value) ? value : float(lround(fabs(value)) % 10), text, 1);
  write(segmentsOf(text[0]));
}

void SevenSegment::write(uint8_t segments) {
  for (uint8_t i = 0; i < 7; i++) setSegment(i, segments >> i & 1 ? onLevel_ : !onLevel_);
}

void SevenSegment::setSegment(uint8_t segment, uint8_t level) {
  digitalWrite(pins_[segment], level);
}
