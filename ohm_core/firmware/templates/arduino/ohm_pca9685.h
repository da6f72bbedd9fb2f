// Sixteen servos on a PCA9685: two wires of I2C in place of sixteen pins.
// Datasheet: NXP PCA9685, "Register definitions", "PWM frequency PRE_SCALE" (oscillator of 25 MHz).
// Library that does the same: "Adafruit PWM Servo Driver Library".
#pragma once
#include "ohm_servo.h"

class ServoBoard {
 public:
  ServoBoard(const char *name, uint8_t address) : name_(name), address_(address) {}
  void begin();
  void pulse(uint8_t channel, uint16_t us);  // 0: none

 private:
  const char *name_;
  uint8_t address_;
};

// A servo at one of its outputs; all else is as with any other.
class BoardServo : public ServoMotor {
 public:
  BoardServo(const char *name, ServoBoard &board, uint8_t channel) : ServoMotor(name, channel), board_(board) {}

 protected:
  bool attach() override { return true; }
  void pulse(uint16_t us) override { board_.pulse(pin_, us); }

 private:
  ServoBoard &board_;
};
