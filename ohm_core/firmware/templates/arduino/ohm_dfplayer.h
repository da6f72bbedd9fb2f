// A DFPlayer Mini: plays the numbered files of its memory card (0001.mp3 …), told what over a serial line.
// Datasheet: DFRobot DFR0299, "Serial Mode" (7E FF 06 command 00 high low checksum EF at 9600 baud).
// Library that does more: "DFRobotDFPlayerMini".
#pragma once
#include "ohm_serial.h"
#include "ohm_timing.h"

class TrackPlayer : public Timed {
 public:
  // `rxPin` of the board hears the player (NO_PIN: nobody listens), `txPin` tells it.
  // `percent` is the loudness it starts with. What comes before it has started, or too fast for it, waits.
  TrackPlayer(const char *name, uint8_t rxPin, uint8_t txPin, float percent);
  void begin();
  void update();

  void play(int track);
  void on() { play(1); }
  void off() { stop(); }
  void stop();
  void set(float percent);  // loudness

 private:
  void send(uint8_t command, uint16_t value);

  const char *name_;
  SerialLine line_;
  float percent_;
  bool volumeDue_ = false;
  int trackDue_ = -1;  // 0: stop, -1: nothing
  uint16_t wait_ = 0;
  uint32_t since_ = 0;
};
