// In software on an ESP8266 (SoftwareSerial comes with its core).
#include "ohm_serial.h"

#include <SoftwareSerial.h>

void SerialLine::begin(uint32_t baud) {
  SoftwareSerial *made = new SoftwareSerial(rxPin_ == NO_PIN ? -1 : rxPin_, txPin_ == NO_PIN ? -1 : txPin_);
  made->begin(baud);
  line_ = made;
}
