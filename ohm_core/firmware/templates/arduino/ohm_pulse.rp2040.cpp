// Servo pulses from the RP2040's PWM slices: a count each microsecond, 20,000 counts a frame.
// Documentation: Raspberry Pi Pico C SDK, hardware_pwm and hardware_clocks. Two servos share a slice without harm.
#include "ohm_pulse.h"

#include <hardware/clocks.h>
#include <hardware/gpio.h>
#include <hardware/pwm.h>

static const uint16_t FRAME_US = 20000;

bool attachPulse(uint8_t pin) {
  uint slice = pwm_gpio_to_slice_num(pin);
  pwm_set_clkdiv(slice, clock_get_hz(clk_sys) / 1e6f);
  pwm_set_wrap(slice, FRAME_US - 1);
  pwm_set_gpio_level(pin, 0);
  gpio_set_function(pin, GPIO_FUNC_PWM);
  pwm_set_enabled(slice, true);
  return true;
}

void setPulse(uint8_t pin, uint16_t lengthUs) {
  pwm_set_gpio_level(pin, lengthUs);
}
