#include "ohm_ds3231.h"

#include "ohm_i2c.h"
#include "ohm_log.h"

static const uint8_t SECONDS = 0x00;
static const uint8_t STATUS = 0x0F;
static const uint8_t TEMPERATURE = 0x11;
static const uint8_t STOPPED = 0x80;  // its oscillator stood still, so the time is wrong

static uint8_t fromBcd(uint8_t value) {
  return (value >> 4) * 10 + (value & 0x0F);
}

static uint8_t toBcd(uint8_t value) {
  return value / 10 << 4 | value % 10;
}

RealTimeClock::RealTimeClock(const char *name, uint8_t address) : name_(name), address_(address) {}

void RealTimeClock::begin() {
  uint8_t status = 0;
  if (i2cRead(address_, STATUS, &status, 1) && (status & STOPPED)) setFromBuild();
  tick_.hurry();
  update();
}

void RealTimeClock::update() {
  if (!tick_.due()) return;
  uint8_t d[6];
  uint8_t t[2];
  known_ = i2cRead(address_, SECONDS, d, 6) && i2cRead(address_, TEMPERATURE, t, 2);
  if (!known_) {
    strcpy(text_, "--:--:--");
    temperature_ = NAN;
    if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
    reported_ = true;
    return;
  }
  reported_ = false;
  second_ = fromBcd(d[0]);
  minute_ = fromBcd(d[1]);
  hour_ = fromBcd(d[2] & 0x3F);
  weekday_ = d[3];
  dayOfYear_ = (fromBcd(d[5] & 0x1F) - 1) * 30.6f + fromBcd(d[4]);  // near enough for the sun
  temperature_ = int8_t(t[0]) + (t[1] >> 6) * 0.25f;
  const uint8_t parts[] = {hour_, minute_, second_};
  for (uint8_t i = 0; i < 3; i++) {
    text_[i * 3] = '0' + parts[i] / 10;
    text_[i * 3 + 1] = '0' + parts[i] % 10;
  }
}

// A new or empty cell: the time this program was compiled is close enough to start with. The weekday from the date by
// Sakamoto's method.
void RealTimeClock::setFromBuild() {
  static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  static const uint8_t SHIFT[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  const char *date = __DATE__;  // "Jan  1 2026"
  const char *time = __TIME__;  // "07:30:00"
  uint8_t month = 0;
  while (month < 11 && strncmp(date, MONTHS + month * 3, 3) != 0) month++;
  uint8_t day = atoi(date + 4);
  int year = atoi(date + 7) - (month < 2);
  uint8_t weekday = (year + year / 4 - year / 100 + year / 400 + SHIFT[month] + day) % 7;
  const uint8_t values[] = {toBcd(atoi(time + 6)), toBcd(atoi(time + 3)), toBcd(atoi(time)), uint8_t(weekday ? weekday : 7),
                            toBcd(day), toBcd(month + 1), toBcd(atoi(date + 9))};
  for (uint8_t i = 0; i < sizeof values; i++) i2cWrite(address_, SECONDS + i, values[i]);
  i2cWrite(address_, STATUS, 0);
  logProblem(name_, F("had no time; set to when the program was compiled"));
}
