// What the files here share beside the line: pins as Arduino's functions see them.
#pragma once
#include <Arduino.h>

#include "line.h"

namespace ohm {

// Modes that every family has; what is particular to one is translated by it.
enum class Mode : uint8_t { in, out, pullUp, pullDown, openDrain };
void mode(int pin, Mode mode);
void write(int pin, bool high);
void square(int pin, double hz, double share, double lastsUs = 0);  // PWM or a tone; digitalWrite() and pinMode() end it
bool squares(int pin);
void release(int pin);  // neither input nor output of digitalRead() and digitalWrite() any more
int edges(int mode);    // RISING, FALLING, CHANGE of the family → edges
void attach(uint8_t pin, void (*run)(), int mode);

// Duty with its bits, as analogWrite() and its settings have it.
struct Duty {
  double hz;
  uint32_t range;
  double share(int value) const { return value <= 0 ? 0 : value >= int(range) ? 1 : double(value) / range; }
};

// Wi-Fi: joined to a network, the radio in use; begins to join, leaves.
bool joined();
bool radioOn();
void joinNow(const char *name);
void leave();

// A second serial line: nothing is joined to its other end.
void silentLine(const char *name);

bool hasMode(int pin);
volatile uint32_t *portRegister(int port, int kind);  // memory that no pin follows
uint32_t randomBits();
void wakeMemory();
void clockFromNetwork(const char *zone);  // "" leaves the time zone

}  // namespace ohm
