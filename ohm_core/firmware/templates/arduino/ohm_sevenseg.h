// One digit of seven LED segments, each on a pin of its own.
// Library that does the same: "SevSeg" by Dean Reading.
#pragma once
#include "ohm_timing.h"

class SevenSegment : public Timed {
 public:
  // Segments A to G in this order; `onLevel` HIGH for a common cathode, LOW for a common anode.
  SevenSegment(const uint8_t pins[7], uint8_t onLevel) : pins_(pins), onLevel_(onLevel) {}
  virtual void begin();
  void update();

  void number(float value);  // its last digit
  void show(const char *text, uint8_t line);  // letter after letter
  void clear();

 protected:
  virtual void setSegment(uint8_t segment, uint8_t level);
  void write(uint8_t segments);

 private:

  static const uint8_t MOST = 15;

  const uint8_t *pins_;
  uint8_t onLevel_;
  char text_[MOST + 1] = "";
  uint8_t at_ = 0;
  Every tick_{600};  // a letter each time
};
