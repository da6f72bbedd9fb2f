#include "ohm_rgb.h"

#include "ohm_color.h"
#include "ohm_log.h"

RgbLed::RgbLed(const char *name, uint8_t redPin, uint8_t greenPin, uint8_t bluePin, uint8_t onLevel)
    : name_(name), pins_{redPin, greenPin, bluePin}, onLevel_(onLevel) {}

void RgbLed::begin() {
  for (uint8_t pin : pins_) pinMode(pin, OUTPUT);
  write(0);
}

void RgbLed::update() {
  if (endIsDue()) off();
  if (rampMs_ && millis() - flippedAt_ >= rampMs_) {
    if (rampTo_ > 0) {
      set(rampTo_);
    } else {
      off();
    }
  }
  if (rampMs_) write(rgb_);
  if (rainbowMs_) write(colorOfHue(360.0f * ((millis() - flippedAt_) % rainbowMs_) / rainbowMs_));
  if (halfPeriod_ && millis() - flippedAt_ >= halfPeriod_) {
    flippedAt_ = millis();
    on_ = !on_;
    write(on_ ? rgb_ : 0);
    if (!on_ && wasLastTime()) off();
  }
}

void RgbLed::color(uint32_t rgb) {
  if (rgb == 0) return off();
  bool changed = rgb != rgb_ || !on_;
  rgb_ = rgb;
  if (halfPeriod_ && !changed) return;
  on();
  if (!changed) return;
  Serial.print(name_);
  Serial.print(F(".color=0x"));
  Serial.println(rgb, HEX);
}

// A hue that is not known (NAN) switches it off. It follows a knob without a line on the serial monitor for each step.
void RgbLed::hue(float degrees) {
  if (isnan(degrees)) return off();
  rgb_ = colorOfHue(degrees);
  on();
}

void RgbLed::nextColor() {
  hue_ += 60;
  color(colorOfHue(hue_));
}

void RgbLed::rainbow(float periodMs) {
  if (isnan(periodMs)) return off();
  if (!rainbowMs_) {
    stay();
    logState(name_, F("rainbow"));
    flippedAt_ = millis();
    halfPeriod_ = rampMs_ = 0;
    on_ = true;
  }
  rainbowMs_ = periodMs < 100 ? 100 : periodMs;
}

void RgbLed::on() {
  stay();
  rainbowMs_ = rampMs_ = 0;
  if (!on_ && !halfPeriod_) logState(name_, F("on"));
  halfPeriod_ = 0;
  on_ = true;
  write(rgb_);
}

void RgbLed::off() {
  stay();
  if (on_ || halfPeriod_ || rainbowMs_) logState(name_, F("off"));
  rainbowMs_ = halfPeriod_ = rampMs_ = 0;
  on_ = false;
  write(0);
}

void RgbLed::toggle() {
  if (on_ || halfPeriod_) {
    off();
  } else {
    on();
  }
}

// Brightness of the colour it has. A value that is not known (NAN) switches it off.
void RgbLed::set(float percent) {
  percent_ = isnan(percent) ? 0 : constrain(percent, 0.0f, 100.0f);
  on();
}

void RgbLed::blink(float periodMs, uint8_t times) {
  if (isnan(periodMs)) return off();
  stay();
  onlyTimes(times);
  rampMs_ = rainbowMs_ = 0;
  if (!halfPeriod_) {
    logState(name_, F("blink"));
    flippedAt_ = millis();
    on_ = true;
    write(rgb_);
  }
  halfPeriod_ = periodMs < 20 ? 10 : periodMs / 2;
}

// From where it is now, from dark where it is off. One that went dark has its brightness again when it is next switched on.
void RgbLed::ramp(float toPercent, float ms) {
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

float RgbLed::level() const {
  if (!rampMs_) return percent_;
  float share = float(millis() - flippedAt_) / rampMs_;
  return rampFrom_ + (share < 1 ? share : 1) * (rampTo_ - rampFrom_);
}

void RgbLed::write(uint32_t rgb) {
  for (uint8_t i = 0; i < 3; i++) {
    uint8_t duty = (rgb >> (16 - 8 * i) & 0xFF) * level() / 100;
    analogWrite(pins_[i], onLevel_ == HIGH ? duty : 255 - duty);
  }
}
