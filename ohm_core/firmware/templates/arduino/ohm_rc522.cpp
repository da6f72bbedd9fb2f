#include "ohm_rc522.h"

#include <SPI.h>

#include "ohm_log.h"

// Registers and commands, under the datasheet's names.
enum : uint8_t {
  COMMAND = 0x01, COM_IRQ = 0x04, ERROR = 0x06, FIFO_DATA = 0x09, FIFO_LEVEL = 0x0A, BIT_FRAMING = 0x0D, MODE = 0x11, TX_CONTROL = 0x14,
  TX_ASK = 0x15, T_MODE = 0x2A, T_PRESCALER = 0x2B, T_RELOAD_HIGH = 0x2C, T_RELOAD_LOW = 0x2D, VERSION = 0x37,
  IDLE = 0x00, TRANSCEIVE = 0x0C, SOFT_RESET = 0x0F,
};
// Words of ISO/IEC 14443-3.
static const uint8_t REQUEST = 0x26;
static const uint8_t CASCADE_TAG = 0x88;  // the number goes on in the next level
static const uint8_t LEVELS[] = {0x93, 0x95};
static const uint8_t GONE_AFTER = 2;  // a tag that lies still is missed now and then

static const SPISettings SPEED(4000000, MSBFIRST, SPI_MODE0);

TagReader::TagReader(const char *name, uint8_t csPin, uint8_t resetPin) : name_(name), csPin_(csPin), resetPin_(resetPin) {}

void TagReader::begin() {
  pinMode(csPin_, OUTPUT);
  digitalWrite(csPin_, HIGH);
  pinMode(resetPin_, OUTPUT);
  digitalWrite(resetPin_, HIGH);
  delay(50);
  writeRegister(COMMAND, SOFT_RESET);
  delay(50);
  writeRegister(T_MODE, 0x80);       // its timer starts after each transmission,
  writeRegister(T_PRESCALER, 0xA9);  // counts 25 us,
  writeRegister(T_RELOAD_HIGH, 0x00);
  writeRegister(T_RELOAD_LOW, 200);  // and ends waiting after 5 ms
  writeRegister(TX_ASK, 0x40);
  writeRegister(MODE, 0x3D);         // checksum starts with 0x6363, as ISO/IEC 14443-3 says
  writeRegister(TX_CONTROL, readRegister(TX_CONTROL) | 0x03);  // antenna on
  uint8_t version = readRegister(VERSION);
  if (version == 0x00 || version == 0xFF) logProblem(name_, F("no answer on SPI; check SCK, MOSI, MISO, SDA, RST and its 3.3 V"));
}

void TagReader::update() {
  detected_ = false;
  if (!tick_.due()) return;
  uint8_t number[7];
  uint8_t count = readNumber(number);
  if (count == 0) {
    if (missed_ < 255) missed_++;
    return;
  }
  bool away = missed_ >= GONE_AFTER;
  missed_ = 0;
  if (!away) return;
  for (uint8_t i = 0; i < count; i++) {
    tag_[2 * i] = "0123456789ABCDEF"[number[i] >> 4];
    tag_[2 * i + 1] = "0123456789ABCDEF"[number[i] & 15];
  }
  tag_[2 * count] = '\0';
  detected_ = true;
  Serial.print(name_);
  Serial.print(F(".tag="));
  Serial.println(tag_);
}

// Four or seven bytes; 0 where no tag is near.
uint8_t TagReader::readNumber(uint8_t number[7]) {
  uint8_t answer[2];
  uint8_t part[5];
  if (exchange(&REQUEST, 1, answer, 2, 7) != 2 || !readPart(LEVELS[0], part)) return 0;
  if (part[0] != CASCADE_TAG) {
    memcpy(number, part, 4);
    return 4;
  }
  uint8_t select[9] = {LEVELS[0], 0x70, part[0], part[1], part[2], part[3], part[4]};
  uint8_t acknowledged[3];
  checksum(select, 7, select + 7);
  if (exchange(select, 9, acknowledged, 3, 0) == 0) return 0;
  memcpy(number, part + 1, 3);
  if (!readPart(LEVELS[1], part)) return 0;
  memcpy(number + 3, part, 4);
  return 7;
}

// One level of the number with its check byte. Two tags at once disturb each other and count as none.
bool TagReader::readPart(uint8_t level, uint8_t part[5]) {
  const uint8_t ask[] = {level, 0x20};
  return exchange(ask, 2, part, 5, 0) == 5 && (part[0] ^ part[1] ^ part[2] ^ part[3]) == part[4];
}

// Sends and waits for the answer, 5 ms at most; returns its bytes. `lastBits` of the last byte are sent, 0 for all.
uint8_t TagReader::exchange(const uint8_t *send, uint8_t count, uint8_t *answer, uint8_t most, uint8_t lastBits) {
  writeRegister(COMMAND, IDLE);
  writeRegister(COM_IRQ, 0x7F);
  writeRegister(FIFO_LEVEL, 0x80);  // empty it
  for (uint8_t i = 0; i < count; i++) writeRegister(FIFO_DATA, send[i]);
  writeRegister(COMMAND, TRANSCEIVE);
  writeRegister(BIT_FRAMING, 0x80 | lastBits);
  uint32_t started = millis();
  uint8_t flags;
  do {
    flags = readRegister(COM_IRQ);
  } while (!(flags & 0x31) && millis() - started < 10);  // received, idle, or its timer ran out
  writeRegister(BIT_FRAMING, 0);
  if (!(flags & 0x30) || readRegister(ERROR) & 0x1B) return 0;
  uint8_t level = readRegister(FIFO_LEVEL);
  uint8_t got = level < most ? level : most;
  for (uint8_t i = 0; i < got; i++) answer[i] = readRegister(FIFO_DATA);
  return got;
}

// CRC_A of ISO/IEC 14443-3, annex B.
void TagReader::checksum(const uint8_t *data, uint8_t count, uint8_t result[2]) {
  uint16_t crc = 0x6363;
  for (uint8_t i = 0; i < count; i++) {
    uint8_t value = data[i] ^ (crc & 0xFF);
    value ^= value << 4;
    crc = crc >> 8 ^ uint16_t(value) << 8 ^ uint16_t(value) << 3 ^ value >> 4;
  }
  result[0] = crc & 0xFF;
  result[1] = crc >> 8;
}

void TagReader::writeRegister(uint8_t reg, uint8_t value) {
  SPI.beginTransaction(SPEED);
  digitalWrite(csPin_, LOW);
  SPI.transfer(reg << 1);
  SPI.transfer(value);
  digitalWrite(csPin_, HIGH);
  SPI.endTransaction();
}

uint8_t TagReader::readRegister(uint8_t reg) {
  SPI.beginTransaction(SPEED);
  digitalWrite(csPin_, LOW);
  SPI.transfer(0x80 | reg << 1);
  uint8_t value = SPI.transfer(0);
  digitalWrite(csPin_, HIGH);
  SPI.endTransaction();
  return value;
}
