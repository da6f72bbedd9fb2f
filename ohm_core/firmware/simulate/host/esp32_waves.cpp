// The ESP32's LEDC (PWM), RMT (lists of pulses) and hardware timers.
// Source: docs.espressif.com/projects/arduino-esp32 (API: LED Control, RMT, Timer).
#include "family.h"

// --- LEDC -------------------------------------------------------------------------------------------------------------

static struct Led {
  uint32_t hz;
  uint8_t bits;
  uint32_t duty;
  bool inverted, on;
  uint32_t from, to;  // a fade
  Nanos since, until;
} leds[PINS];
static uint8_t byChannel[16];
static uint32_t writeHz[PINS];
static uint8_t writeBits[PINS];
static const int FADES = 8;  // alarm slots from here on

static bool ours(uint8_t pin) { return pin < PINS && leds[pin].on; }

static void show(uint8_t pin) {
  const Led &led = leds[pin];
  uint32_t most = 1u << led.bits;
  uint32_t duty = led.duty >= most - 1 && most > 2 ? most : led.duty;  // the highest value is fully on
  double share = std::min(1.0, double(duty) / most);
  square(pin, led.hz, led.inverted ? 1 - share : share);
}

bool ledcAttach(uint8_t pin, uint32_t hz, uint8_t bits) {
  if (pin >= PINS || pin >= 34 || hz == 0 || bits == 0 || bits > 20 || double(hz) * (1u << bits) > 80e6) return false;
  leds[pin] = {hz, bits, 0, false, true, 0, 0, 0, 0};
  show(pin);
  return true;
}

bool ledcAttachChannel(uint8_t pin, uint32_t hz, uint8_t bits, int8_t channel) {
  if (channel < 0 || channel > 15) return false;
  byChannel[channel] = pin;
  return ledcAttach(pin, hz, bits);
}

bool ledcWrite(uint8_t pin, uint32_t duty) {
  if (!ours(pin)) return false;
  leds[pin].duty = duty;
  show(pin);
  return true;
}

bool ledcWriteChannel(uint8_t channel, uint32_t duty) { return channel < 16 && ledcWrite(byChannel[channel], duty); }

uint32_t ledcWriteTone(uint8_t pin, uint32_t hz) {
  if (!ours(pin)) return 0;
  if (hz) leds[pin].hz = hz;
  leds[pin].bits = 10;
  leds[pin].duty = hz ? 512 : 0;
  show(pin);
  return hz;
}

uint32_t ledcRead(uint8_t pin) { return ours(pin) ? leds[pin].duty : 0; }
uint32_t ledcReadFreq(uint8_t pin) { return ours(pin) && leds[pin].duty ? leds[pin].hz : 0; }

uint32_t ledcChangeFrequency(uint8_t pin, uint32_t hz, uint8_t bits) {
  if (!ours(pin) || hz == 0) return 0;
  leds[pin].hz = hz;
  leds[pin].bits = bits;
  show(pin);
  return hz;
}

bool ledcDetach(uint8_t pin) {
  if (!ours(pin)) return false;
  leds[pin].on = false;
  release(pin);
  return true;
}

static void fadeOn(int pin) {
  Led &led = leds[pin];
  if (!led.on) return;
  double done = led.until <= now() ? 1 : double(now() - led.since) / double(led.until - led.since);
  ledcWrite(uint8_t(pin), uint32_t(led.from + (double(led.to) - led.from) * done));
  if (done < 1) alarm(FADES + pin % 16, std::min(led.until, now() + 10 * MS), fadeOn, pin);
}

bool ledcFade(uint8_t pin, uint32_t from, uint32_t to, int ms) {
  if (!ours(pin)) return false;
  Led &led = leds[pin];
  led.from = from;
  led.to = to;
  led.since = now();
  led.until = now() + ms * MS;
  fadeOn(pin);
  return true;
}

bool ledcOutputInvert(uint8_t pin, bool invert) {
  if (!ours(pin)) return false;
  leds[pin].inverted = invert;
  show(pin);
  return true;
}

void analogWrite(uint8_t pin, int value) {
  if (pin >= PINS) return;
  if (!ours(pin)) ledcAttach(pin, writeHz[pin] ? writeHz[pin] : 1000, writeBits[pin] ? writeBits[pin] : 8);
  ledcWrite(pin, value < 0 ? 0 : uint32_t(value));
}

void analogWriteResolution(uint8_t pin, uint8_t bits) {
  if (pin < PINS) writeBits[pin] = bits;
  if (ours(pin)) ledcChangeFrequency(pin, leds[pin].hz, bits);
}

