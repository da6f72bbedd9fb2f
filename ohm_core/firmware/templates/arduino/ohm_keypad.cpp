#include "ohm_keypad.h"

#include "ohm_log.h"

static const char KEYS[4][5] = {"123A", "456B", "789C", "*0#D"};

Keypad::Keypad(const char *name, const uint8_t rowPins[4], const uint8_t columnPins[4])
    : name_(name), rowPins_(rowPins), columnPins_(columnPins) {}

void Keypad::begin() {
  for (uint8_t i = 0; i < 4; i++) {
    pinMode(rowPins_[i], INPUT);
    pinMode(columnPins_[i], INPUT_PULLUP);
  }
}

void Keypad::update() {
  pressed_ = entered_ = false;
  if (!tick_.due()) return;
  char now = scan();
  bool settled = now == last_;  // the same in two scans: no bounce
  last_ = now;
  if (!settled || now == held_) return;
  held_ = now;
  if (now) take(now);
}

// Rows that are not asked stay inputs, so that two keys held together never short two outputs.
char Keypad::scan() {
  char found = 0;
  for (uint8_t row = 0; row < 4; row++) {
    pinMode(rowPins_[row], OUTPUT);
    digitalWrite(rowPins_[row], LOW);
    delayMicroseconds(5);
    for (uint8_t column = 0; column < 4; column++) {
      if (digitalRead(columnPins_[column]) == LOW) found = KEYS[row][column];
    }
    pinMode(rowPins_[row], INPUT);
  }
  return found;
}

void Keypad::take(char key) {
  pressed_ = true;
  key_[0] = key;
  Serial.print(name_);
  Serial.print(F(".key="));
  Serial.println(key);
  uint8_t length = strlen(typed_);
  if (key == '#') {
    strcpy(code_, typed_);
    entered_ = true;
  }
  if (key == '#' || key == '*') {
    typed_[0] = '\0';
  } else if (length < MOST) {
    typed_[length] = key;
    typed_[length + 1] = '\0';
  }
}
