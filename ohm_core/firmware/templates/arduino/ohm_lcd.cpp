#include "ohm_lcd.h"

#include "ohm_text.h"

static const uint8_t CLEAR = 0x01;
static const uint8_t ENTRY_LEFT_TO_RIGHT = 0x06;
static const uint8_t DISPLAY_ON = 0x0C;
static const uint8_t FOUR_BITS_TWO_LINES = 0x28;
static const uint8_t SET_ADDRESS = 0x80;
static const char DEGREE = '\xDF';  // in the display's own table

TextLcd::TextLcd(uint8_t columns, uint8_t lines) : columns_(columns), lines_(lines) {}

void TextLcd::start() {
  delay(50);  // after power-on it needs 40 ms
  for (uint8_t i = 0; i < 3; i++) {  // whatever mode it was in, it is in 8-bit mode now
    sendNibble(0x3, false);
    delay(5);
  }
  sendNibble(0x2, false);
  send(FOUR_BITS_TWO_LINES, false);
  send(DISPLAY_ON, false);
  send(ENTRY_LEFT_TO_RIGHT, false);
  clear();
}

void TextLcd::update() {
  if (endIsDue()) clear();
}

void TextLcd::clear() {
  stay();
  send(CLEAR, false);
  delay(2);
  memset(shown_, ' ', sizeof shown_);
  cursor_ = 0xFF;
}

void TextLcd::show(const char *text, uint8_t line) {
  stay();
  for (uint8_t row = line ? line - 1 : 0; row < lines_; row++) {
    fill(row, text);
    if (*text == '\0') break;
  }
}

void TextLcd::number(float value) {
  TextLine text;
  text.number(value, value == long(value) ? 0 : 1);
  show(text.text(), 1);
}

// One row of the display from the text, padded with blanks; leaves `text` at what is left over.
void TextLcd::fill(uint8_t line, const char *&text) {
  for (uint8_t column = 0; column < columns_; column++) {
    char letter = *text == '\0' || *text == '\n' ? ' ' : *text++;
    if (letter == '\xC2' && *text == '\xB0') {  // the degree sign in UTF-8
      letter = DEGREE;
      text++;
    }
    put(line, column, letter);
  }
  if (*text == '\n') text++;
}

void TextLcd::put(uint8_t line, uint8_t column, char letter) {
  if (shown_[line][column] == letter) return;
  shown_[line][column] = letter;
  // Lines 3 and 4 go on in memory where lines 1 and 2 end.
  uint8_t address = (line & 1 ? 0x40 : 0) + (line & 2 ? columns_ : 0) + column;
  if (address != cursor_) send(SET_ADDRESS | address, false);
  send(letter, true);
  cursor_ = address + 1;
}

void TextLcd::send(uint8_t value, bool isData) {
  sendNibble(value >> 4, isData);
  sendNibble(value & 0x0F, isData);
  delayMicroseconds(50);  // an instruction takes 37 us
}
