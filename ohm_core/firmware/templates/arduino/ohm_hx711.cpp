#include "ohm_hx711.h"

#include "ohm_log.h"

static const uint16_t SILENT_MS = 1500;  // ten answers a second are usual

Scale::Scale(const char *name, uint8_t dataPin, uint8_t clockPin, float countsPerGram)
    : name_(name), dataPin_(dataPin), clockPin_(clockPin), countsPerGram_(countsPerGram) {}

void Scale::begin() {
  pinMode(dataPin_, INPUT);
  pinMode(clockPin_, OUTPUT);
  digitalWrite(clockPin_, LOW);
  answeredAt_ = millis();
}

void Scale::update() {
  if (digitalRead(dataPin_) == HIGH) {  // not ready yet
    if (millis() - answeredAt_ < SILENT_MS || reported_) return;
    weight_ = NAN;
    reported_ = true;
    logProblem(name_, F("no answer; check DT, SCK and its supply"));
    return;
  }
  answeredAt_ = millis();
  reported_ = false;
  raw_ = read();
  if (tareLeft_) {
    zero_ = tareLeft_ == TARE_SAMPLES ? raw_ : (zero_ + raw_) / 2;
    tareLeft_--;
    return;
  }
  float now = (raw_ - zero_) / countsPerGram_;
  weight_ = isnan(weight_) ? now : weight_ + (now - weight_) * 0.3f;  // calms the last digits
}

// 24 bits, then one more clock for channel A at gain 128. A clock that stays high for 60 us would switch it off.
long Scale::read() {
  uint32_t value = 0;
  noInterrupts();
  for (uint8_t bit = 0; bit < 25; bit++) {
    digitalWrite(clockPin_, HIGH);
    delayMicroseconds(1);
    if (bit < 24) value = value << 1 | digitalRead(dataPin_);
    digitalWrite(clockPin_, LOW);
    delayMicroseconds(1);
  }
  interrupts();
  return value & 0x800000 ? long(value) - 0x1000000 : value;
}
