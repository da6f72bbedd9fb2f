#include "ohm_irsend.h"

#include "ohm_log.h"

// 38 kHz is 26 us a period. What the calls themselves take is found at the start, so that slow chips keep time too.
static const uint8_t PERIOD_US = 26, LIT_US = 9;
static uint8_t callUs;

void InfraredSender::begin() {
  pinMode(pin_, OUTPUT);
  uint32_t started = micros();
  for (uint8_t i = 0; i < 32; i++) digitalWrite(pin_, !onLevel_);
  callUs = (micros() - started) / 32;
}

void InfraredSender::send(const char *code) {
  uint32_t number = strtoul(code, nullptr, 16);
  uint16_t address = number >> 8;
  uint8_t command = number;
  if (address < 256) address |= (~address & 0xFF) << 8;
  uint32_t frame = address | uint32_t(command) << 16 | uint32_t(uint8_t(~command)) << 24;
  logState(name_, F("send"));
  burst(9000);
  delayMicroseconds(4500);
  for (uint8_t i = 0; i < 32; i++) {
    burst(562);
    delayMicroseconds(frame >> i & 1 ? 1688 : 562);
  }
  burst(562);
}

void InfraredSender::burst(uint16_t us) {
  uint32_t started = micros();
  while (micros() - started < us) {
    digitalWrite(pin_, onLevel_);
    delayMicroseconds(LIT_US > callUs ? LIT_US - callUs : 1);
    digitalWrite(pin_, !onLevel_);
    delayMicroseconds(PERIOD_US - LIT_US > 2 * callUs ? PERIOD_US - LIT_US - 2 * callUs : 1);
  }
}
