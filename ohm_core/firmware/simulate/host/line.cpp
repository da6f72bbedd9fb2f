#include "line.h"

#include <cmath>
#include <cstring>

#include "frames.h"

namespace ohm {

static Nanos now_ns, horizon_ns, due_ns;  // due: when the circuit or an alarm must be looked at; all 0: not begun
static Nanos restedAt;
static uint64_t levels, waving, waiting;
static bool dirty;  // something was said that the levels known here may follow
static uint8_t driven[PINS];
static bool known[PINS], masked, inside;
static double epoch;
static uint8_t flags;
static Cause began;
static bool greeted;

static struct Wave {
  double hz, share;
  bool ends;
} waves[PINS];

static struct Handler {
  void (*run)(void *);
  void *about;
} handlers[PINS];
static int listening;

static const int ALARMS = 24;
static struct Alarm {
  Nanos at;
  void (*run)(int);
  int about;
} alarms[ALARMS];
static int alarmsUsed;

// What analogRead() saw last; it holds until something can change, unless the pin floats or a wave runs.
static struct {
  bool holds;
  int pin;
  double value;
  uint8_t unit;
} converted;

static uint8_t typed[1024];
static size_t typedFirst, typedCount;

// --- asking ---------------------------------------------------------------------------------------------------------

static Nanos nanos(double us) {
  return us > 9e12 ? NEVER : Nanos(std::llround(us * 1000));
}

static void take(const Reply &reply) {
  Nanos at = nanos(reply.now);
  if (at > now_ns) now_ns = at;
  horizon_ns = nanos(reply.next);
  levels = reply.levels;
  epoch = reply.epoch;
  flags = reply.flags;
  dirty = converted.holds = false;
  for (size_t i = 0; i < reply.interrupts; i++) waiting |= 1ULL << (reply.pins[i] & 63);
  for (size_t i = 0; i < reply.typed && typedCount < sizeof typed; i++) typed[(typedFirst + typedCount++) % sizeof typed] = reply.text[i];
  due_ns = waiting ? now_ns : horizon_ns;
  for (int i = 0; i < alarmsUsed; i++) if (alarms[i].at < due_ns) due_ns = alarms[i].at;
}

static Answer ask(Frame &frame) {
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

static void greet() {
  greeted = true;
  restedAt = 0;
  Frame frame(HELLO, 0);
  Answer answer = ask(frame);
  began = Cause(int(answer.value));
  restedAt = now_ns;
  const char *at = answer.data.data();
  for (int what : {KEPT_EEPROM, KEPT_RTC}) {
    uint32_t size;
    memcpy(&size, at, sizeof size);
    memory(what).assign(at + sizeof size, size);
    at += sizeof size + size;
  }
}

static void sync() {
  if (!greeted) greet();
  Frame frame(SYNC, now_ns);
  ask(frame);
}

// --- time -----------------------------------------------------------------------------------------------------------

static void soon() {
  due_ns = horizon_ns;
  for (int i = 0; i < alarmsUsed; i++) if (alarms[i].at < due_ns) due_ns = alarms[i].at;
  if (waiting && !masked && !inside && now_ns < due_ns) due_ns = now_ns;
}

static void runAlarms() {
  if (masked || inside) return;
  for (int i = 0; i < alarmsUsed; i++) {
    Alarm &alarm = alarms[i];
    if (alarm.at > now_ns) continue;
    alarm.at = NEVER;
    inside = true;
    alarm.run(alarm.about);
    inside = false;
  }
}

static void runInterrupts() {
  while (waiting && !masked && !inside) {
    int pin = __builtin_ctzll(waiting);
    waiting &= waiting - 1;
    if (!handlers[pin].run) continue;
    inside = true;
    now_ns += FAMILY.pin;
    handlers[pin].run(handlers[pin].about);
    inside = false;
  }
}

// Whatever is due by now.
static void service() {
  if (now_ns >= horizon_ns || !greeted) sync();
  runAlarms();
  runInterrupts();
  soon();
  if (masked || inside) {  // what waits now must not be looked at again at every step
    if (due_ns <= now_ns) due_ns = horizon_ns > now_ns ? horizon_ns : now_ns + US;
  }
  if (FAMILY.patience && now_ns - restedAt > FAMILY.patience) {
    static const char TEXT[] = "\r\nSoft WDT reset\r\n";
    say(reinterpret_cast<const uint8_t *>(TEXT), sizeof TEXT - 1, 87 * US);
    restart(BITTEN);
  }
}

Nanos now() {
  return now_ns;
}

void spend(Nanos ns) {
  now_ns += ns;
  if (now_ns >= due_ns) service();
}

void rested() {
  restedAt = now_ns;
}

void sleepUntil(Nanos until) {
  if (!greeted) greet();
  while (now_ns < until) {
    Nanos next = until;
    if (!inside && !masked) for (int i = 0; i < alarmsUsed; i++) if (alarms[i].at < next) next = alarms[i].at;
    if (next < horizon_ns) {
      if (next > now_ns) now_ns = next;
    } else {
      Frame frame(SLEEP, now_ns);
      frame.number(next / 1e3);
      ask(frame);
    }
    restedAt = now_ns > restedAt ? now_ns : restedAt;
    service();
  }
}

void alarm(int slot, Nanos at, void (*run)(int), int about) {
  if (slot < 0 || slot >= ALARMS) return;
  for (; alarmsUsed <= slot; alarmsUsed++) alarms[alarmsUsed].at = NEVER;
  alarms[slot] = {at, run, about};
  if (at < due_ns) due_ns = at;
}

double epochMs() {
  return epoch + now_ns / 1e6;
}

bool online() {
  spend(FAMILY.clock);
  return flags & 1;
}

// --- pins -----------------------------------------------------------------------------------------------------------

static bool there(int pin) {
  return pin >= 0 && pin < PINS;
}

static void changed(int pin) {
  known[pin] = true;
  dirty = true;
  if (now_ns + MS < horizon_ns) horizon_ns = now_ns + MS;  // what follows from it may come earlier than was known
  if (horizon_ns < due_ns) due_ns = horizon_ns;
  if (listening) {
    sync();
    service();
  }
}

void drive(int pin, Drive how) {
  if (!there(pin) || (known[pin] && driven[pin] == how && !(waving >> pin & 1))) return;
  if (!greeted) greet();
  waving &= ~(1ULL << pin);
  driven[pin] = how;
  Frame(DRIVE, now_ns).byte(pin).byte(how).post();
  changed(pin);
}

void wave(int pin, double hz, double share, double lastsUs) {
  if (!there(pin)) return;
  if (!greeted) greet();
  bool same = waving >> pin & 1 && waves[pin].hz == hz && waves[pin].share == share && lastsUs == 0 && !waves[pin].ends;
  if (same) return;
  waves[pin] = {hz, share, lastsUs > 0};
  waving |= 1ULL << pin;
  Frame(WAVE, now_ns).byte(pin).number(hz).number(share).number(lastsUs).post();
  changed(pin);
}

void volts(int pin, double v) {
  if (!there(pin)) return;
  if (!greeted) greet();
  waves[pin] = {};
  waving |= 1ULL << pin;
  Frame(VOLTS, now_ns).byte(pin).number(v).post();
  changed(pin);
}

bool level(int pin) {
  if (!there(pin)) return false;
  if (dirty || now_ns >= horizon_ns || (waving >> pin & 1)) {
    sync();
    service();
  }
  return levels >> pin & 1;
}

Answer convert(int pin) {
  if (!greeted) greet();
  if (!converted.holds || converted.pin != pin || dirty || now_ns >= horizon_ns) {
    Frame frame(CONVERT, now_ns);
    frame.byte(pin);
    Answer answer = ask(frame);
    converted = {answer.data.size() > 1 && answer.data[1] == 's', pin, answer.value, uint8_t(answer.data.empty() ? 0 : answer.data[0])};
    service();
    return answer;
  }
  return {converted.value, converted.unit ? std::string(1, char(converted.unit)) : std::string()};
}

double pulse(int pin, bool high, double timeoutUs) {
  if (!greeted) greet();
  Frame frame(PULSE, now_ns);
  frame.byte(pin).byte(high).number(timeoutUs);
  double length = ask(frame).value;
  service();
  return length;
}

void listen(int pin, uint8_t edges, void (*run)(void *), void *about) {
  if (!there(pin)) return;
  if (!greeted) greet();
  listening += (run != nullptr) - (handlers[pin].run != nullptr);
  handlers[pin] = {run, about};
  waiting &= ~(1ULL << pin);
  Frame(LISTEN, now_ns).byte(pin).byte(run ? edges : 0).post();
  sync();
}

void mask(bool on) {
  masked = on;
  if (!on && !inside && greeted) {
    soon();
    if (waiting || now_ns >= due_ns) service();
  }
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
  if (!greeted) greet();
  return began;
}

std::string kept(Kept what) {
  if (!greeted) greet();
  return memory(what);
}

Answer exchange(Frame &frame) {
  if (!greeted) greet();
  Answer answer = ask(frame);
  service();
  return answer;
}

}  // namespace ohm

// The compiler calls this at every branch of the sketch, so that loops which call nothing take time too
// (gcc, -fsanitize-coverage=trace-pc).
extern "C" void __sanitizer_cov_trace_pc() {
  ohm::now_ns += ohm::FAMILY.block;
  if (__builtin_expect(ohm::now_ns >= ohm::due_ns, 0)) ohm::service();
}
