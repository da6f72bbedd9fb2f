// Keys of an infrared remote control in the NEC code (most small remotes).
// Facts: NEC transmission format: a start of 13.5 ms, then 32 bits of 1.125 ms (0) or 2.25 ms (1) between falling edges;
// address, its inverse, command, its inverse, lowest bit first. A held key repeats as 11.25 ms.
// Library that does more: "IRremote" by Armin Joachimsmeyer.
#pragma once
#include <Arduino.h>

struct RemoteKey {
  uint8_t command;
  const char *name;
};

// What each key of the remote control sends. Source: docs.wokwi.com/parts/wokwi-ir-remote, table of its function keys. Every remote
// has its own: press a key, read its code in the serial monitor and put it here.
static const RemoteKey REMOTE_KEYS[] = {
    {0x68, "0"}, {0x30, "1"}, {0x18, "2"}, {0x7A, "3"}, {0x10, "4"},
    {0x38, "5"}, {0x5A, "6"}, {0x42, "7"}, {0x4A, "8"}, {0x52, "9"},
    {0xA2, "power"}, {0xE2, "menu"}, {0x22, "test"}, {0x02, "plus"}, {0x98, "minus"},
    {0xC2, "back"}, {0xE0, "previous"}, {0xA8, "play"}, {0x90, "next"}, {0xB0, "c"},
};

class InfraredReceiver {
 public:
  InfraredReceiver(const char *name, uint8_t pin);
  void begin();
  void update();

  const char *code() const { return code_; }    // "0x45": the command of the last key, "" before the first
  const char *key() const;                      // "1", "play": its name after REMOTE_KEYS, "" for a key that is not in it
  bool received() const { return received_; }   // true for one pass of the loop

 private:
  const char *name_;
  uint8_t pin_;
  char code_[5] = "";
  bool received_ = false;
};
