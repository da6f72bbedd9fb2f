// The WS2812 signal from an RP2040, counted in clock cycles by a routine in RAM. Interrupts are off meanwhile, 30 us a pixel.
// Documentation: Raspberry Pi Pico C SDK, pico/platform.h (busy_wait_at_least_cycles), hardware_gpio, hardware_sync.
#include "ohm_ws2812.h"

#include <hardware/clocks.h>
#include <hardware/gpio.h>
#include <hardware/sync.h>

void beginPixels(uint8_t pin) {
  pinMode(pin, OUTPUT);
  digitalWrite(pin, LOW);
}

void __not_in_flash_func(sendPixels)(uint8_t pin, const uint8_t *bytes, uint16_t count) {
  uint32_t perUs = clock_get_hz(clk_sys) / 1000000;
  uint32_t shorter = perUs * 3 / 10;  // the loop itself adds about 0.1 us
  uint32_t longer = perUs * 7 / 10;
  uint32_t state = save_and_disable_interrupts();
  for (uint16_t i = 0; i < count; i++) {
    for (int8_t bit = 7; bit >= 0; bit--) {
      bool one = bytes[i] >> bit & 1;
      gpio_put(pin, true);
      busy_wait_at_least_cycles(one ? longer : shorter);
      gpio_put(pin, false);
      busy_wait_at_least_cycles(one ? shorter : longer);
    }
  }
  restore_interrupts(state);
  delayMicroseconds(300);  // this long a low means: show it
}
