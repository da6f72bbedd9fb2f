#include "ohm_segments.h"

static const uint8_t DIGITS[] PROGMEM = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};
// A to Z, as well as seven segments can.
static const uint8_t LETTERS[] PROGMEM = {0x77, 0x7C, 0x39, 0x5E, 0x79, 0x71, 0x3D, 0x76, 0x06, 0x1E, 0x75, 0x38, 0x15,
                                          0x54, 0x5C, 0x73, 0x67, 0x50, 0x6D, 0x78, 0x3E, 0x1C, 0x2A, 0x76, 0x6E, 0x5B};

uint8_t segmentsOf(char letter) {
  if (letter >= '0' && letter <= '9') return pgm_read_byte(&DIGITS[letter - '0']);
  if (letter >= 'a' && letter <= 'z') letter -= 'a' - 'A';
  if (letter >= 'A' && letter <= 'Z') return pgm_read_byte(&LETTERS[letter - 'A']);
  if (letter == '-') return 0x40;
  if (letter == '_') return 0x08;
  if (letter == '\xB0') return 0x63;  // a degree sign
  return 0;
}

void fitNumber(float value, char *text, uint8_t width) {
  memset(text, ' ', width);
  text[width] = '\0';
  if (isnan(value)) {
    text[width - 1] = '-';
    return;
  }
  long whole = lround(value);
  bool negative = whole < 0;
  whole = abs(whole);
  int8_t place = width - 1;
  do {
    text[place--] = '0' + whole % 10;
    whole /= 10;
  } while (whole && place >= 0);
  if (negative && place >= 0) text[place--] = '-';
  if (whole || (negative && text[place + 1] != '-')) memset(text, '-', width);
}
