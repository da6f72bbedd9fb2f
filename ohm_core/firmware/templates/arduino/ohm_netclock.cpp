#include "ohm_netclock.h"

#include <time.h>

#include "ohm_net.h"

static const time_t SINCE_2024 = 1704067200;  // an earlier time means that no server has answered yet

void NetClock::begin() {
  askForTime("pool.ntp.org");
}

time_t NetClock::now() const {
  time_t utc = time(nullptr);
  return utc < SINCE_2024 ? 0 : utc + offsetMinutes_ * 60;
}

float NetClock::hour() const {
  time_t local = now();
  return local ? local / 3600 % 24 : NAN;
}

float NetClock::minute() const {
  time_t local = now();
  return local ? local / 60 % 60 : NAN;
}

int NetClock::minuteOfDay() const {
  time_t local = now();
  return local ? local / 60 % 1440 : -1;
}

int NetClock::dayOfYear() const {
  time_t local = now();
  struct tm parts;
  gmtime_r(&local, &parts);
  return parts.tm_yday + 1;
}
