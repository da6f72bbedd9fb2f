#include "ohm_clock.h"

#include "ohm_i2c.h"
#include "ohm_log.h"

// The PCF8523 is sold with its change to the coin cell switched off: Control_3 set to 0 switches it on.
const ClockChip RealTimeClock::DS3231 = {0x00, false, 0x0F, 0x80, 0x11, ClockChip::NONE};
const ClockChip RealTimeClock::DS1307 = {0x00, false, 0x00, 0x80, ClockChip::NONE, ClockChip::NONE};
const ClockChip RealTimeClock::PCF8523 = {0x03, true, 0x03, 0x80, ClockChip::NONE, 0x02};

static uint8_t fromBcd(uint8_t value) {
  return (value >> 4) * 10 + (value & 0x0F);
}

static uint8_t toBcd(uint8_t value) {
  return value / 10 << 4 | value % 10;
}

void RealTimeClock::begin() {
  uint8_t flags = 0;
  if (chip_.setupRegister != ClockChip::NONE) i2cWrite(address_, chip_.setupRegister, 0);
  if (i2cRead(address_, chip_.flagRegister, &flags, 1) && (flags & chip_.flag)) setFromBuild();
  tick_.hurry();
  update();
}

void RealTimeClock::update() {
  if (!tick_.due()) return;
  uint8_t d[6];
  uint8_t t[2];
  bool measures = chip_.temperature != ClockChip::NONE;
  known_ = i2cRead(address_, chip_.first, d, 6) && (!measures || i2cRead(address_, chip_.temperature, t, 2));
  if (!known_) {
    strcpy(text_, "--:--:--");
    temperature_ = NAN;
    if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
    reported_ = true;
    return;
  }
  reported_ = false;
  second_ = fromBcd(d[0] & 0x7F);
  minute_ = fromBcd(d[1] & 0x7F);
  hour_ = fromBcd(d[2] & 0x3F);
  uint8_t weekday = d[chip_.dayFirst ? 4 : 3] & 0x07;
  weekday_ = weekday ? weekday : 7;  // Sunday is 0 with some
  dayOfYear_ = (fromBcd(d[5] & 0x1F) - 1) * 30.6f + fromBcd(d[chip_.dayFirst ? 3 : 4] & 0x3F);  // near enough for the sun
  temperature_ = measures ? int8_t(t[0]) + (t[1] >> 6) * 0.25f : NAN;
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
  if (chip_.flagRegister != chip_.first) i2cWrite(address_, chip_.flagRegister, 0);
  uint8_t inWeek = chip_.dayFirst || weekday ? weekday : 7;
  const uint8_t values[] = {toBcd(atoi(time + 6)), toBcd(atoi(time + 3)), toBcd(atoi(time)), chip_.dayFirst ? toBcd(day) : inWeek,
                            chip_.dayFirst ? inWeek : toBcd(day), toBcd(month + 1), toBcd(atoi(date + 9))};
  for (uint8_t i = 0; i < sizeof values; i++) i2cWrite(address_, chip_.first + i, values[i]);
  logProblem(name_, F("had no time; set to when the program was compiled"));
}
