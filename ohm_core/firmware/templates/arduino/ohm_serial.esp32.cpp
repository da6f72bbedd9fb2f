// The ESP32's third serial unit, on any pins.
#include "ohm_serial.h"

static HardwareSerial *line = &Serial2;

void beginSerial(uint8_t rxPin, uint8_t txPin, uint32_t baud) {
  line->begin(baud, SERIAL_8N1, rxPin == NO_PIN ? -1 : rxPin, txPin);
}

void writeSerial(const uint8_t *data, uint8_t count) {
  line->write(data, count);
}

int readSerial() {
  return line->read();
}
