// Made by PIO state machines of the RP2040, on any pins (arduino-pico, SerialPIO).
#include "ohm_serial.h"

void SerialLine::begin(uint32_t baud) {
  SerialPIO *made = new SerialPIO(txPin_ == NO_PIN ? SerialPIO::NOPIN : txPin_, rxPin_ == NO_PIN ? SerialPIO::NOPIN : rxPin_);
  made->begin(baud);
  line_ = made;
}
