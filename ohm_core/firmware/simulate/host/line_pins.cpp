// Pins on the line: what is said of them, what is known, and who listens.
#include "state.h"

namespace ohm {

static uint8_t driven[PINS];
static bool known[PINS];
static struct Wave {
  double hz, share;
  bool ends;
} waves[PINS];

static bool there(int pin) {
  return pin >= 0 && pin < PINS;
}

static void changed(int pin) {
  known[pin] = true;
  state.dirty = true;
  if (state.now + MS < state.horizon) state.horizon = state.now + MS;  // what follows from it may come earlier than was known
  if (state.horizon < state.due) state.due = state.horizon;
  if (state.listening) {
    sync();
    service();
  }
}

void drive(int pin, Drive how) {
  if (!there(pin) || (known[pin] && driven[pin] == how && !(state.waving >> pin & 1))) return;
  ready();
  state.waving &= ~(1ULL << pin);
  driven[pin] = how;
  Frame(DRIVE, state.now).byte(pin).byte(how).post();
  changed(pin);
}

void wave(int pin, double hz, double share, double lastsUs) {
  if (!there(pin)) return;
  ready();
  bool same = state.waving >> pin & 1 && waves[pin].hz == hz && waves[pin].share == share && lastsUs == 0 && !waves[pin].ends;
  if (same) return;
  waves[pin] = {hz, share, lastsUs > 0};
  state.waving |= 1ULL << pin;
  Frame(WAVE, state.now).byte(pin).number(hz).number(share).number(lastsUs).post();
  changed(pin);
}

void volts(int pin, double v) {
  if (!there(pin)) return;
  ready();
  waves[pin] = {};
  state.waving |= 1ULL << pin;
  Frame(VOLTS, state.now).byte(pin).number(v).post();
  changed(pin);
}

bool level(int pin) {
  if (!there(pin)) return false;
  if (state.dirty || state.now >= state.horizon || (state.waving >> pin & 1)) {
    sync();
    service();
  }
  return state.levels >> pin & 1;
}

Answer convert(int pin) {
  ready();
  if (!state.converted.holds || state.converted.pin != pin || state.dirty || state.now >= state.horizon) {
    Frame frame(CONVERT, state.now);
    frame.byte(pin);
    Answer answer = ask(frame);
    state.converted = {answer.data.size() > 1 && answer.data[1] == 's', pin, answer.value, uint8_t(answer.data.empty() ? 0 : answer.data[0])};
    service();
    return answer;
  }
  return {state.converted.value, state.converted.unit ? std::string(1, char(state.converted.unit)) : std::string()};
}

double pulse(int pin, bool high, double timeoutUs) {
  ready();
  Frame frame(PULSE, state.now);
  frame.byte(pin).byte(high).number(timeoutUs);
  double length = ask(frame).value;
  service();
  return length;
}

void listen(int pin, uint8_t edges, void (*run)(void *), void *about) {
  if (!there(pin)) return;
  ready();
  state.listening += (run != nullptr) - (state.handlers[pin].run != nullptr);
  state.handlers[pin] = {run, about};
  state.waiting &= ~(1ULL << pin);
  Frame(LISTEN, state.now).byte(pin).byte(run ? edges : 0).post();
  sync();
}

void mask(bool on) {
  state.masked = on;
  if (!on && !state.inside && state.greeted) {
    soon();
    if (state.waiting || state.now >= state.due) service();
  }
}

}  // namespace ohm
