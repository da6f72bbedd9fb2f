// The WS2812 signal from an ESP8266, timed by its cycle counter. Interrupts are off meanwhile, 30 us a pixel.
// Documentation: ESP8266 Arduino core 3.x, esp8266_peri.h (GPOS, GPOC), Esp.h (getCycleCount).
#include "ohm_ws2812.h"

static const uint32_t CYCLES_PER_US = F_CPU / 1000000;
static const uint32_t SHORT_CYCLES = CYCLES_PER_US * 4 / 10;
static const uint32_t LONG_CYCLES = CYCLES_PER_US * 8 / 10;
static const uint32_t BIT_CYCLES = CYCLES_PER_US * 125 / 100;

void beginPixels(uint8_t pin) {
  pinMode(pin, OUTPUT);
  digitalWrite(pin, LOW);
}

void IRAM_ATTR sendPixels(uint8_t pin, const uint8_t *bytes, uint16_t count) {
  uint32_t mask = 1UL << pin;
  noInterrupts();
  uint32_t start = ESP.getCycleCount();
  for (uint16_t i = 0; i < count; i++) {
    for (int8_t bit = 7; bit >= 0; bit--) {
      uint32_t high = bytes[i] >> bit & 1 ? LONG_CYCLES : SHORT_CYCLES;
      while (ESP.getCycleCount() - start < BIT_CYCLES) {}
      start = ESP.getCycleCount();
      GPOS = mask;
      while (ESP.getCycleCount() - start < high) {}
      GPOC = mask;
    }
  }
  interrupts();
  delayMicroseconds(300);  // this long a low means: show it
}
