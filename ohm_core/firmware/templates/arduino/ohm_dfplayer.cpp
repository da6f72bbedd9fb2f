#include "ohm_dfplayer.h"

#include "ohm_log.h"
#include "ohm_serial.h"

static const uint8_t PLAY_TRACK = 0x03;
static const uint8_t VOLUME = 0x06;
static const uint8_t STOP = 0x16;
static const uint8_t LOUDEST = 30;

TrackPlayer::TrackPlayer(const char *name, uint8_t rxPin, uint8_t txPin) : name_(name), rxPin_(rxPin), txPin_(txPin) {}

void TrackPlayer::begin() {
  beginSerial(rxPin_, txPin_, 9600);
  set(70);
}

void TrackPlayer::update() {
  if (endIsDue()) stop();
}

void TrackPlayer::play(int track) {
  stay();
  logState(name_, F("play"));
  send(PLAY_TRACK, track);
}

void TrackPlayer::stop() {
  stay();
  send(STOP, 0);
}

void TrackPlayer::set(float percent) {
  if (!isnan(percent)) send(VOLUME, constrain(percent, 0.0f, 100.0f) * LOUDEST / 100);
}

// The checksum is what makes the six bytes after the start sum up to zero.
void TrackPlayer::send(uint8_t command, uint16_t value) {
  uint8_t high = value >> 8;
  uint8_t low = value & 0xFF;
  uint16_t sum = -(0xFF + 0x06 + command + high + low);
  const uint8_t frame[] = {0x7E, 0xFF, 0x06, command, 0x00, high, low, uint8_t(sum >> 8), uint8_t(sum & 0xFF), 0xEF};
  writeSerial(frame, sizeof frame);
}
