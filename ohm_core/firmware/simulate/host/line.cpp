#include "line.h"

#include <cmath>
#include <cstring>

#include "frames.h"
#include "state.h"

namespace ohm {

State state;
static double epoch;
static uint8_t flags;
static Cause began;

static const int ALARMS = 24;
static struct Alarm {
  Nanos at;
  void (*run)(int);
  int about;
} alarms[ALARMS];
static int alarmsUsed;

static uint8_t typed[1024];
static size_t typedFirst, typedCount;

// --- asking ---------------------------------------------------------------------------------------------------------

static Nanos nanos(double us) {
  return us > 9e12 ? NEVER : Nanos(std::llround(us * 1000));
}

static void take(const Reply &reply) {
  Nanos at = nanos(reply.now);
  if (at > state.now) state.now = at;
  state.horizon = nanos(reply.next);
  state.levels = reply.levels;
  epoch = reply.epoch;
  flags = reply.flags;
  state.dirty = state.converted.holds = false;
  for (size_t i = 0; i < reply.interrupts; i++) state.waiting |= 1ULL << (reply.pins[i] & 63);
  for (size_t i = 0; i < reply.typed && typedCount < sizeof typed; i++) typed[(typedFirst + typedCount++) % sizeof typed] = reply.text[i];
  state.due = state.waiting ? state.now : state.horizon;
  for (int i = 0; i < alarmsUsed; i++) if (alarms[i].at < state.due) state.due = alarms[i].at;
}

Answer ask(Frame &frame) {
  Reply reply;
  frame.ask(reply);
  take(reply);
  return {reply.value, std::string(reinterpret_cast<const char *>(reply.data), reply.size)};
}

// Made when first needed: the sketch's own objects may come to life before those of this file.
static std::string &memory(int what) {
  static std::string texts[2];
  return texts[what];
}

void greet() {
  state.greeted = true;
  state.restedAt = 0;
  Frame frame(HELLO, 0);
  Answer answer = ask(frame);
  began = Cause(int(answer.value));
  state.restedAt = state.now;
  const char *at = answer.data.data();
  for (int what : {KEPT_EEPROM, KEPT_RTC}) {
    uint32_t size;
    memcpy(&size, at, sizeof size);
    memory(what).assign(at + sizeof size, size);
    at += sizeof size + size;
  }
}

void sync() {
  ready();
  Frame frame(SYNC, state.now);
  ask(frame);
}

// --- time -----------------------------------------------------------------------------------------------------------

void soon() {
  state.due = state.horizon;
  for (int i = 0; i < alarmsUsed; i++) if (alarms[i].at < state.due) state.due = alarms[i].at;
  if (state.waiting && !state.masked && !state.inside && state.now < state.due) state.due = state.now;
}

static void runAlarms() {
  if (state.masked || state.inside) return;
  for (int i = 0; i < alarmsUsed; i++) {
    Alarm &alarm = alarms[i];
    if (alarm.at > state.now) continue;
    alarm.at = NEVER;
    state.inside = true;
    alarm.run(alarm.about);
    state.inside = false;
  }
}

static void runInterrupts() {
  while (state.waiting && !state.masked && !state.inside) {
    int pin = __builtin_ctzll(state.waiting);
    state.waiting &= state.waiting - 1;
    if (!state.handlers[pin].run) continue;
    state.inside = true;
    state.now += FAMILY.pin;
    state.handlers[pin].run(state.handlers[pin].about);
    state.inside = false;
  }
}

void service() {
  if (state.now >= state.horizon || !state.greeted) sync();
  runAlarms();
  runInterrupts();
  soon();
  if (state.masked || state.inside) {  // what waits now must not be looked at again at every step
    if (state.due <= state.now) state.due = state.horizon > state.now ? state.horizon : state.now + US;
  }
  if (FAMILY.patience && state.now - state.restedAt > FAMILY.patience) {
    static const char TEXT[] = "\r\nSoft WDT reset\r\n";
    say(reinterpret_cast<const uint8_t *>(TEXT), sizeof TEXT - 1, 87 * US);
    restart(BITTEN);
  }
}

Nanos now() {
  return state.now;
}

void spend(Nanos ns) {
  state.now += ns;
  if (state.now >= state.due) service();
}

void rested() {
  state.restedAt = state.now;
}

void sleepUntil(Nanos until) {
  ready();
  while (state.now < until) {
    Nanos next = until;
    if (!state.inside && !state.masked) for (int i = 0; i < alarmsUsed; i++) if (alarms[i].at < next) next = alarms[i].at;
    if (next < state.horizon) {
      if (next > state.now) state.now = next;
    } else {
      Frame frame(SLEEP, state.now);
      frame.number(next / 1e3);
      ask(frame);
    }
    state.restedAt = state.now > state.restedAt ? state.now : state.restedAt;
    service();
  }
}

void alarm(int slot, Nanos at, void (*run)(int), int about) {
  if (slot < 0 || slot >= ALARMS) return;
  for (; alarmsUsed <= slot; alarmsUsed++) alarms[alarmsUsed].at = NEVER;
  alarms[slot] = {at, run, about};
  if (at < state.due) state.due = at;
}

double epochMs() {
  return epoch + state.now / 1e6;
}

bool online() {
  spend(FAMILY.clock);
  return flags & 1;
}

// --- the serial port's other end --------------------------------------------------------------------------------------

int hear(bool take) {
  if (typedCount == 0) return -1;
  int byte = typed[typedFirst];
  if (take) {
    typedFirst = (typedFirst + 1) % sizeof typed;
    typedCount--;
  }
  return byte;
}

size_t heard() {
  return typedCount;
}

Cause cause() {
  ready();
  return began;
}

std::string kept(Kept what) {
  ready();
  return memory(what);
}

Answer exchange(Frame &frame) {
  ready();
  Answer answer = ask(frame);
  service();
  return answer;
}

}  // namespace ohm

// The compiler calls this at every branch of the sketch, so that loops which call nothing take time too
// (gcc, -fsanitize-coverage=trace-pc).
extern "C" void __sanitizer_cov_trace_pc() {
  ohm::state.now += ohm::FAMILY.block;
  if (__builtin_expect(ohm::state.now >= ohm::state.due, 0)) ohm::service();
}
