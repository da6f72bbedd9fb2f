// I2C. Source: Arduino Wire library reference (docs.arduino.cc/language-reference/en/functions/communication/wire).
#pragma once
#include <Arduino.h>

class OhmWire : public Stream {
 public:
  void setClock(uint32_t hz);
  void beginTransmission(uint8_t address);
  uint8_t endTransmission(bool stop = true);
  size_t write(uint8_t value) override;
  size_t write(const uint8_t *buffer, size_t size) override;
  size_t write(int value) { return write(uint8_t(value)); }
  size_t write(unsigned int value) { return write(uint8_t(value)); }
  size_t write(long value) { return write(uint8_t(value)); }
  size_t write(unsigned long value) { return write(uint8_t(value)); }
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
  void onReceive(void (*handler)(int));
  void onRequest(void (*handler)());

 protected:
  size_t request(uint8_t address, size_t count, bool stop);
  int sda_ = -1, scl_ = -1;
  bool begun_ = false;

 private:
  uint32_t hz_ = 100000;
  uint8_t address_ = 0;
  bool overflow_ = false;
  std::string out_, in_;
  size_t next_ = 0;
};
