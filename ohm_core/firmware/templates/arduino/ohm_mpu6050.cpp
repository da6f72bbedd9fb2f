#include "ohm_mpu6050.h"

#include "ohm_i2c.h"
#include "ohm_log.h"

static const uint8_t POWER = 0x6B;
static const uint8_t ACCEL = 0x3B;
static const float COUNTS_PER_G = 16384;  // at ±2 g
static const float COUNTS_PER_DPS = 131;  // at ±250 °/s

MotionSensor::MotionSensor(const char *name, uint8_t address) : name_(name), address_(address) {}

void MotionSensor::begin() {
  ready_ = i2cWrite(address_, POWER, 0x01);  // awake, clocked by a gyroscope
  if (!ready_) forget();
}

void MotionSensor::update() {
  tiltedNow_ = shakenNow_ = false;
  if (!tick_.due()) return;
  uint8_t d[14];
  if (!ready_) {
    ready_ = i2cWrite(address_, POWER, 0x01);
    return;
  }
  if (!i2cRead(address_, ACCEL, d, 14)) return forget();
  reported_ = false;
  for (uint8_t axis = 0; axis < 3; axis++) {
    accel_[axis] = int16_t(d[axis * 2] << 8 | d[axis * 2 + 1]) / COUNTS_PER_G;
    gyro_[axis] = int16_t(d[8 + axis * 2] << 8 | d[9 + axis * 2]) / COUNTS_PER_DPS;
  }
  judge();
}

// Gravity tells the angle while it lies still; more than gravity is a push.
void MotionSensor::judge() {
  float g = sqrt(accel_[0] * accel_[0] + accel_[1] * accel_[1] + accel_[2] * accel_[2]);
  bool tilted = tilted_ ? accel_[2] < 0.77f * g : accel_[2] < 0.71f * g;  // 45 degrees, and back under 40
  bool shaken = g > 1.5f;
  tiltedNow_ = tilted && !tilted_;
  shakenNow_ = shaken && !shaken_;
  tilted_ = tilted;
  shaken_ = shaken;
  if (tiltedNow_) logEvent(name_, F("tilted"));
  if (shakenNow_) logEvent(name_, F("shaken"));
}

void MotionSensor::forget() {
  ready_ = false;
  for (uint8_t axis = 0; axis < 3; axis++) accel_[axis] = gyro_[axis] = NAN;
  if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  reported_ = true;
}
