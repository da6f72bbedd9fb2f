#include "ohm_matrix.h"

#include "ohm_font.h"
#include "ohm_text.h"

static const uint8_t LETTER_WIDTH = FONT_WIDTH + 1;

void LedMatrix::update() {
  Max7219::update();
  if (strlen(text_) < 2 || !tick_.due()) return;
  offset_++;
  if (offset_ > int16_t(strlen(text_) * LETTER_WIDTH)) offset_ = -7;
  draw();
}

void LedMatrix::show(const char *text, uint8_t) {
  stay();
  if (strncmp(text, text_, MOST) == 0) return;
  strncpy(text_, text, MOST);
  offset_ = strlen(text_) < 2 ? -1 : -7;  // one letter stands still, a text comes in from the right
  draw();
}

void LedMatrix::number(float value) {
  TextLine text;
  text.number(value, 0);
  show(text.text(), 1);
}

void LedMatrix::bar(float percent) {
  stay();
  text_[0] = '\0';
  uint8_t lit = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f) * 8 / 100 + 0.5f;
  for (uint8_t row = 0; row < 8; row++) write(row, 7 - row < lit ? 0xFF : 0);
}

void LedMatrix::draw() {
  int16_t length = strlen(text_);
  for (uint8_t row = 0; row < 8; row++) {
    uint8_t pixels = 0;
    for (uint8_t column = 0; column < 8; column++) {
      int16_t at = offset_ + column;
      bool inside = at >= 0 && at / LETTER_WIDTH < length;
      if (inside && glyphColumn(text_[at / LETTER_WIDTH], at % LETTER_WIDTH) >> row & 1) pixels |= 0x80 >> column;
    }
    write(row, pixels);
  }
}
