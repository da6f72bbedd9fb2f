// Sends keys of a remote control in the NEC code with an infrared LED.
// Facts: NEC transmission format: bursts of 38 kHz, lit a third of the time; a start of 9 ms and a pause of 4.5 ms, then 32 bits of a
// burst of 0.56 ms and a pause of 0.56 ms (0) or 1.69 ms (1); address, its inverse, command, its inverse, lowest bit first.
// Library that does more: "IRremote" by Armin Joachimsmeyer.
#pragma once
#include <Arduino.h>

class InfraredSender {
 public:
  InfraredSender(const char *name, uint8_t pin, uint8_t onLevel) : name_(name), pin_(pin), onLevel_(onLevel) {}
  void begin();
  void update() {}

  // "0x45" is a command to address 0, "0x00FF45" one with its address in front; takes 68 ms, in which nothing else happens.
  void send(const char *code);

 private:
  void burst(uint16_t us);

  const char *name_;
  uint8_t pin_;
  uint8_t onLevel_;
};
