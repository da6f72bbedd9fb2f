#include "ohm_ssd1306.h"

#include <Wire.h>

#include "ohm_font.h"
#include "ohm_log.h"
#include "ohm_text.h"

static const uint8_t COMMAND = 0x00;
static const uint8_t DATA = 0x40;
static const uint8_t CHUNK = 16;  // bytes of pixels sent at once: fits every board's I2C buffer
static const uint8_t GLYPH_WIDTH = FONT_WIDTH + 1;

OledDisplay::OledDisplay(const char *name, uint8_t address, uint8_t height, uint8_t lineHeight)
    : name_(name), address_(address), height_(height), lineHeight_(lineHeight) {}

void OledDisplay::begin() {
  Wire.beginTransmission(address_);
  if (Wire.endTransmission() != 0) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  const uint8_t setUp[] = {
      0xAE,                                     // off while it is set up
      0xD5, 0x80,                               // clock as the datasheet recommends
      0xA8, uint8_t(height_ - 1),               // rows in use
      0xD3, 0x00, 0x40,                         // no shift, start at row 0
      0x8D, 0x14,                               // its charge pump makes the panel's 7.5 V
      0x20, 0x02,                               // page addressing
      0xA1, 0xC8,                               // pins at the top
      0xDA, uint8_t(height_ == 64 ? 0x12 : 0x02),  // how the rows are wired
      0x81, 0x8F,                               // brightness
      0xD9, 0xF1, 0xDB, 0x40,                   // pre-charge and deselect level for the charge pump
      0xA4, 0xA6, 0xAF,                         // show the memory, not inverted, on
  };
  for (uint8_t value : setUp) command(value);
  clear();
}

void OledDisplay::update() {
  if (endIsDue()) clear();
}

void OledDisplay::clear() {
  stay();
  memset(shown_, 0, sizeof shown_);
  barShown_ = -1;
  for (uint8_t page = 0; page < height_ / 8; page++) drawPage(page, "", 0, 1, false);
}

void OledDisplay::show(const char *text, uint8_t line) {
  stay();
  for (uint8_t row = line ? line - 1 : 0; row < height_ / lineHeight_; row++) {
    char letters[COLUMNS + 1];
    uint8_t length = 0;
    for (; *text && *text != '\n' && length < COLUMNS; text++) {
      if (*text != '\xC2') letters[length++] = *text;  // 0xC2 only announces a degree sign in UTF-8
    }
    letters[length] = '\0';
    if (strcmp(shown_[row], letters) != 0) {
      strcpy(shown_[row], letters);
      drawLine(row, letters, length);
    }
    if (*text == '\n') text++;
    if (*text == '\0') break;
  }
}

void OledDisplay::number(float value) {
  TextLine text;
  text.number(value, value == long(value) ? 0 : 1);
  show(text.text(), 1);
}

void OledDisplay::bar(float percent) {
  int16_t filled = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f) * (WIDTH - 4) / 100;
  if (filled == barShown_) return;
  barShown_ = filled;
  uint8_t page = height_ / 8 - 1;
  beginPage(page);
  for (uint8_t x = 0; x < WIDTH; x += CHUNK) {
    Wire.beginTransmission(address_);
    Wire.write(DATA);
    for (uint8_t i = x; i < x + CHUNK; i++) {
      bool edge = i == 0 || i == WIDTH - 1;
      bool full = i >= 2 && i < 2 + filled;
      Wire.write(edge ? 0x7E : full ? 0x7E : 0x42);
    }
    Wire.endTransmission();
  }
}

// Texts of up to ten letters are drawn twice as large where the line is high enough.
void OledDisplay::drawLine(uint8_t row, const char *text, uint8_t length) {
  if (lineHeight_ == 8) {
    drawPage(row, text, length, 1, false);
    return;
  }
  bool large = length * GLYPH_WIDTH * 2 <= WIDTH;
  drawPage(row * 2, text, length, large ? 2 : 1, false);
  drawPage(row * 2 + 1, large ? text : "", large ? length : 0, large ? 2 : 1, true);
}

// Eight rows of pixels: a text, its upper or its lower half when it is drawn large.
void OledDisplay::drawPage(uint8_t page, const char *text, uint8_t length, uint8_t scale, bool lower) {
  beginPage(page);
  for (uint8_t x = 0; x < WIDTH; x += CHUNK) {
    Wire.beginTransmission(address_);
    Wire.write(DATA);
    for (uint8_t i = x; i < x + CHUNK; i++) {
      uint8_t letter = i / (GLYPH_WIDTH * scale);
      uint8_t column = i / scale % GLYPH_WIDTH;
      uint8_t pixels = letter < length ? glyphColumn(text[letter], column) : 0;
      Wire.write(scale == 1 ? pixels : stretched(lower ? pixels >> 4 : pixels & 0x0F));
    }
    Wire.endTransmission();
  }
}

void OledDisplay::beginPage(uint8_t page) {
  command(0xB0 | page);
  command(0x00);
  command(0x10);
}

void OledDisplay::command(uint8_t value) {
  Wire.beginTransmission(address_);
  Wire.write(COMMAND);
  Wire.write(value);
  Wire.endTransmission();
}
