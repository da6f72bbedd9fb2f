#include "frames.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ohm {

static const size_t ROOM = 60000;
static uint8_t out[4 + ROOM + 5000];
static size_t used = 4;
static uint8_t in[64 + 40000];
static volatile bool waits;

// Serial output is gathered to a line before it goes.
static uint8_t gathered[256];
static size_t gatheredCount;
static Nanos lineFree;

static void writeAll(const uint8_t *data, size_t count) {
  while (count > 0) {
    ssize_t done = write(1, data, count);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) _exit(0);  // the circuit is gone: the run is over
    data += done;
    count -= size_t(done);
  }
}

static void readAll(uint8_t *data, size_t count) {
  while (count > 0) {
    ssize_t done = read(0, data, count);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) _exit(0);
    data += done;
    count -= size_t(done);
  }
}

static void put(const void *data, size_t count) {
  memcpy(out + used, data, count);
  used += count;
}

static void flush() {
  uint32_t size = uint32_t(used - 4);
  memcpy(out, &size, 4);
  writeAll(out, used);
  used = 4;
}

static void head(Operation operation, Nanos at) {
  if (used > ROOM) flush();
  uint8_t code = operation;
  double us = at / 1e3;
  put(&code, 1);
  put(&us, 8);
}

static void closeLine() {
  if (gatheredCount == 0) return;
  size_t count = gatheredCount;
  gatheredCount = 0;
  head(SERIAL_OUT, now());
  double done = lineFree / 1e3;
  uint16_t length = uint16_t(count);
  put(&done, 8);
  put(&length, 2);
  put(gathered, count);
}

Frame::Frame(Operation operation, Nanos at) {
  closeLine();
  head(operation, at);
}

Frame &Frame::byte(int value) {
  uint8_t small = uint8_t(value);
  put(&small, 1);
  return *this;
}

Frame &Frame::number(double value) {
  put(&value, 8);
  return *this;
}

Frame &Frame::text(const void *data, size_t count) {
  uint16_t length = uint16_t(count > 4096 ? 4096 : count);
  put(&length, 2);
  put(data, length);
  return *this;
}

void Frame::post() {
  if (used > ROOM) flush();
}

void Frame::last() {
  flush();
}

bool asking() {
  return waits;
}

void forget() {
  used = 4;
  gatheredCount = 0;
}

void Frame::ask(Reply &reply) {
  waits = true;
  flush();
  uint32_t size;
  readAll(reinterpret_cast<uint8_t *>(&size), 4);
  if (size > sizeof in || size < 47) _exit(0);
  readAll(in, size);
  memcpy(&reply.now, in, 8);
  memcpy(&reply.next, in + 8, 8);
  memcpy(&reply.levels, in + 16, 8);
  memcpy(&reply.epoch, in + 24, 8);
  memcpy(&reply.value, in + 32, 8);
  uint16_t counts[3];
  memcpy(counts, in + 41, 6);
  reply.flags = in[40];
  reply.interrupts = counts[0];
  reply.typed = counts[1];
  reply.size = counts[2];
  reply.pins = in + 47;
  reply.text = reply.pins + reply.interrupts;
  reply.data = reply.text + reply.typed;
  waits = false;
}

// A byte leaves when the line is free; a unit of 128 bytes lies before it, and who writes more waits.
void say(const uint8_t *text, size_t count, Nanos perByte) {
  for (size_t i = 0; i < count; i++) {
    lineFree = (lineFree > now() ? lineFree : now()) + perByte;
    gathered[gatheredCount++] = text[i];
    bool full = gatheredCount == sizeof gathered;
    if (text[i] == '\n' || full) {
      closeLine();
      Frame frame(SYNC, now());
      exchange(frame);
    }
    if (lineFree - now() > 128 * perByte) sleepUntil(lineFree - 128 * perByte);
  }
}

}  // namespace ohm
