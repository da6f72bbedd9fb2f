// A character display with an HD44780 or compatible controller. Only what changes is sent.
// Datasheet: Hitachi HD44780U, "Initializing by Instruction, 4-Bit Interface" and the instruction table.
#pragma once
#include "ohm_timing.h"

class TextLcd : public Timed {
 public:
  TextLcd(uint8_t columns, uint8_t lines);
  void update();

  void show(const char *text, uint8_t line);  // lines count from 1; a line break goes on in the next one
  void number(float value);
  void clear();

 protected:
  void start();  // once the pins or the bus are ready
  virtual void sendNibble(uint8_t nibble, bool isData) = 0;

 private:
  static const uint8_t MOST_COLUMNS = 20;
  static const uint8_t MOST_LINES = 4;

  void send(uint8_t value, bool isData);
  void fill(uint8_t line, const char *&text);
  void put(uint8_t line, uint8_t column, char letter);

  uint8_t columns_;
  uint8_t lines_;
  char shown_[MOST_LINES][MOST_COLUMNS];
  uint8_t cursor_ = 0xFF;  // address the display writes to next; 0xFF: not known
};
