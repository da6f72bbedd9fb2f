#include "ohm_max6675.h"

#include "ohm_log.h"

static const uint16_t PROBE_OPEN = 0x04;

ProbeThermometer::ProbeThermometer(const char *name, uint8_t clockPin, uint8_t csPin, uint8_t dataPin)
    : name_(name), clockPin_(clockPin), csPin_(csPin), dataPin_(dataPin) {}

void ProbeThermometer::begin() {
  pinMode(clockPin_, OUTPUT);
  pinMode(csPin_, OUTPUT);
  pinMode(dataPin_, INPUT);
  digitalWrite(csPin_, HIGH);
  digitalWrite(clockPin_, LOW);
}

void ProbeThermometer::update() {
  if (!tick_.due()) return;
  uint16_t bits = 0;
  digitalWrite(csPin_, LOW);
  for (uint8_t i = 0; i < 16; i++) {
    delayMicroseconds(1);
    digitalWrite(clockPin_, HIGH);
    bits = bits << 1 | digitalRead(dataPin_);
    digitalWrite(clockPin_, LOW);
  }
  digitalWrite(csPin_, HIGH);  // starts the next conversion
  bool silent = bits == 0 || bits == 0xFFFF;
  if (!silent && !(bits & PROBE_OPEN)) {
    temperature_ = (bits >> 3) * 0.25f;
    reported_ = false;
    return;
  }
  temperature_ = NAN;
  if (!reported_) logProblem(name_, silent ? F("no answer; check SCK, CS, SO and its supply") : F("its probe is open; check the two screws"));
  reported_ = true;
}
