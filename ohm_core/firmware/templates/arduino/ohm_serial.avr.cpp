// In software on an AVR, whose one serial unit belongs to USB. Of several lines only the one begun last is heard.
#include "ohm_serial.h"

#include <SoftwareSerial.h>

// SoftwareSerial wants two pins. One that only listens is given its own pin twice and never speaks; one that only speaks
// stops listening, and its pin becomes an output again.
void SerialLine::begin(uint32_t baud) {
  uint8_t rx = rxPin_ == NO_PIN ? txPin_ : rxPin_;
  SoftwareSerial *made = new SoftwareSerial(rx, txPin_ == NO_PIN ? rx : txPin_);
  made->begin(baud);
  line_ = made;
  if (rxPin_ != NO_PIN) return;
  made->stopListening();
  digitalWrite(txPin_, HIGH);
  pinMode(txPin_, OUTPUT);
}
