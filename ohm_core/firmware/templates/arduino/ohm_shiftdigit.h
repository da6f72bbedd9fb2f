// One digit of seven LED segments on the outputs of a 74HC595.
// Library that does the same: "SevSegShift".
#pragma once
#include "ohm_sevenseg.h"
#include "ohm_shift.h"

class ShiftDigit : public SevenSegment {
 public:
  // `outputs` of the register for the segments A to G, in this order.
  ShiftDigit(ShiftRegister &chip, const uint8_t outputs[7], uint8_t onLevel) : SevenSegment(outputs, onLevel), chip_(chip), outputs_(outputs) {}

  void begin() override { write(0); }

 protected:
  void setSegment(uint8_t segment, uint8_t level) override { chip_.set(outputs_[segment], level); }

 private:
  ShiftRegister &chip_;
  const uint8_t *outputs_;
};
