// What is known here of the board between two answers of the circuit. Plain data: it is there before any object of the sketch.
#pragma once
#include "frames.h"

namespace ohm {

struct State {
  Nanos now, horizon, due;  // due: when the circuit or an alarm must be looked at; all 0: not begun
  Nanos restedAt;
  uint64_t levels;
  uint64_t waving;   // pins with a wave or a voltage
  uint64_t waiting;  // pins whose interrupts are to be run
  bool greeted;
  bool dirty;   // something was said that the levels known here may follow
  bool masked;  // noInterrupts()
  bool inside;  // an interrupt is being served
  struct Handler {
    void (*run)(void *);
    void *about;
  } handlers[PINS];
  int listening;  // handlers in use
  // What analogRead() saw last; it holds until something can change, unless the pin floats or a wave runs.
  struct Converted {
    bool holds;
    int pin;
    double value;
    uint8_t unit;
  } converted;
};
extern State state;

void greet();
void sync();
void soon();     // works out anew when something is due
void service();  // whatever is due by now
Answer ask(Frame &frame);

inline void ready() {
  if (!state.greeted) greet();
}

void soon();  // when the next thing is due

}  // namespace ohm
