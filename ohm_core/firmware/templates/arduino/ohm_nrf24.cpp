#include "ohm_nrf24.h"

#include <SPI.h>

#include "ohm_log.h"

// Registers and commands, under the datasheet's names.
enum : uint8_t {
  CONFIG = 0x00, EN_AA = 0x01, EN_RXADDR = 0x02, SETUP_RETR = 0x04, RF_CH = 0x05, RF_SETUP = 0x06, STATUS = 0x07, RX_ADDR_P0 = 0x0A,
  TX_ADDR = 0x10, RX_PW_P0 = 0x11, FIFO_STATUS = 0x17,
  W_REGISTER = 0x20, R_RX_PAYLOAD = 0x61, W_TX_PAYLOAD = 0xA0, FLUSH_TX = 0xE1, FLUSH_RX = 0xE2, NOP = 0xFF,
  SENDS = 0x0E, LISTENS = 0x0F,  // CONFIG: two bytes of checksum, powered up
  DONE = 0x20, GIVEN_UP = 0x10, FLAGS = 0x70,  // STATUS
};
static const uint8_t ADDRESS[] = {'O', 'H', 'M', '0', '1'};
static const SPISettings SPEED(4000000, MSBFIRST, SPI_MODE0);

void RadioLink::begin() {
  pinMode(cePin_, OUTPUT);
  digitalWrite(cePin_, LOW);
  pinMode(csPin_, OUTPUT);
  digitalWrite(csPin_, HIGH);
  delay(5);
  set(EN_AA, 0x01);
  set(EN_RXADDR, 0x01);
  set(SETUP_RETR, 0x1F);  // 500 us between 15 tries
  set(RF_CH, channel_);
  set(RF_SETUP, 0x07);  // 1 Mbit/s, full power
  uint8_t address[5];
  memcpy(address, ADDRESS, 5);
  exchange(W_REGISTER | RX_ADDR_P0, address, 5);
  memcpy(address, ADDRESS, 5);
  exchange(W_REGISTER | TX_ADDR, address, 5);
  set(RX_PW_P0, LONGEST);
  exchange(FLUSH_TX, nullptr, 0);
  exchange(FLUSH_RX, nullptr, 0);
  listen();
  if (get(RF_CH) != channel_) logProblem(name_, F("no answer on SPI; check SCK, MOSI, MISO, CSN, CE and its 3.3 V"));
}

void RadioLink::update() {
  received_ = false;
  if (get(FIFO_STATUS) & 0x01) return;  // nothing came
  exchange(R_RX_PAYLOAD, (uint8_t *)message_, LONGEST);
  message_[LONGEST] = '\0';
  set(STATUS, 0x40);
  received_ = true;
  Serial.print(name_);
  Serial.print(F(".message_text="));
  Serial.println(message_);
}

void RadioLink::send(const char *text) {
  uint8_t data[LONGEST] = {};
  memcpy(data, text, strnlen(text, LONGEST));
  digitalWrite(cePin_, LOW);
  set(CONFIG, SENDS);
  set(STATUS, FLAGS);
  exchange(W_TX_PAYLOAD, data, LONGEST);
  digitalWrite(cePin_, HIGH);
  delayMicroseconds(15);
  digitalWrite(cePin_, LOW);
  uint8_t status;
  uint32_t started = millis();
  do {
    status = exchange(NOP, nullptr, 0);
  } while (!(status & (DONE | GIVEN_UP)) && millis() - started < 25);
  logState(name_, F("send"));
  if (!(status & DONE)) {
    exchange(FLUSH_TX, nullptr, 0);
    logProblem(name_, F("nobody answered; is the other end on, near and on the same channel?"));
  }
  listen();
}

void RadioLink::listen() {
  set(STATUS, FLAGS);
  set(CONFIG, LISTENS);
  delay(2);  // from power down
  digitalWrite(cePin_, HIGH);
}

// Sends the command and COUNT bytes of DATA, which are overwritten with what comes back; returns the status.
uint8_t RadioLink::exchange(uint8_t command, uint8_t *data, uint8_t count) {
  SPI.beginTransaction(SPEED);
  digitalWrite(csPin_, LOW);
  uint8_t status = SPI.transfer(command);
  for (uint8_t i = 0; i < count; i++) data[i] = SPI.transfer(data[i]);
  digitalWrite(csPin_, HIGH);
  SPI.endTransaction();
  return status;
}

void RadioLink::set(uint8_t reg, uint8_t value) {
  exchange(W_REGISTER | reg, &value, 1);
}

uint8_t RadioLink::get(uint8_t reg) {
  uint8_t value = NOP;
  exchange(reg, &value, 1);
  return value;
}
