// The Servo library that comes with the ESP8266 core 3.x.
#pragma once
#include <Arduino.h>

class Servo {
 public:
  uint8_t attach(int pin, uint16_t minUs = 1000, uint16_t maxUs = 2000);
  void detach();
  void write(int degreesOrUs);
  void writeMicroseconds(int us);
  int read();
  bool attached();

 private:
  int pin_ = -1, minUs_ = 544, maxUs_ = 2400, us_ = 1500;
};
