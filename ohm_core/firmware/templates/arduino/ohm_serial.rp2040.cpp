// Made by a PIO state machine of the RP2040, on any pins (arduino-pico, SerialPIO).
#include "ohm_serial.h"

static SerialPIO *line = nullptr;

void beginSerial(uint8_t rxPin, uint8_t txPin, uint32_t baud) {
  line = new SerialPIO(txPin, rxPin == NO_PIN ? SerialPIO::NOPIN : rxPin);
  line->begin(baud);
}

void writeSerial(const uint8_t *data, uint8_t count) {
  line->write(data, count);
}

int readSerial() {
  return line->read();
}
