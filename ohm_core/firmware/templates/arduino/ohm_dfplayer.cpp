#include "ohm_dfplayer.h"

#include "ohm_log.h"

static const uint8_t PLAY_TRACK = 0x03;
static const uint8_t VOLUME = 0x06;
static const uint8_t STOP = 0x16;
static const uint8_t LOUDEST = 30;
static const uint16_t START_MS = 3000;  // until it has read its card it hears nothing
static const uint8_t GAP_MS = 100;      // commands nearer to each other get lost

TrackPlayer::TrackPlayer(const char *name, uint8_t rxPin, uint8_t txPin, float percent)
    : name_(name), line_(rxPin, txPin), percent_(percent) {}

void TrackPlayer::begin() {
  line_.begin(9600);
  set(percent_);
  wait_ = START_MS;
  since_ = millis();
}

void TrackPlayer::update() {
  if (endIsDue()) stop();
  if (millis() - since_ < wait_) return;
  if (volumeDue_) {
    volumeDue_ = false;
    send(VOLUME, percent_ * LOUDEST / 100 + 0.5f);
  } else if (trackDue_ >= 0) {
    send(trackDue_ ? PLAY_TRACK : STOP, trackDue_);
    trackDue_ = -1;
  }
}

void TrackPlayer::play(int track) {
  stay();
  logState(name_, F("play"));
  trackDue_ = max(track, 1);
}

void TrackPlayer::stop() {
  stay();
  trackDue_ = 0;
}

void TrackPlayer::set(float percent) {
  if (isnan(percent)) return;
  percent_ = constrain(percent, 0.0f, 100.0f);
  volumeDue_ = true;
}

// The checksum is what makes the six bytes after the start sum up to zero.
void TrackPlayer::send(uint8_t command, uint16_t value) {
  uint8_t high = value >> 8;
  uint8_t low = value & 0xFF;
  uint16_t sum = -(0xFF + 0x06 + command + high + low);
  const uint8_t frame[] = {0x7E, 0xFF, 0x06, command, 0x00, high, low, uint8_t(sum >> 8), uint8_t(sum & 0xFF), 0xEF};
  line_.write(frame, sizeof frame);
  wait_ = GAP_MS;
  since_ = millis();
}
