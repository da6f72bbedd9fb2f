#include "ohm_tcs34725.h"

#include "ohm_i2c.h"
#include "ohm_log.h"

static const uint8_t COMMAND = 0xA0;  // each register is named with this bit, and what follows counts up
static const uint8_t ENABLE = 0x00, ATIME = 0x01, CONTROL = 0x0F, CDATAL = 0x14;
static const uint8_t ON = 0x03;           // powered, measures colours
static const uint8_t STEPS = 21;          // of 2.4 ms each, in which the light is added up
static const uint8_t GAIN = 4, GAIN_4 = 0x01;
static const uint8_t DARK = 20;           // counts of clear light below which no colour is seen

void ColorSensor::begin() {
  i2cWrite(address_, COMMAND | ATIME, 256 - STEPS);
  i2cWrite(address_, COMMAND | CONTROL, GAIN_4);
  i2cWrite(address_, COMMAND | ENABLE, ON);
}

void ColorSensor::update() {
  if (!tick_.due()) return;
  uint8_t d[8];
  if (!i2cRead(address_, COMMAND | CDATAL, d, 8)) {
    share_[0] = share_[1] = share_[2] = lux_ = NAN;
    color_ = "";
    if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
    reported_ = true;
    return begin();  // in case it was unplugged
  }
  reported_ = false;
  float part[4];  // clear, red, green, blue
  for (uint8_t i = 0; i < 4; i++) part[i] = uint16_t(d[2 * i + 1]) << 8 | d[2 * i];
  float infrared = (part[1] + part[2] + part[3] - part[0]) / 2;
  float seen = 0.136f * (part[1] - infrared) + (part[2] - infrared) - 0.444f * (part[3] - infrared);
  lux_ = max(0.0f, seen * 310 / (STEPS * 2.4f * GAIN));
  float strongest = max(part[1], max(part[2], part[3]));
  float weakest = min(part[1], min(part[2], part[3]));
  for (uint8_t i = 0; i < 3; i++) share_[i] = strongest > 0 ? 100 * part[i + 1] / strongest : 0;
  color_ = part[0] < DARK ? "black" : nameIt(strongest, weakest);
}

// By hue, sixty degrees a colour; where the three differ by less than a quarter it is white.
const char *ColorSensor::nameIt(float strongest, float weakest) const {
  if (strongest - weakest < 0.25f * strongest) return "white";
  float low = 100 * weakest / strongest;
  float span = 100 - low;
  float hue = share_[0] >= 100 ? (share_[1] - share_[2]) / span : share_[1] >= 100 ? 2 + (share_[2] - share_[0]) / span : 4 + (share_[0] - share_[1]) / span;
  if (hue < 0) hue += 6;
  static const char *const NAMES[] = {"red", "orange", "yellow", "green", "cyan", "blue", "purple", "red"};
  static const float UNTIL[] = {0.25f, 0.7f, 1.2f, 2.5f, 3.4f, 4.4f, 5.4f, 6.1f};
  uint8_t i = 0;
  while (hue >= UNTIL[i] && i < 7) i++;
  return NAMES[i];
}
