// SPI. Source: Arduino SPI library reference (docs.arduino.cc/language-reference/en/functions/communication/SPI).
#pragma once
#include <Arduino.h>

#define SPI_MODE0 0
#define SPI_MODE1 1
#define SPI_MODE2 2
#define SPI_MODE3 3
#define SPI_HAS_TRANSACTION 1
#ifdef ARDUINO_ARCH_ESP32
#define SPI_LSBFIRST 0
#define SPI_MSBFIRST 1
#endif

class SPISettings {
 public:
  SPISettings();
  SPISettings(uint32_t hz, uint8_t bitOrder, uint8_t mode);

 private:
  friend class SPIClass;
  uint32_t hz_ = 1000000;
  uint8_t bitOrder_ = MSBFIRST;
  uint8_t mode_ = SPI_MODE0;
};

#include "ohm_spi_pins.h"

class SPIClass : public OhmSpiPins {
 public:
  void end();
  void beginTransaction(SPISettings settings);
  void endTransaction();
  uint8_t transfer(uint8_t value);
  uint16_t transfer16(uint16_t value);
  void transfer(void *buffer, size_t size);

 private:
  SPISettings settings_;
};
extern SPIClass SPI;
