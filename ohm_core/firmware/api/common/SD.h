// Memory cards. Source: Arduino SD library reference; FS.h of the ESP8266, ESP32 and RP2040 cores for File.
#pragma once
#include <Arduino.h>

#include "ohm_file_modes.h"

class File : public Stream {
 public:
  size_t write(uint8_t value) override;
  size_t write(const uint8_t *buffer, size_t size) override;
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
  bool seek(uint32_t position);
  size_t position() const;
  size_t size() const;
  void close();
  operator bool() const;
  const char *name() const;
  bool isDirectory();
  File openNextFile();
};

class SDClass {
 public:
  bool begin(uint8_t csPin);
  void end();
  File open(const char *path, OhmFileMode mode = FILE_READ);
  bool exists(const char *path);
  bool mkdir(const char *path);
  bool remove(const char *path);
};
extern SDClass SD;
