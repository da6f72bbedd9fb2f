// Temperature, air pressure and (BME280 only) humidity from Bosch's BME280 or BMP280 on I2C.
// Datasheets: Bosch BST-BME280-DS002, sections 4.2.3 and 5; BST-BMP280-DS001, section 3.11.
// Libraries that do the same: "Adafruit BME280 Library", "Adafruit BMP280 Library".
#pragma once
#include "ohm_timing.h"

class AirSensor {
 public:
  AirSensor(const char *name, uint8_t address);
  void begin();
  void update();

  float temperature() const { return temperature_; }  // °C, NAN while not known
  float humidity() const { return humidity_; }        // %, NAN while not known and always on a BMP280
  float pressure() const { return pressure_; }        // hPa, NAN while not known

 private:
  bool connect();
  void giveUp();
  void calculate(const uint8_t data[8]);

  const char *name_;
  uint8_t address_;
  Every tick_{1000};
  bool ready_ = false;
  bool reported_ = false;
  bool hasHumidity_ = false;
  float temperature_ = NAN;
  float humidity_ = NAN;
  float pressure_ = NAN;

  uint16_t t1_ = 0, p1_ = 0;  // calibration, under the datasheet's names
  int16_t t2_ = 0, t3_ = 0, p2_ = 0, p3_ = 0, p4_ = 0, p5_ = 0, p6_ = 0, p7_ = 0, p8_ = 0, p9_ = 0, h2_ = 0, h4_ = 0, h5_ = 0;
  uint8_t h1_ = 0, h3_ = 0;
  int8_t h6_ = 0;
};
