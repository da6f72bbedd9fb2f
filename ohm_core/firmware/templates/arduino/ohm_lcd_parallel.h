// A character display on six wires: RS, E and the data pins D4 to D7. RW is tied to ground.
// Library that does the same: "LiquidCrystal" by Arduino.
#pragma once
#include "ohm_lcd.h"

class ParallelLcd : public TextLcd {
 public:
  ParallelLcd(uint8_t rs, uint8_t e, uint8_t d4, uint8_t d5, uint8_t d6, uint8_t d7, uint8_t columns, uint8_t lines);
  void begin();

 protected:
  void sendNibble(uint8_t nibble, bool isData) override;

 private:
  uint8_t rs_;
  uint8_t e_;
  uint8_t data_[4];
};
