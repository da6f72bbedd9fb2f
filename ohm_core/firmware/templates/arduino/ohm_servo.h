// A hobby servo: a pulse of 0.5 to 2.4 ms every 20 ms sets its angle.
// Libraries that do the same: "Servo" by Arduino, "ESP32Servo" by Kevin Harrington.
#pragma once
#include "ohm_timing.h"

class ServoMotor : public Timed {
 public:
  ServoMotor(const char *name, uint8_t pin) : name_(name), pin_(pin) {}
  void begin();
  void update();

  void move(float degrees);                             // 0 to 180
  void sweep(float from, float to, uint32_t periodMs);  // there and back in one period, again and again
  void on() { move(OPEN_DEGREES); }
  void off() { move(0); }
  void toggle();  // between 0 and OPEN_DEGREES
  void stop() { sweepMs_ = 0; }
  float angle() const { return angle_; }

 protected:
  // Where the pulses come from: the board's own pin, or in a subclass something else.
  virtual bool attach();
  virtual void pulse(uint16_t us);

  const char *name_;
  uint8_t pin_;

 private:
  static const uint8_t OPEN_DEGREES = 90;

  void turnTo(float degrees);

  float angle_ = NAN;  // not moved yet
  float before_ = NAN;
  float sweepFrom_ = 0;
  float sweepTo_ = 0;
  uint32_t sweepMs_ = 0;  // 0: not sweeping
  uint32_t sweepSince_ = 0;
};
