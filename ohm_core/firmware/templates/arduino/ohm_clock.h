// The time of day from a clock chip that goes on counting on its coin cell: DS3231, DS1307 or PCF8523.
// Datasheets: Maxim DS3231, "Timekeeping Registers", "Status Register (0Fh)"; Maxim DS1307, "Clock and Calendar" (bit CH);
// NXP PCF8523, "Register overview", "Register Control_3" (battery switch-over).
// Libraries that do the same: "RTClib" by Adafruit.
#pragma once
#include "ohm_timing.h"

// Where a chip keeps what: seven registers from `first`, the flag that says its oscillator had stopped, what is written at the start.
struct ClockChip {
  static const uint8_t NONE = 0xFF;

  uint8_t first;
  bool dayFirst;  // day of the month before weekday
  uint8_t flagRegister, flag;
  uint8_t temperature;
  uint8_t setupRegister;  // set to 0
};

class RealTimeClock {
 public:
  static const ClockChip DS3231, DS1307, PCF8523;

  RealTimeClock(const char *name, uint8_t address, const ClockChip &chip) : name_(name), address_(address), chip_(chip) {}
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
  const ClockChip &chip_;
  Every tick_{200};
  bool known_ = false;
  bool reported_ = false;
  uint8_t hour_ = 0, minute_ = 0, second_ = 0, weekday_ = 1;
  int dayOfYear_ = 1;
  float temperature_ = NAN;
  char text_[9] = "--:--:--";
};
