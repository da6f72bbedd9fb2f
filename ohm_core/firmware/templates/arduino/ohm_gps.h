// Position, height, speed and time (UTC) from a GPS receiver's NMEA 0183 lines, over a serial line or I2C.
// Datasheets: u-blox 6 Receiver Description (NMEA protocol: GGA, RMC); GlobalTop PA1010D, I2C at 0x10, 0x0A between the lines.
// Libraries that do more: "TinyGPSPlus" by Mikal Hart, "Adafruit GPS Library".
#pragma once
#include "ohm_serial.h"
#include "ohm_timing.h"

// What both have: the lines are put together and understood; where the letters come from is the subclass's.
class GpsReceiver {
 public:
  explicit GpsReceiver(const char *name) : name_(name) {}
  void update();

  float latitude() const { return latitude_; }    // degrees, north positive; NAN while it is not known, like the rest
  float longitude() const { return longitude_; }  // degrees, east positive
  float altitude() const { return altitude_; }    // metres over the sea
  float speed() const { return speed_; }          // km/h
  const char *position() const { return position_; }  // "51.50000 -0.12000", "no fix" while it is not known
  const char *time() const { return time_; }          // UTC, "07:30:00", "--:--:--" while it is not known

 protected:
  virtual int next() = 0;  // the next letter, or -1

  const char *name_;

 private:
  void take(char letter);
  void understand();
  void forget();
  const char *field(uint8_t number) const;
  float angle(uint8_t number) const;

  static const uint8_t LONGEST = 84;  // of a line, by NMEA 0183 82 letters

  char line_[LONGEST];
  uint8_t length_ = 0;
  uint32_t heardAt_ = 0;
  bool reported_ = false;
  float latitude_ = NAN, longitude_ = NAN, altitude_ = NAN, speed_ = NAN;
  char position_[24] = "no fix";
  char time_[9] = "--:--:--";
};

class SerialGps : public GpsReceiver {
 public:
  SerialGps(const char *name, uint8_t rxPin, uint8_t txPin) : GpsReceiver(name), serial_(rxPin, txPin) {}
  void begin() { serial_.begin(9600); }

 protected:
  int next() override { return serial_.read(); }

 private:
  SerialLine serial_;
};
