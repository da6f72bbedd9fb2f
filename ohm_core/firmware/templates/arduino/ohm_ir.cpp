#include "ohm_ir.h"

#include "ohm_log.h"

#ifndef IRAM_ATTR  // ESP chips want interrupt code in RAM; others do not know the word
#define IRAM_ATTR
#endif

static volatile uint32_t frame;
static volatile uint8_t bits = 33;  // 0 to 31: receiving; 32: complete; 33: waiting for a start
static volatile uint32_t fellAt;

// Between two falling edges lies all there is to know.
static void IRAM_ATTR edge() {
  uint32_t now = micros();
  uint32_t gap = now - fellAt;
  fellAt = now;
  if (gap > 12500 && gap < 14500) {
    frame = 0;
    bits = 0;
  } else if (bits < 32) {
    if (gap < 800 || gap > 2700) {
      bits = 33;
      return;
    }
    frame = frame >> 1 | (gap > 1700 ? 0x80000000UL : 0);
    bits = bits + 1;
  }
}

InfraredReceiver::InfraredReceiver(const char *name, uint8_t pin) : name_(name), pin_(pin) {}

void InfraredReceiver::begin() {
  pinMode(pin_, INPUT);
  attachInterrupt(digitalPinToInterrupt(pin_), edge, FALLING);
}

const char *InfraredReceiver::key() const {
  uint8_t command = strtoul(code_, nullptr, 16);
  for (const RemoteKey &key : REMOTE_KEYS)
    if (code_[0] && key.command == command) return key.name;
  return "";
}

void InfraredReceiver::update() {
  received_ = false;
  if (bits != 32) return;
  uint8_t command = frame >> 16;
  uint8_t inverse = frame >> 24;
  bits = 33;
  if (uint8_t(~inverse) != command) return;  // disturbed by another light
  static const char DIGITS[] = "0123456789ABCDEF";
  const char text[] = {'0', 'x', DIGITS[command >> 4], DIGITS[command & 15], '\0'};
  strcpy(code_, text);
  received_ = true;
  Serial.print(name_);
  Serial.print(F(".code="));
  Serial.println(code_);
}
