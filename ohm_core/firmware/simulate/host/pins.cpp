// Digital pins, time and what is made of both: shifting, pulses, tones, interrupts.
#include "host.h"

using namespace ohm;

static struct State {
  Mode mode;
  bool set;    // pinMode() was called
  bool high;   // what digitalWrite() said last
  bool wave;   // PWM or a tone has the pin
  void (*run)();
} pins[PINS];

static bool there(int pin) {
  return pin >= 0 && pin < PINS;
}

static void show(int pin) {
  const State &state = pins[pin];
  switch (state.mode) {
    case Mode::in: return drive(pin, DRIVE_NONE);
    case Mode::pullUp: return drive(pin, DRIVE_UP);
    case Mode::pullDown: return drive(pin, DRIVE_DOWN);
    case Mode::openDrain: return drive(pin, state.high ? DRIVE_NONE : DRIVE_LOW);
    case Mode::out: return drive(pin, state.high ? DRIVE_HIGH : DRIVE_LOW);
  }
}

namespace ohm {

void mode(int pin, Mode mode) {
  spend(FAMILY.pin);
  if (!there(pin)) return;
  pins[pin].mode = mode;
  pins[pin].set = true;
  pins[pin].wave = false;
  show(pin);
}

void write(int pin, bool high) {
  spend(FAMILY.pin);
  if (!there(pin)) return;
  pins[pin].high = high;
  pins[pin].wave = false;
  show(pin);
}

volatile uint32_t *portRegister(int port, int kind) {
  static volatile uint32_t registers[2][3];
  remark("absent", "registers", "The program or one of its libraries takes hold of a port's registers; pins moved by them are not simulated.");
  return &registers[port & 1][kind];
}

bool hasMode(int pin) {
  return there(pin) && pins[pin].set;
}

void square(int pin, double hz, double share, double lastsUs) {
  spend(2 * FAMILY.pin);
  if (!there(pin)) return;
  pins[pin].mode = Mode::out;
  pins[pin].wave = true;
  wave(pin, hz, share, lastsUs);
}

bool squares(int pin) {
  return there(pin) && pins[pin].wave;
}

void release(int pin) {
  if (!there(pin)) return;
  pins[pin].set = pins[pin].wave = pins[pin].high = false;
  drive(pin, DRIVE_LOW);
}

static void call(void *about) {
  static_cast<State *>(about)->run();
}

void attach(uint8_t pin, void (*run)(), int mode) {
  spend(FAMILY.pin);
  if (!there(pin)) return;
  pins[pin].run = run;
  listen(pin, uint8_t(edges(mode)), run ? call : nullptr, &pins[pin]);
}

static uint64_t chance = 0x9E3779B97F4A7C15ULL;

// The same numbers in every run, so that a run can be repeated (xorshift64*, Marsaglia 2003).
uint32_t randomBits() {
  chance ^= chance >> 12;
  chance ^= chance << 25;
  chance ^= chance >> 27;
  return uint32_t(chance * 0x2545F4914F6CDD1DULL >> 32);
}

}  // namespace ohm

int digitalRead(uint8_t pin) {
  spend(FAMILY.pin);
  return level(pin);
}

void detachInterrupt(uint8_t pin) {
  listen(pin, EDGE_NONE, nullptr, nullptr);
}

void noInterrupts() {
  mask(true);
}

void interrupts() {
  mask(false);
}

// Neither wraps here after 2^32: `long` is wider on this machine, and differences come out right either way.
unsigned long millis() {
  spend(FAMILY.clock);
  return (unsigned long)(now() / MS);
}

unsigned long micros() {
  spend(FAMILY.clock);
  return (unsigned long)(now() / US);
}

void delay(uint32_t ms) {
  spend(FAMILY.clock);
  sleepUntil(now() + ms * MS);
  rested();
}

void delayMicroseconds(unsigned int us) {
  spend(FAMILY.clock / 4);
  Nanos until = now() + us * US;
  if (us >= 100) return sleepUntil(until);
  spend(until - now());
}

void yield() {
  spend(FAMILY.clock);
  rested();
}

unsigned long pulseIn(uint8_t pin, uint8_t state, unsigned long timeout) {
  spend(FAMILY.pin);
  return (unsigned long)pulse(pin, state == HIGH, double(timeout));
}

unsigned long pulseInLong(uint8_t pin, uint8_t state, unsigned long timeout) {
  return pulseIn(pin, state, timeout);
}

uint8_t shiftIn(uint8_t dataPin, uint8_t clockPin, uint8_t bitOrder) {
  uint8_t value = 0;
  for (int i = 0; i < 8; i++) {
    digitalWrite(clockPin, HIGH);
    value |= digitalRead(dataPin) << (bitOrder == LSBFIRST ? i : 7 - i);
    digitalWrite(clockPin, LOW);
  }
  return value;
}

void shiftOut(uint8_t dataPin, uint8_t clockPin, uint8_t bitOrder, uint8_t value) {
  for (int i = 0; i < 8; i++) {
    digitalWrite(dataPin, value >> (bitOrder == LSBFIRST ? i : 7 - i) & 1);
    digitalWrite(clockPin, HIGH);
    digitalWrite(clockPin, LOW);
  }
}

long random(long upper) {
  return upper <= 0 ? 0 : long(randomBits() % uint32_t(upper));
}

long random(long lower, long upper) {
  return lower >= upper ? lower : lower + random(upper - lower);
}

void randomSeed(unsigned long seed) {
  if (seed) chance = seed * 0x9E3779B97F4A7C15ULL | 1;
}

long map(long value, long fromLow, long fromHigh, long toLow, long toHigh) {
  return fromHigh == fromLow ? toLow : (value - fromLow) * (toHigh - toLow) / (fromHigh - fromLow) + toLow;
}
