// The number of an RFID card or tag held to an RC522 reader.
// Datasheets: NXP MFRC522, sections 9 and 10; ISO/IEC 14443-3, "Anticollision and selection".
// Library that does the same: "MFRC522" by Miguel Balboa.
#pragma once
#include "ohm_timing.h"

class TagReader {
 public:
  TagReader(const char *name, uint8_t csPin, uint8_t resetPin);
  void begin();
  void update();

  const char *tag() const { return tag_; }     // "04A1B2C3", "" before the first
  bool detected() const { return detected_; }  // true for one pass of the loop when a tag comes near

 private:
  void writeRegister(uint8_t reg, uint8_t value);
  uint8_t readRegister(uint8_t reg);
  uint8_t exchange(const uint8_t *send, uint8_t count, uint8_t *answer, uint8_t most, uint8_t lastBits);
  bool readPart(uint8_t level, uint8_t part[5]);
  uint8_t readNumber(uint8_t number[7]);
  void checksum(const uint8_t *data, uint8_t count, uint8_t result[2]);

  const char *name_;
  uint8_t csPin_;
  uint8_t resetPin_;
  Every tick_{150};
  char tag_[15] = "";
  bool detected_ = false;
  uint8_t missed_ = 255;  // polls without a tag since the last one
};
