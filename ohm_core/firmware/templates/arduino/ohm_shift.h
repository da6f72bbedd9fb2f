// Outputs of a 74HC595 shift register: eight more of them from three pins.
// Datasheet: Nexperia 74HC595, "Function table": data is taken over at SHCP's rising edge and shown at STCP's.
// Library that does the same: "ShiftRegister74HC595" by Timo Denk.
#pragma once
#include "ohm_output.h"

class ShiftRegister {
 public:
  ShiftRegister(uint8_t dataPin, uint8_t clockPin, uint8_t latchPin) : dataPin_(dataPin), clockPin_(clockPin), latchPin_(latchPin) {}

  void begin() {
    pinMode(dataPin_, OUTPUT);
    pinMode(clockPin_, OUTPUT);
    pinMode(latchPin_, OUTPUT);
    show();
  }

  void set(uint8_t output, uint8_t level) {
    uint8_t wanted = level == HIGH ? outputs_ | 1 << output : outputs_ & ~(1 << output);
    if (wanted == outputs_) return;
    outputs_ = wanted;
    show();
  }

 private:
  void show() {
    digitalWrite(latchPin_, LOW);
    shiftOut(dataPin_, clockPin_, MSBFIRST, outputs_);
    digitalWrite(latchPin_, HIGH);
  }

  uint8_t dataPin_;
  uint8_t clockPin_;
  uint8_t latchPin_;
  uint8_t outputs_ = 0;
};

// Something on one of its outputs that is on or off.
class ShiftOutput : public Output {
 public:
  ShiftOutput(const char *name, ShiftRegister &chip, uint8_t output, uint8_t onLevel)
      : Output(name, output, onLevel), chip_(chip), output_(output) {}

  void begin() override { write(false); }

 protected:
  void setLevel(uint8_t level) override { chip_.set(output_, level); }

 private:
  ShiftRegister &chip_;
  uint8_t output_;
};
