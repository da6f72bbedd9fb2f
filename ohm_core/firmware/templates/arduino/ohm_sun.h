// Sunrise or sunset, once a day, good to a few minutes.
// Source: NOAA Global Monitoring Laboratory, "General Solar Position Calculations".
#pragma once
#include <Arduino.h>

class SunTime {
 public:
  SunTime(bool rises, float latitude, float longitude, int offsetMinutes)
      : rises_(rises), latitude_(latitude), longitude_(longitude), offsetMinutes_(offsetMinutes) {}

  // `minuteOfDay` counts from midnight; below 0 the time is not known yet.
  bool reached(int minuteOfDay, int dayOfYear) {
    if (minuteOfDay < 0) return false;
    bool now = minuteOfDay == minuteOn(dayOfYear);
    bool arrived = now && !was_;
    was_ = now;
    return arrived;
  }

  // The minute of the day in which it happens; below 0 on days on which it does not.
  int minuteOn(int dayOfYear) const {
    float year = 2 * PI / 365 * (dayOfYear - 1);
    float equation = 229.18f * (0.000075f + 0.001868f * cos(year) - 0.032077f * sin(year) - 0.014615f * cos(2 * year) - 0.040849f * sin(2 * year));
    float declination = 0.006918f - 0.399912f * cos(year) + 0.070257f * sin(year) - 0.006758f * cos(2 * year) + 0.000907f * sin(2 * year);
    float latitude = latitude_ * DEG_TO_RAD;
    float cosine = cos(90.833f * DEG_TO_RAD) / (cos(latitude) * cos(declination)) - tan(latitude) * tan(declination);
    if (cosine < -1 || cosine > 1) return -2;  // polar day or night: today the sun does neither
    float halfDay = acos(cosine) * RAD_TO_DEG;
    return lround(720 - 4 * (longitude_ + (rises_ ? halfDay : -halfDay)) - equation) + offsetMinutes_;
  }

 private:
  bool rises_;
  float latitude_;
  float longitude_;
  int offsetMinutes_;
  bool was_ = false;
};