void analogWriteFrequency(uint8_t pin, uint32_t hz) {
  if (pin < PINS) writeHz[pin] = hz;
  if (ours(pin)) ledcChangeFrequency(pin, hz, leds[pin].bits);
}

void tone(uint8_t pin, unsigned int frequency, unsigned long duration) {
  if (!frequency) return noTone(pin);
  if (!ours(pin)) ledcAttach(pin, frequency, 10);
  if (!ours(pin)) return;
  leds[pin].hz = frequency;
  leds[pin].bits = 10;
  leds[pin].duty = 512;
  square(pin, frequency, 0.5, duration * 1000.0);
}

void noTone(uint8_t pin) { ledcDetach(pin); }

// --- RMT --------------------------------------------------------------------------------------------------------------

static uint32_t ticks[PINS];  // a second has so many

bool rmtInit(int pin, rmt_ch_dir_t direction, rmt_reserve_memsize_t, uint32_t hz) {
  if (pin < 0 || pin >= 34 || hz == 0) return false;
  if (direction == RMT_RX_MODE) remark("absent", "RMT", "Receiving with the RMT unit is not simulated.");
  else drive(pin, DRIVE_LOW);
  ticks[pin] = hz;
  return true;
}

bool rmtWrite(int pin, rmt_data_t *data, size_t count, uint32_t) {
  if (pin < 0 || pin >= PINS || !ticks[pin]) return false;
  const double tick = 1e9 / ticks[pin];
  spend(20 * US);
  for (size_t i = 0; i < count; i++) {
    drive(pin, data[i].level0 ? DRIVE_HIGH : DRIVE_LOW);
    spend(Nanos(data[i].duration0 * tick));
    if (data[i].duration1 == 0) break;
    drive(pin, data[i].level1 ? DRIVE_HIGH : DRIVE_LOW);
    spend(Nanos(data[i].duration1 * tick));
  }
  return true;
}

bool rmtWriteAsync(int pin, rmt_data_t *data, size_t count) { return rmtWrite(pin, data, count, 0); }

// One WS2812 pixel, as the core itself sends it: 0.4 or 0.8 µs of 1.25 µs.
void rgbLedWrite(uint8_t pin, uint8_t red, uint8_t green, uint8_t blue) {
  rmt_data_t bits[24] = {};
  uint32_t word = uint32_t(green) << 16 | uint32_t(red) << 8 | blue;
  for (int i = 0; i < 24; i++) {
    bool one = word >> (23 - i) & 1;
    bits[i].level0 = 1;
    bits[i].duration0 = one ? 8 : 4;
    bits[i].duration1 = one ? 4 : 8;
  }
  if (rmtInit(pin, RMT_TX_MODE, RMT_MEM_NUM_BLOCKS_1, 10000000)) rmtWrite(pin, bits, 24, RMT_WAIT_FOR_EVER);
}

void neopixelWrite(uint8_t pin, uint8_t red, uint8_t green, uint8_t blue) { rgbLedWrite(pin, red, green, blue); }

// --- timers -----------------------------------------------------------------------------------------------------------

struct hw_timer_s {
  uint32_t hz;
  Nanos since;
  void (*run)();
  uint64_t every;
  bool again, used;
};
static hw_timer_s timers[4];

hw_timer_t *timerBegin(uint32_t hz) {
  for (hw_timer_s &timer : timers) {
    if (timer.used || hz == 0) continue;
    timer = {hz, now(), nullptr, 0, false, true};
    return &timer;
  }
  return nullptr;
}

static Nanos ticksOf(const hw_timer_s &timer, uint64_t count) { return Nanos(double(count) * 1e9 / timer.hz); }

static void fire(int index) {
  hw_timer_s &timer = timers[index];
  if (!timer.used) return;
  if (timer.again) {
    timer.since += ticksOf(timer, timer.every);
    alarm(index, timer.since + ticksOf(timer, timer.every), fire, index);
  }
  if (timer.run) timer.run();
}

void timerEnd(hw_timer_t *timer) {
  if (!timer) return;
  timer->used = false;
  alarm(int(timer - timers), NEVER, fire, 0);
}

void timerAttachInterrupt(hw_timer_t *timer, void (*handler)()) { if (timer) timer->run = handler; }

void timerAlarm(hw_timer_t *timer, uint64_t ticks, bool reload, uint64_t) {
  if (!timer || ticks == 0) return;
  timer->every = ticks;
  timer->again = reload;
  if (reload) timer->since = now();
  int index = int(timer - timers);
  alarm(index, timer->since + ticksOf(*timer, ticks), fire, index);
}

uint64_t timerRead(hw_timer_t *timer) { return timer ? uint64_t(double(now() - timer->since) * timer->hz / 1e9) : 0; }
