// What the two ESP cores have in common beyond the others: the chip itself and the time from the network.
#include <SPI.h>

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

static SPIClass &whole(OhmSpiPins *pins) { return *static_cast<SPIClass *>(pins); }

void OhmSpiPins::transferBytes(const uint8_t *out, uint8_t *in, uint32_t size) {
  std::string bytes = out ? std::string(reinterpret_cast<const char *>(out), size) : std::string(size, '\xff');
  whole(this).transfer(&bytes[0], size);
  if (in) std::copy(bytes.begin(), bytes.end(), in);
}

void OhmSpiPins::writeBytes(const uint8_t *data, uint32_t size) { transferBytes(data, nullptr, size); }
void OhmSpiPins::write(uint8_t value) { whole(this).transfer(value); }
void OhmSpiPins::write16(uint16_t value) { whole(this).transfer16(value); }

void OhmSpiPins::write32(uint32_t value) {
  write16(uint16_t(value >> 16));
  write16(uint16_t(value));
}

void OhmSpiPins::writePixels(const void *data, uint32_t size) {
  const uint8_t *from = static_cast<const uint8_t *>(data);
  std::string bytes(size & ~1u, '\0');
  for (uint32_t i = 0; i < bytes.size(); i++) bytes[i] = char(from[i ^ 1]);
  whole(this).transfer(&bytes[0], bytes.size());
}
