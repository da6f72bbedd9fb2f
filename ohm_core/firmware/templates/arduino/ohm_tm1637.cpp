#include "ohm_tm1637.h"

#include "ohm_log.h"
#include "ohm_segments.h"

static const uint8_t WRITE_DATA = 0x40;
static const uint8_t FIRST_DIGIT = 0xC0;
static const uint8_t DISPLAY_ON = 0x88;
static const uint8_t COLON = 0x80;  // on the second digit
static const uint8_t HALF_BIT_US = 5;

DigitDisplay::DigitDisplay(const char *name, uint8_t clkPin, uint8_t dioPin) : name_(name), clkPin_(clkPin), dioPin_(dioPin) {}

void DigitDisplay::begin() {
  line(clkPin_, true);
  line(dioPin_, true);
  refresh();
}

void DigitDisplay::update() {
  if (endIsDue()) clear();
}

void DigitDisplay::number(float value) {
  char text[DIGITS + 1];
  fitNumber(value, text, DIGITS);
  show(text, 1);
}

void DigitDisplay::show(const char *text, uint8_t) {
  stay();
  uint8_t wanted[DIGITS] = {0};
  for (uint8_t i = 0; i < DIGITS && *text; text++) {
    if (*text == ':' && i == 2) {
      wanted[1] |= COLON;
    } else if (*text != '\xC2') {  // 0xC2 only announces a degree sign in UTF-8
      wanted[i++] = segmentsOf(*text);
    }
  }
  if (memcmp(wanted, shown_, DIGITS) == 0) return;
  memcpy(shown_, wanted, DIGITS);
  refresh();
}

void DigitDisplay::set(float percent) {
  uint8_t wanted = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f) * 7 / 100 + 0.5f;
  if (wanted == brightness_) return;
  brightness_ = wanted;
  refresh();
}

void DigitDisplay::clear() {
  show("", 1);
}

void DigitDisplay::refresh() {
  start();
  bool there = write(WRITE_DATA);
  stop();
  start();
  write(FIRST_DIGIT);
  for (uint8_t segments : shown_) write(segments);
  stop();
  start();
  write(DISPLAY_ON | brightness_);
  stop();
  if (!there && !reported_) logProblem(name_, F("no answer; check CLK, DIO and its supply"));
  reported_ = !there;
}

// Both lines have pull-ups: high is letting go.
void DigitDisplay::line(uint8_t pin, bool high) {
  if (high) {
    pinMode(pin, INPUT_PULLUP);
  } else {
    pinMode(pin, OUTPUT);
    digitalWrite(pin, LOW);
  }
  delayMicroseconds(HALF_BIT_US);
}

void DigitDisplay::start() {
  line(dioPin_, false);
  line(clkPin_, false);
}

void DigitDisplay::stop() {
  line(dioPin_, false);
  line(clkPin_, true);
  line(dioPin_, true);
}

// Eight bits, lowest first; then the display pulls the line low to say that it understood.
bool DigitDisplay::write(uint8_t value) {
  for (uint8_t bit = 0; bit < 8; bit++) {
    line(dioPin_, value >> bit & 1);
    line(clkPin_, true);
    line(clkPin_, false);
  }
  line(dioPin_, true);
  line(clkPin_, true);
  bool understood = digitalRead(dioPin_) == LOW;
  line(clkPin_, false);
  return understood;
}
