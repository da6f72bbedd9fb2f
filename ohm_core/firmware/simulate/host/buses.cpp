// Wire and SPI: whole transfers, answered by the parts on the circuit's wires.
#include <SPI.h>
#include <Wire.h>

#include "host.h"

using namespace ohm;

static const size_t ROOM = 256;

void OhmWire::setClock(uint32_t hz) {
  hz_ = hz ? hz : 100000;
}

void OhmWire::beginTransmission(uint8_t address) {
  address_ = address;
  out_.clear();
  overflow_ = false;
}

size_t OhmWire::write(uint8_t value) {
  if (out_.size() >= ROOM) overflow_ = true;
  else out_ += char(value);
  return !overflow_;
}

size_t OhmWire::write(const uint8_t *buffer, size_t size) {
  size_t done = 0;
  while (done < size && write(buffer[done])) done++;
  return done;
}

// 0 done, 1 too long, 2 nobody has this address, 3 a byte was refused, 4 anything else.
uint8_t OhmWire::endTransmission(bool stop) {
  if (!begun_) return 4;
  if (overflow_) return 1;
  Answer answer = wire(sda_, scl_, hz_, address_, &out_, 0, stop);
  out_.clear();
  return uint8_t(answer.value);
}

size_t OhmWire::request(uint8_t address, size_t count, bool stop) {
  in_.clear();
  next_ = 0;
  if (!begun_ || count == 0) return 0;
  in_ = wire(sda_, scl_, hz_, address, nullptr, std::min(count, ROOM), stop).data;
  return in_.size();
}

int OhmWire::available() { return int(in_.size() - next_); }
int OhmWire::read() { return next_ < in_.size() ? uint8_t(in_[next_++]) : -1; }
int OhmWire::peek() { return next_ < in_.size() ? uint8_t(in_[next_]) : -1; }

void OhmWire::onReceive(void (*)(int)) { remark("absent", "Wire", "The board as an I2C target (Wire.onReceive) is not simulated."); }
void OhmWire::onRequest(void (*)()) { remark("absent", "Wire", "The board as an I2C target (Wire.onRequest) is not simulated."); }

SPISettings::SPISettings() {}
SPISettings::SPISettings(uint32_t hz, uint8_t bitOrder, uint8_t mode) : hz_(hz ? hz : 1000000), bitOrder_(bitOrder), mode_(mode) {}

SPIClass SPI;

void SPIClass::end() {}
void SPIClass::beginTransaction(SPISettings settings) { settings_ = settings; }
void SPIClass::endTransaction() {}

static uint8_t turned(uint8_t value) {
  uint8_t out = 0;
  for (int i = 0; i < 8; i++) if (value >> i & 1) out |= 0x80 >> i;
  return out;
}

void SPIClass::transfer(void *buffer, size_t size) {
  uint8_t *bytes = static_cast<uint8_t *>(buffer);
  bool turn = settings_.bitOrder_ == LSBFIRST;
  if (turn) for (size_t i = 0; i < size; i++) bytes[i] = turned(bytes[i]);
  std::string answer = spi(sck_, miso_, mosi_, settings_.hz_, bytes, size);
  for (size_t i = 0; i < size && i < answer.size(); i++) bytes[i] = turn ? turned(uint8_t(answer[i])) : uint8_t(answer[i]);
}

uint8_t SPIClass::transfer(uint8_t value) {
  transfer(&value, 1);
  return value;
}

uint16_t SPIClass::transfer16(uint16_t value) {
  uint8_t bytes[2] = {uint8_t(value >> 8), uint8_t(value)};
  if (settings_.bitOrder_ == LSBFIRST) std::swap(bytes[0], bytes[1]);
  transfer(bytes, 2);
  if (settings_.bitOrder_ == LSBFIRST) std::swap(bytes[0], bytes[1]);
  return uint16_t(bytes[0] << 8 | bytes[1]);
}
