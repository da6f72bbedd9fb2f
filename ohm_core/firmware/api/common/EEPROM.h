// Kept values. Source: EEPROM library of the ESP8266, ESP32 and RP2040 cores (emulated in flash: begin(size), commit()).
#pragma once
#include <Arduino.h>

class EEPROMClass {
 public:
  bool begin(size_t size);
  uint8_t read(int address);
  void write(int address, uint8_t value);
  bool commit();
  bool end();
  template <typename T>
  T &get(int address, T &value) {
    for (size_t i = 0; i < sizeof(T); i++) reinterpret_cast<uint8_t *>(&value)[i] = read(address + int(i));
    return value;
  }
  template <typename T>
  const T &put(int address, const T &value) {
    for (size_t i = 0; i < sizeof(T); i++) write(address + int(i), reinterpret_cast<const uint8_t *>(&value)[i]);
    return value;
  }
};
extern EEPROMClass EEPROM;
