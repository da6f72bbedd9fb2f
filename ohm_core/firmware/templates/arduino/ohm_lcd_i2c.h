// A character display behind an I2C backpack with a PCF8574 or PCF8574A.
// Datasheet: NXP PCF8574; wiring of the usual backpack: P0 RS, P1 RW, P2 E, P3 backlight, P4 to P7 data.
// Library that does the same: "LiquidCrystal I2C" by Frank de Brabander.
#pragma once
#include "ohm_lcd.h"

class I2cLcd : public TextLcd {
 public:
  I2cLcd(const char *name, uint8_t address, uint8_t columns, uint8_t lines);
  void begin();

  void on() { light(true); }  // the backlight
  void off() { light(false); }

 protected:
  void sendNibble(uint8_t nibble, bool isData) override;

 private:
  void light(bool on);

  const char *name_;
  uint8_t address_;
  bool light_ = true;
};
