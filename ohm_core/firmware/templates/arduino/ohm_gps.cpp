#include "ohm_gps.h"

#include "ohm_log.h"

static const uint16_t SILENT_MS = 5000;
static const float KMH_PER_KNOT = 1.852f;

// Degrees with five digits behind the point (a metre); returns where the text ends.
static char *put(char *at, float degrees) {
  uint32_t left = fabs(degrees) * 100000 + 0.5f;
  uint32_t unit = 100000;
  while (unit <= left / 10) unit *= 10;
  if (degrees < 0) *at++ = '-';
  for (; unit; unit /= 10) {
    *at++ = '0' + left / unit % 10;
    if (unit == 100000) *at++ = '.';
  }
  *at = '\0';
  return at;
}

// A few letters in each pass, so that a full buffer does not hold up the loop.
void GpsReceiver::update() {
  for (uint8_t i = 0; i < 64; i++) {
    int letter = next();
    if (letter < 0) break;
    heardAt_ = millis();
    take(letter);
  }
  if (millis() - heardAt_ < SILENT_MS) return;
  heardAt_ = millis();
  forget();
  if (!reported_) logProblem(name_, F("no lines come; check its supply and that its TX is on the board's RX"));
  reported_ = true;
}

void GpsReceiver::take(char letter) {
  if (letter == '$') length_ = 0;
  if (letter == '\r' || letter == '\n') {
    line_[length_] = '\0';
    if (length_ > 10) understand();
    length_ = 0;
  } else if (length_ < LONGEST - 1) {
    line_[length_++] = letter;
  }
}

// "$GPGGA,…*47": the two digits are all letters between $ and * exclusive-ored. The talker (GP, GN) does not matter.
void GpsReceiver::understand() {
  uint8_t sum = 0;
  uint8_t at = 1;
  while (line_[at] && line_[at] != '*') sum ^= line_[at++];
  if (line_[0] != '$' || line_[at] != '*' || strtol(line_ + at + 1, nullptr, 16) != sum) return;
  reported_ = false;
  const char *kind = line_ + 3;
  const char *utc = field(1);
  if (strncmp(kind, "GGA", 3) == 0) {
    bool fix = *field(6) > '0';
    altitude_ = fix ? atof(field(9)) : NAN;
  } else if (strncmp(kind, "RMC", 3) == 0) {
    if (*field(2) != 'A') return forget();
    latitude_ = angle(3);
    longitude_ = angle(5);
    speed_ = atof(field(7)) * KMH_PER_KNOT;
    char *end = put(position_, latitude_);
    *end = ' ';
    put(end + 1, longitude_);
  } else {
    return;
  }
  if (isDigit(*utc)) {
    for (uint8_t i = 0; i < 6; i++) time_[i + i / 2] = utc[i];
  }
}

void GpsReceiver::forget() {
  latitude_ = longitude_ = altitude_ = speed_ = NAN;
  strcpy(position_, "no fix");
}

// What stands behind the comma of this number.
const char *GpsReceiver::field(uint8_t number) const {
  const char *at = line_;
  while (number && *at) number -= *at++ == ',';
  return at;
}

// "5130.0000,N": degrees, then minutes with two digits before the point; the letter stands in the next field. The whole degrees
// are taken off first, for a float has seven digits only.
float GpsReceiver::angle(uint8_t number) const {
  const char *text = field(number);
  long whole = atol(text) / 100;
  const char *point = strchr(text, '.');
  float minutes = point ? atof(point - 2) : 0;
  float found = whole + minutes / 60;
  char side = *field(number + 1);
  return side == 'S' || side == 'W' ? -found : found;
}
