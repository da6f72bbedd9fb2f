#include "ohm_bme280.h"

#include "ohm_i2c.h"
#include "ohm_log.h"

static const uint8_t CHIP_ID = 0xD0;
static const uint8_t ID_BME280 = 0x60;
static const uint8_t ID_BMP280 = 0x58;
static const uint8_t CALIBRATION = 0x88;
static const uint8_t CALIBRATION_H1 = 0xA1;
static const uint8_t CALIBRATION_H = 0xE1;
static const uint8_t CTRL_HUM = 0xF2;
static const uint8_t CTRL_MEAS = 0xF4;
static const uint8_t CONFIG = 0xF5;
static const uint8_t DATA = 0xF7;

AirSensor::AirSensor(const char *name, uint8_t address) : name_(name), address_(address) {}

void AirSensor::begin() {
  ready_ = connect();
  if (!ready_) giveUp();
}

void AirSensor::update() {
  if (!tick_.due()) return;
  uint8_t data[8] = {0};
  if (!ready_) {
    ready_ = connect();  // plugged in again: the first values come with the next tick
  } else if (i2cRead(address_, DATA, data, hasHumidity_ ? 8 : 6)) {
    reported_ = false;
    calculate(data);
  } else {
    giveUp();
  }
}

void AirSensor::giveUp() {
  ready_ = false;
  temperature_ = humidity_ = pressure_ = NAN;
  if (!reported_) logProblem(name_, F("no answer on I2C; check SDA, SCL, supply and address"));
  reported_ = true;
}

static int16_t word16(const uint8_t *data) {
  return data[1] << 8 | data[0];
}

bool AirSensor::connect() {
  uint8_t id = 0;
  uint8_t c[24];
  uint8_t h[7];
  if (!i2cRead(address_, CHIP_ID, &id, 1) || (id != ID_BME280 && id != ID_BMP280)) return false;
  if (!i2cRead(address_, CALIBRATION, c, 24)) return false;
  t1_ = word16(c), t2_ = word16(c + 2), t3_ = word16(c + 4);
  p1_ = word16(c + 6), p2_ = word16(c + 8), p3_ = word16(c + 10), p4_ = word16(c + 12), p5_ = word16(c + 14);
  p6_ = word16(c + 16), p7_ = word16(c + 18), p8_ = word16(c + 20), p9_ = word16(c + 22);
  hasHumidity_ = id == ID_BME280;
  if (hasHumidity_) {
    if (!i2cRead(address_, CALIBRATION_H1, &h1_, 1) || !i2cRead(address_, CALIBRATION_H, h, 7)) return false;
    h2_ = word16(h), h3_ = h[2], h6_ = h[6];
    h4_ = int8_t(h[3]) * 16 | (h[4] & 0x0F);
    h5_ = int8_t(h[5]) * 16 | h[4] >> 4;
    i2cWrite(address_, CTRL_HUM, 1);  // each value measured once
  }
  i2cWrite(address_, CONFIG, 5 << 5);  // a measurement a second
  return i2cWrite(address_, CTRL_MEAS, 1 << 5 | 1 << 2 | 3);
}

// The datasheet's compensation formulas in floating point.
void AirSensor::calculate(const uint8_t d[8]) {
  float rawT = uint32_t(d[3]) << 12 | uint32_t(d[4]) << 4 | d[5] >> 4;
  float rawP = uint32_t(d[0]) << 12 | uint32_t(d[1]) << 4 | d[2] >> 4;
  float a = (rawT / 16384 - t1_ / 1024.0f) * t2_;
  float b = rawT / 131072 - t1_ / 8192.0f;
  float fine = a + b * b * t3_;
  temperature_ = fine / 5120;

  float v1 = fine / 2 - 64000;
  float v2 = v1 * v1 * p6_ / 32768 + v1 * p5_ * 2;
  v2 = v2 / 4 + p4_ * 65536.0f;
  v1 = (p3_ * v1 * v1 / 524288 + p2_ * v1) / 524288;
  v1 = (1 + v1 / 32768) * p1_;
  if (v1 != 0) {
    float p = (1048576 - rawP - v2 / 4096) * 6250 / v1;
    pressure_ = (p + (p9_ * p * p / 2147483648.0f + p * p8_ / 32768 + p7_) / 16) / 100;
  }

  if (!hasHumidity_) return;
  float rawH = uint16_t(d[6]) << 8 | d[7];  // an int of 16 bits would turn negative
  float h = fine - 76800;
  h = (rawH - (h4_ * 64.0f + h5_ / 16384.0f * h)) * (h2_ / 65536.0f * (1 + h6_ / 67108864.0f * h * (1 + h3_ / 67108864.0f * h)));
  humidity_ = constrain(h * (1 - h1_ * h / 524288), 0.0f, 100.0f);
}
