// The ESP32's second and third serial unit, on any pins.
#include "ohm_serial.h"

void SerialLine::begin(uint32_t baud) {
  static uint8_t used = 0;
  HardwareSerial *made = used++ ? &Serial1 : &Serial2;
  made->begin(baud, SERIAL_8N1, rxPin_ == NO_PIN ? -1 : rxPin_, txPin_ == NO_PIN ? -1 : txPin_);
  line_ = made;
}
