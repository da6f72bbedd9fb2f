// What goes over the pipes. To the circuit: a length, then records of an operation, the time in µs and what belongs to it; the
// last one may ask. Back: one reply. Numbers are little-endian; js/host.mjs reads and writes the other side.
#pragma once
#include <cstddef>
#include <cstdint>

#include "line.h"

namespace ohm {

enum Operation : uint8_t {
  DRIVE = 1, WAVE, SERIAL_OUT, LISTEN, VOLTS, TELL, KEEP, REMARK, SEND, HANG_UP,  // nobody waits for these
  HELLO = 32, SYNC, SLEEP, CONVERT, PULSE, WIRE, SPI_BYTES, DIAL, RECEIVE, AGAIN, DEEP_SLEEP, CRASH,
};

struct Reply {
  double now, next;  // µs: the time, and until when nothing changes by itself
  uint64_t levels;   // a bit a pin
  double epoch;      // ms since 1970 at the start of the run
  double value;
  uint8_t flags;     // 1: the network is there
  size_t interrupts, typed, size;
  const uint8_t *pins, *text, *data;
};

// One record, written into the buffer as it is made.
class Frame {
 public:
  Frame(Operation operation, Nanos at);
  Frame &byte(int value);
  Frame &number(double value);
  Frame &text(const void *data, size_t count);
  void post();             // goes with the next question
  void ask(Reply &reply);  // goes now; the circuit answers
  void last();             // goes now, and nothing comes after it
};

Answer exchange(Frame &frame);
bool asking();  // an answer is being waited for
void forget();  // what has not gone yet
void unwatch();

}  // namespace ohm
