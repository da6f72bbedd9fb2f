#include "ohm_tone.h"

#include "ohm_log.h"

static const uint16_t WHOLE_NOTE_MS = 1600;

Speaker::Speaker(const char *name, uint8_t pin) : name_(name), pin_(pin) {}

void Speaker::begin() {
  pinMode(pin_, OUTPUT);
  digitalWrite(pin_, LOW);
}

void Speaker::update() {
  if (endIsDue()) off();
  if (tune_ && millis() - flippedAt_ >= noteEndsIn_) nextNote();
  if (halfPeriod_ && millis() - flippedAt_ >= halfPeriod_) {
    flippedAt_ = millis();
    sound(hz_ ? 0 : STANDARD_HZ);
    if (!hz_ && wasLastTime()) off();
  }
}

void Speaker::off() {
  if (hz_ || halfPeriod_ || tune_) logState(name_, F("off"));
  stay();
  halfPeriod_ = 0;
  tune_ = nullptr;
  sound(0);
}

void Speaker::toggle() {
  if (hz_ || halfPeriod_ || tune_) {
    off();
  } else {
    on();
  }
}

// A tone until told otherwise. A frequency that is not known (NAN) is silence.
void Speaker::tone(float frequencyHz) {
  if (isnan(frequencyHz) || frequencyHz < 31) return off();  // below 31 Hz tone() cannot count
  if (!hz_) logState(name_, F("on"));
  stay();
  halfPeriod_ = 0;
  tune_ = nullptr;
  sound(frequencyHz);
}

void Speaker::beep(uint32_t durationMs, uint8_t times) {
  if (times > 1) return blink(2 * durationMs, times);
  on();
  endAfter(durationMs);
}

// Beeps in a rhythm. May be called again with another period at any time.
void Speaker::blink(float periodMs, uint8_t times) {
  if (isnan(periodMs)) return off();
  stay();
  onlyTimes(times);
  tune_ = nullptr;
  if (!halfPeriod_) {
    logState(name_, F("blink"));
    flippedAt_ = millis();
    sound(STANDARD_HZ);
  }
  halfPeriod_ = periodMs < 20 ? 10 : periodMs / 2;
}

void Speaker::melody(const char *tune) {
  logState(name_, F("melody"));
  stay();
  halfPeriod_ = 0;
  tune_ = tune;
  nextNote();
}

// A note is letter, '#' or not, octave, ':' and its length as a part of a whole note: "F#4:8". "R:4" is a rest.
void Speaker::nextNote() {
  while (*tune_ == ' ') tune_++;
  if (*tune_ == '\0') return off();
  static const int8_t SEMITONE[] = {9, 11, 0, 2, 4, 5, 7};  // A B C D E F G above C
  char letter = *tune_++;
  int8_t semitone = letter >= 'A' && letter <= 'G' ? SEMITONE[letter - 'A'] : -1;
  if (*tune_ == '#') {
    semitone++;
    tune_++;
  }
  int8_t octave = isDigit(*tune_) ? *tune_++ - '0' : 4;
  if (*tune_ == ':') tune_++;
  uint8_t part = 0;
  while (isDigit(*tune_)) part = part * 10 + (*tune_++ - '0');
  noteEndsIn_ = WHOLE_NOTE_MS / (part ? part : 4);
  flippedAt_ = millis();
  // 440 Hz is A4; each semitone is the twelfth root of two.
  sound(semitone < 0 ? 0 : 440.0f * pow(2.0f, (semitone - 9) / 12.0f + (octave - 4)) + 0.5f);
}

void Speaker::sound(uint16_t hz) {
  if (hz == hz_) return;
  hz_ = hz;
  if (hz) {
    ::tone(pin_, hz);
  } else {
    noTone(pin_);
    digitalWrite(pin_, LOW);
  }
}
