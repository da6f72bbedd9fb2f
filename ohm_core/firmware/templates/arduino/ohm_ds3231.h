// The time of day from a DS3231, which goes on counting on its coin cell.
// Datasheet: Maxim DS3231, "Timekeeping Registers", "Status Register (0Fh)".
// Libraries that do the same: "RTClib" by Adafruit.
#pragma once
#include "ohm_timing.h"

class RealTimeClock {
 public:
  RealTimeClock(const char *name, uint8_t address);
  void begin();
  void update();

  float hour() const { return known_ ? hour_ : NAN; }
  float minute() const { return known_ ? minute_ : NAN; }
  float second() const { return known_ ? second_ : NAN; }
  float weekday() const { return known_ ? weekday_ : NAN; }  // 1 Monday … 7 Sunday
  int minuteOfDay() const { return known_ ? hour_ * 60 + minute_ : -1; }
  int dayOfYear() const { return dayOfYear_; }  // 1 January is 1
  const char *time() const { return text_; }  // "07:30:00", "--:--:--" while not known
  float temperature() const { return temperature_; }

 private:
  void setFromBuild();

  const char *name_;
  uint8_t address_;
  Every tick_{200};
  bool known_ = false;
  bool reported_ = false;
  uint8_t hour_ = 0, minute_ = 0, second_ = 0, weekday_ = 1;
  int dayOfYear_ = 1;
  float temperature_ = NAN;
  char text_[9] = "--:--:--";
};
