// Weight from a load cell through an HX711. What lies on it at the start counts as nothing.
// Datasheet: Avia Semiconductor HX711, "Serial Interface".
// Library that does the same: "HX711" by Bogdan Necula.
#pragma once
#include "ohm_timing.h"

class Scale {
 public:
  // `countsPerGram` belongs to your cell: put a known weight on it and divide the change of raw() by its grams.
  Scale(const char *name, uint8_t dataPin, uint8_t clockPin, float countsPerGram);
  void begin();
  void update();

  float weight() const { return weight_; }  // g, NAN while not known
  long raw() const { return raw_; }
  void tare() { tareLeft_ = TARE_SAMPLES; }

 private:
  static const uint8_t TARE_SAMPLES = 8;

  long read();

  const char *name_;
  uint8_t dataPin_;
  uint8_t clockPin_;
  float countsPerGram_;
  long raw_ = 0;
  long zero_ = 0;
  float weight_ = NAN;
  uint8_t tareLeft_ = TARE_SAMPLES;
  uint32_t answeredAt_ = 0;
  bool reported_ = false;
};
