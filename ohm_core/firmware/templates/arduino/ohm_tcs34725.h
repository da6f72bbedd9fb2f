// Colour and brightness from a TCS34725.
// Datasheet: ams TCS3472, "Register Set"; lux by ams application note DN40 (coefficients of the bare chip).
// Library that does the same: "Adafruit TCS34725".
#pragma once
#include "ohm_timing.h"

class ColorSensor {
 public:
  ColorSensor(const char *name, uint8_t address) : name_(name), address_(address) {}
  void begin();
  void update();

  float red() const { return share_[0]; }  // percent of the strongest of the three; NAN while it is not known
  float green() const { return share_[1]; }
  float blue() const { return share_[2]; }
  float lux() const { return lux_; }
  const char *color() const { return color_; }  // "red", "orange" … "white", "black"; "" while it is not known

 private:
  const char *nameIt(float strongest, float weakest) const;

  const char *name_;
  uint8_t address_;
  Every tick_{200};
  bool reported_ = false;
  float share_[3] = {NAN, NAN, NAN};
  float lux_ = NAN;
  const char *color_ = "";
};
