// The Servo libraries of the ESP8266 and RP2040 cores; attach() is the family's own.
#include <Servo.h>

#include "host.h"

void Servo::detach() {
  if (pin_ >= 0) ohm::write(pin_, false);
  pin_ = -1;
}

void Servo::write(int degreesOrUs) {
  writeMicroseconds(degreesOrUs < 200 ? int(map(constrain(degreesOrUs, 0, 180), 0, 180, minUs_, maxUs_)) : degreesOrUs);
}

void Servo::writeMicroseconds(int us) {
  us_ = constrain(us, minUs_, maxUs_);
  if (pin_ >= 0) ohm::square(pin_, 50, us_ / 20000.0);
}

int Servo::read() { return int(map(us_, minUs_, maxUs_, 0, 180)); }
bool Servo::attached() { return pin_ >= 0; }
