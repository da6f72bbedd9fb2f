// The Servo library that comes with arduino-pico 4.x.
#pragma once
#include <Arduino.h>

class Servo {
 public:
  int attach(uint8_t pin, int minUs = 544, int maxUs = 2400, int value = -1);
  void detach();
  void write(int degreesOrUs);
  void writeMicroseconds(int us);
  int read();
  bool attached();

 private:
  int pin_ = -1, minUs_ = 544, maxUs_ = 2400, us_ = 1500;
};
