// The time of day from the internet (NTP), kept by the chip between two looks.
#pragma once
#include <Arduino.h>

class NetClock {
 public:
  // `offsetMinutes` is local time less UTC, for example 60 for Berlin in winter.
  explicit NetClock(int offsetMinutes) : offsetMinutes_(offsetMinutes) {}
  void begin();

  float hour() const;  // NAN while not known
  float minute() const;
  int minuteOfDay() const;  // below 0 while not known
  int dayOfYear() const;    // 1 January is 1

 private:
  time_t now() const;

  int offsetMinutes_;
};
