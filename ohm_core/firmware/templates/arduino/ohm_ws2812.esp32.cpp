// The WS2812 signal from the ESP32's RMT unit, which plays a list of pulses by itself.
// Documentation: Arduino core for ESP32 3.x, esp32-hal-rmt.h: rmtInit(), rmtWrite(), rmt_data_t.
#include "ohm_ws2812.h"

static const uint32_t TICKS_PER_S = 10000000;  // 0.1 us each
static const uint8_t SHORT_TICKS = 4;
static const uint8_t LONG_TICKS = 8;

void beginPixels(uint8_t pin) {
  rmtInit(pin, RMT_TX_MODE, RMT_MEM_NUM_BLOCKS_1, TICKS_PER_S);
}

void sendPixels(uint8_t pin, const uint8_t *bytes, uint16_t count) {
  static rmt_data_t pulses[8 * 3 * 64];
  size_t used = 0;
  for (uint16_t i = 0; i < count; i++) {
    for (int8_t bit = 7; bit >= 0; bit--) {
      bool one = bytes[i] >> bit & 1;
      rmt_data_t pulse = {};
      pulse.level0 = 1;
      pulse.duration0 = one ? LONG_TICKS : SHORT_TICKS;
      pulse.level1 = 0;
      pulse.duration1 = one ? SHORT_TICKS : LONG_TICKS;
      if (used < sizeof pulses / sizeof pulses[0]) pulses[used++] = pulse;
    }
  }
  rmtWrite(pin, pulses, used, RMT_WAIT_FOR_EVER);
}
