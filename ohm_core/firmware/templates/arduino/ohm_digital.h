// A sensor or switch that says yes or no: motion, tilt, touch, reed contact, slide switch, flame.
// No library needed: this is digitalRead() with a memory.
#pragma once
#include <Arduino.h>

class DigitalInput {
 public:
  // `what` is the word on the serial monitor ("motion"); `activeLevel` what the pin reads for yes.
  DigitalInput(const char *name, uint8_t pin, const char *what, uint8_t activeLevel, uint8_t mode, uint16_t settleMs);
  void begin();
  void update();

  bool active() const { return active_; }
  float percent() const { return active_ ? 100 : 0; }  // of a sensor that is read by its threshold only
  bool began() const { return changed_ && active_; }
  bool ended() const { return changed_ && !active_; }

 private:
  const char *name_;
  uint8_t pin_;
  const char *what_;
  uint8_t activeLevel_;
  uint8_t mode_;
  uint16_t settleMs_;
  bool active_ = false;
  bool changed_ = false;
  uint32_t changedAt_ = 0;
};
