#include "ohm_pixels.h"

#include "ohm_color.h"
#include "ohm_log.h"
#include "ohm_ws2812.h"

PixelStrip::PixelStrip(const char *name, uint8_t pin, uint16_t count)
    : name_(name), pin_(pin), count_(count), bytes_(new uint8_t[3 * count]), litPixels_(count) {}

void PixelStrip::begin() {
  beginPixels(pin_);
  draw(false);
}

// Sends only when something changed: on most chips sending stops interrupts for a moment.
void PixelStrip::update() {
  if (endIsDue()) off();
  if (rampMs_ && millis() - flippedAt_ >= rampMs_) {
    if (rampTo_ > 0) {
      set(rampTo_);
    } else {
      off();
    }
  }
  if (halfPeriod_ && millis() - flippedAt_ >= halfPeriod_) {
    flippedAt_ = millis();
    on_ = !on_;
    changed_ = true;
    if (!on_ && wasLastTime()) off();
  }
  if ((rainbowMs_ || rampMs_) && frame_.due()) changed_ = true;
  if (changed_) draw(on_);
  changed_ = false;
}

void PixelStrip::color(uint32_t rgb) {
  if (rgb == 0) return off();
  changed_ = changed_ || rgb != rgb_;
  rgb_ = rgb;
  if (!halfPeriod_) on();
}

void PixelStrip::hue(float degrees) {
  if (isnan(degrees)) return off();
  color(colorOfHue(degrees));
}

void PixelStrip::nextColor() {
  hue_ += 60;
  color(colorOfHue(hue_));
}

void PixelStrip::rainbow(float periodMs) {
  if (isnan(periodMs)) return off();
  uint32_t wanted = periodMs < 100 ? 100 : periodMs;
  if (!rainbowMs_) {
    on();
    flippedAt_ = millis();
  }
  rainbowMs_ = wanted;
}

void PixelStrip::on() {
  stay();
  if (!on_ && !halfPeriod_) logState(name_, F("on"));
  changed_ = changed_ || !on_ || rainbowMs_ || rampMs_;
  halfPeriod_ = rainbowMs_ = rampMs_ = 0;
  on_ = true;
}

void PixelStrip::off() {
  stay();
  if (on_ || halfPeriod_) logState(name_, F("off"));
  changed_ = changed_ || on_;
  halfPeriod_ = rainbowMs_ = rampMs_ = 0;
  on_ = false;
  litPixels_ = count_;
}

void PixelStrip::toggle() {
  if (on_ || halfPeriod_) {
    off();
  } else {
    on();
  }
}

// A value that is not known (NAN) switches it off.
void PixelStrip::set(float percent) {
  if (isnan(percent)) return off();
  float wanted = constrain(percent, 0.0f, 100.0f);
  changed_ = changed_ || wanted != percent_;
  percent_ = wanted;
  on();
}

void PixelStrip::bar(float percent) {
  if (isnan(percent)) return off();
  uint16_t lit = constrain(percent, 0.0f, 100.0f) * count_ / 100 + 0.5f;
  changed_ = changed_ || lit != litPixels_;
  litPixels_ = lit;
  on();
}

void PixelStrip::blink(float periodMs, uint8_t times) {
  if (isnan(periodMs)) return off();
  stay();
  onlyTimes(times);
  changed_ = changed_ || rainbowMs_;
  rampMs_ = rainbowMs_ = 0;
  if (!halfPeriod_) {
    logState(name_, F("blink"));
    flippedAt_ = millis();
    on_ = changed_ = true;
  }
  halfPeriod_ = periodMs < 40 ? 20 : periodMs / 2;
}

// From where it is now, from dark where it is off. One that went dark has its brightness again when it is next switched on.
void PixelStrip::ramp(float toPercent, float ms) {
  if (isnan(toPercent) || isnan(ms)) return;
  rampFrom_ = on_ ? level() : 0;
  rampTo_ = constrain(toPercent, 0.0f, 100.0f);
  rampMs_ = ms < 1 ? 1 : ms;
  flippedAt_ = millis();
  stay();
  halfPeriod_ = rainbowMs_ = 0;
  on_ = true;
  logState(name_, F("ramp"));
}

float PixelStrip::level() const {
  if (!rampMs_) return percent_;
  float share = float(millis() - flippedAt_) / rampMs_;
  return rampFrom_ + (share < 1 ? share : 1) * (rampTo_ - rampFrom_);
}

void PixelStrip::draw(bool lit) {
  for (uint16_t i = 0; i < count_; i++) {
    uint32_t rgb = lit && i < litPixels_ ? colorAt(i) : 0;
    bytes_[3 * i] = (rgb >> 8 & 0xFF) * level() / 100;
    bytes_[3 * i + 1] = (rgb >> 16 & 0xFF) * level() / 100;
    bytes_[3 * i + 2] = (rgb & 0xFF) * level() / 100;
  }
  sendPixels(pin_, bytes_, 3 * count_);
}

uint32_t PixelStrip::colorAt(uint16_t pixel) const {
  if (!rainbowMs_) return rgb_;
  float turned = float((millis() - flippedAt_) % rainbowMs_) / rainbowMs_;
  return colorOfHue(360 * (turned + float(pixel) / count_));
}
