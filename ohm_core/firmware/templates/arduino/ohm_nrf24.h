// Short messages by radio between boards with an nRF24L01+ each. All listen on one channel; what one sends, all others hear.
// Datasheet: Nordic nRF24L01 Product Specification, "Register Map", "SPI Instruction Set", timing of modes (power up 1.5 ms, CE 10 us).
// Library that does more: "RF24" by TMRh20.
#pragma once
#include "ohm_timing.h"

class RadioLink {
 public:
  // `channel` 0 to 125 is the same at both ends: 2400 MHz and so many more.
  RadioLink(const char *name, uint8_t csPin, uint8_t cePin, uint8_t channel) : name_(name), csPin_(csPin), cePin_(cePin), channel_(channel) {}
  void begin();
  void update();

  void send(const char *text);  // 32 letters at most; waits for the answer, 15 ms at most
  const char *message() const { return message_; }  // the last that came, "" before the first
  bool received() const { return received_; }       // true for one pass of the loop

 private:
  static const uint8_t LONGEST = 32;

  uint8_t exchange(uint8_t command, uint8_t *data, uint8_t count);
  void set(uint8_t reg, uint8_t value);
  uint8_t get(uint8_t reg);
  void listen();

  const char *name_;
  uint8_t csPin_;
  uint8_t cePin_;
  uint8_t channel_;
  char message_[LONGEST + 1] = "";
  bool received_ = false;
};
