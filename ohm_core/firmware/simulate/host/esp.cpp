// What the two ESP cores have in common beyond the others: the chip itself and the time from the network.
#include "family.h"

EspClass ESP;

void EspClass::restart() { ohm::restart(RESTART); }
void EspClass::deepSleep(uint64_t us) { ohm::deepSleep(double(us)); }
uint32_t EspClass::getFreeHeap() { return 40000; }
uint32_t EspClass::getChipId() { return 0x123456; }

uint32_t EspClass::getCycleCount() {
  spend(12);
  return uint32_t(now() * FAMILY.mhz / 1000);
}

// The C library has its time zones the other way round: UTC-1 is one hour ahead of UTC.
static void zoned(long offsetS) {
  char zone[32];
  snprintf(zone, sizeof zone, "UTC%+ld:%02ld", -offsetS / 3600, labs(offsetS) / 60 % 60);
  clockFromNetwork(zone);
}

#ifdef ESP8266
void configTime(int gmtOffsetS, int daylightOffsetS, const char *, const char *, const char *) { zoned(gmtOffsetS + daylightOffsetS); }
#else
void configTime(long gmtOffsetS, int daylightOffsetS, const char *, const char *, const char *) { zoned(gmtOffsetS + daylightOffsetS); }
#endif
