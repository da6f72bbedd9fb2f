// Lines of text kept on a memory card, in LOG.TXT.
// Stands on the core's own SD library.
#pragma once
#include <Arduino.h>

class CardLog {
 public:
  CardLog(const char *name, uint8_t csPin);
  void begin();
  bool log(const char *text);  // false where the card did not take it

 private:
  const char *name_;
  uint8_t csPin_;
  bool ready_ = false;
};
