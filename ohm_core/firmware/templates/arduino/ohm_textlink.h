// Lines of text over a serial line: a Bluetooth module (HC-05) passes them on to a phone or computer and back.
// Datasheet: HC-05, 9600 baud, 8 bits, no parity, as delivered.
// No library needed: this is a serial port that puts lines together.
#pragma once
#include "ohm_serial.h"

class TextLink {
 public:
  TextLink(const char *name, uint8_t rxPin, uint8_t txPin, uint32_t baud) : name_(name), serial_(rxPin, txPin), baud_(baud) {}
  void begin() { serial_.begin(baud_); }
  void update();

  void send(const char *text);
  const char *message() const { return message_; }  // the last line that came, "" before the first
  bool received() const { return received_; }       // true for one pass of the loop

 private:
  static const uint8_t LONGEST = 32;

  const char *name_;
  SerialLine serial_;
  uint32_t baud_;
  char line_[LONGEST + 1] = "";
  char message_[LONGEST + 1] = "";
  uint8_t length_ = 0;
  bool received_ = false;
};
