#include "ohm_sevenseg.h"

#include "ohm_segments.h"

void SevenSegment::begin() {
  for (uint8_t i = 0; i < 7; i++) pinMode(pins_[i], OUTPUT);
  write(0);
}

void SevenSegment::update() {
  if (endIsDue()) clear();
}

void SevenSegment::number(float value) {
  char text[2];
  fitNumber(isnan(value) ? value : float(lround(fabs(value)) % 10), text, 1);
  write(segmentsOf(text[0]));
}

void SevenSegment::write(uint8_t segments) {
  stay();
  for (uint8_t i = 0; i < 7; i++) digitalWrite(pins_[i], segments >> i & 1 ? onLevel_ : !onLevel_);
}
