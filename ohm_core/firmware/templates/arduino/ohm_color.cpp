#include "ohm_color.h"

// Between two of the three pure colours, one falls as the other rises.
uint32_t colorOfHue(float degrees) {
  float hue = fmod(degrees, 360);
  if (hue < 0) hue += 360;
  uint8_t third = hue / 120;
  uint8_t rising = (hue - third * 120) * 255 / 120;
  uint8_t falling = 255 - rising;
  if (third == 0) return uint32_t(falling) << 16 | uint32_t(rising) << 8;
  if (third == 1) return uint32_t(falling) << 8 | rising;
  return uint32_t(rising) << 16 | falling;
}
