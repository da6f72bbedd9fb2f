// Acceleration and turning rate from an MPU6050.
// Datasheet: InvenSense MPU-6000/6050 Register Map, sections 4.17 to 4.19 and 4.28.
// Library that does the same: "Adafruit MPU6050".
#pragma once
#include "ohm_timing.h"

class MotionSensor {
 public:
  MotionSensor(const char *name, uint8_t address);
  void begin();
  void update();

  float accelX() const { return accel_[0]; }  // g, NAN while not known
  float accelY() const { return accel_[1]; }
  float accelZ() const { return accel_[2]; }
  float gyroX() const { return gyro_[0]; }  // degrees a second
  float gyroY() const { return gyro_[1]; }
  float gyroZ() const { return gyro_[2]; }
  bool isTilted() const { return tilted_; }  // more than 45 degrees from lying flat
  bool tilted() const { return tiltedNow_; }  // true for one pass when it begins
  bool isShaken() const { return shaken_; }   // pushed with more than its own weight and a half
  bool shaken() const { return shakenNow_; }

 private:
  void forget();
  void judge();

  const char *name_;
  uint8_t address_;
  Every tick_{20};
  float accel_[3] = {NAN, NAN, NAN};
  float gyro_[3] = {NAN, NAN, NAN};
  bool tilted_ = false;
  bool tiltedNow_ = false;
  bool shaken_ = false;
  bool shakenNow_ = false;
  bool ready_ = false;
  bool reported_ = false;
};
