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

// A stretch of the day, over midnight too.
class DayWindow {
 public:
  // Minutes after midnight; below 0 the time is not known yet, or the sun does not rise or set today.
  bool holds(int minuteOfDay, int from, int until) const {
    if (minuteOfDay < 0 || from < 0 || until < 0) return false;
    return from <= until ? minuteOfDay >= from && minuteOfDay < until : minuteOfDay >= from || minuteOfDay < until;
  }
};
