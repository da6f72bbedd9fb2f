// In software on an AVR, whose one serial unit belongs to USB.
#include "ohm_serial.h"

#include <SoftwareSerial.h>

static SoftwareSerial *line = nullptr;

void beginSerial(uint8_t rxPin, uint8_t txPin, uint32_t baud) {
  line = new SoftwareSerial(rxPin, txPin);
  line->begin(baud);
}

void writeSerial(const uint8_t *data, uint8_t count) {
  line->write(data, count);
}

int readSerial() {
  return line->read();
}
