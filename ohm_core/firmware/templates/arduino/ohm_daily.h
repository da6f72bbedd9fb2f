// A time of day, once a day: `static DailyTime alarm(7, 30); if (alarm.reached(clock.minuteOfDay())) …`
#pragma once
#include <Arduino.h>

class DailyTime {
 public:
  DailyTime(uint8_t hour, uint8_t minute) : minute_(hour * 60 + minute) {}

  // `minuteOfDay` counts from midnight; below 0 the time is not known yet.
  bool reached(int minuteOfDay) {
    bool now = minuteOfDay == minute_;
    bool arrived = now && !was_;
    was_ = now;
    return arrived;
  }

 private:
  int minute_;
  bool was_ = false;
};
