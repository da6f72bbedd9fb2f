// The RP2040's serial ports, the chip itself and the few calls of the Pico SDK that sketches use.
// Source: arduino-pico.readthedocs.io; Raspberry Pi Pico C SDK (hardware_gpio, hardware_pwm, hardware_clocks, hardware_sync).
#include <SPI.h>
#include <hardware/clocks.h>
#include <hardware/gpio.h>
#include <hardware/pwm.h>
#include <hardware/sync.h>

#include "family.h"

static const Nanos USB_BYTE = 10 * US;  // USB is not the slow part; a monitor that reads is

void SerialUSB::begin(unsigned long) {}
void SerialUSB::end() {}

size_t SerialUSB::write(uint8_t value) {
  spend(500);
  say(&value, 1, USB_BYTE);
  return 1;
}

int SerialUSB::available() { return serialAvailable(USB_BYTE); }
int SerialUSB::read() { return serialRead(USB_BYTE, true); }
int SerialUSB::peek() { return serialRead(USB_BYTE, false); }
SerialUSB::operator bool() { return true; }
SerialUSB Serial;

bool SerialUART::setRX(uint8_t) { return true; }
bool SerialUART::setTX(uint8_t) { return true; }
bool SerialUART::setFIFOSize(size_t) { return true; }
void SerialUART::begin(unsigned long) { silentLine(this == &Serial1 ? "Serial1" : "Serial2"); }
void SerialUART::end() {}
size_t SerialUART::write(uint8_t) { return 1; }
int SerialUART::available() { spend(FAMILY.clock); return 0; }
int SerialUART::read() { spend(FAMILY.clock); return -1; }
int SerialUART::peek() { return -1; }
SerialUART::operator bool() { return true; }
SerialUART Serial1, Serial2;

SerialPIO::SerialPIO(uint8_t, uint8_t, size_t) {}
void SerialPIO::begin(unsigned long) { silentLine("SerialPIO"); }
void SerialPIO::end() {}
size_t SerialPIO::write(uint8_t) { return 1; }
size_t SerialPIO::write(const uint8_t *, size_t size) { return size; }
int SerialPIO::available() { spend(FAMILY.clock); return 0; }
int SerialPIO::read() { spend(FAMILY.clock); return -1; }
int SerialPIO::peek() { return -1; }
SerialPIO::operator bool() { return true; }

RP2040 rp2040;
static Nanos patience;

static void bite(int) { restart(BITTEN); }

void RP2040::reboot() { restart(RESTART); }
uint32_t RP2040::hwrand32() { return randomBits(); }
uint32_t RP2040::getFreeHeap() { return 200000; }
uint32_t RP2040::f_cpu() { return F_CPU; }
const char *RP2040::getChipID() { return "E660000000000001"; }
void RP2040::wdt_reset() { if (patience) alarm(0, now() + patience, bite, 0); }

uint32_t RP2040::getCycleCount() {
  spend(40);
  return uint32_t(now() * FAMILY.mhz / 1000);
}

void RP2040::wdt_begin(uint32_t ms) {
  patience = ms * MS;
  wdt_reset();
}

void busy_wait_at_least_cycles(uint32_t cycles) { spend(Nanos(cycles) * 1000 / FAMILY.mhz); }
uint32_t clock_get_hz(clock_index) { return F_CPU; }

uint32_t save_and_disable_interrupts() {
  mask(true);
  return 0;
}

void restore_interrupts(uint32_t) { mask(false); }

void gpio_put(uint gpio, bool value) {
  spend(20);
  if (hasMode(int(gpio))) drive(int(gpio), value ? DRIVE_HIGH : DRIVE_LOW);
}

bool gpio_get(uint gpio) {
  spend(20);
  return level(int(gpio));
}

// PWM slices: 8 of them, two pins each; both pins share divider and wrap.
static struct Slice {
  float divider = 1;
  uint32_t wrap = 65535;
  bool on = false;
} slices[8];
static uint16_t levels[30];
static bool shown[30];

uint pwm_gpio_to_slice_num(uint gpio) { return gpio >> 1 & 7; }

static void show(uint gpio) {
  const Slice &slice = slices[pwm_gpio_to_slice_num(gpio)];
  if (gpio < 30 && shown[gpio] && slice.on) square(int(gpio), F_CPU / (double(slice.divider) * (slice.wrap + 1)), std::min(1.0, levels[gpio] / double(slice.wrap + 1)));
}

static void showSlice(uint slice) {
  for (uint gpio = 0; gpio < 30; gpio++) if (pwm_gpio_to_slice_num(gpio) == slice) show(gpio);
}

void pwm_set_clkdiv(uint slice, float divider) { slices[slice & 7].divider = divider; showSlice(slice); }
void pwm_set_wrap(uint slice, uint16_t wrap) { slices[slice & 7].wrap = wrap; showSlice(slice); }
void pwm_set_enabled(uint slice, bool enabled) { slices[slice & 7].on = enabled; showSlice(slice); }

void pwm_set_gpio_level(uint gpio, uint16_t level) {
  if (gpio < 30) levels[gpio] = level;
  show(gpio);
}

void gpio_set_function(uint gpio, gpio_function_t function) {
  if (gpio < 30) shown[gpio] = function == GPIO_FUNC_PWM;
  show(gpio);
}

struct spi_inst_t {
  spi_hw_t registers;
};
static spi_inst_t units[2];
spi_inst_t *const spi0 = &units[0], *const spi1 = &units[1];
spi_hw_t *spi_get_hw(spi_inst_t *spi) { return &spi->registers; }
void hw_write_masked(volatile uint32_t *address, uint32_t values, uint32_t mask) { *address = (*address & ~mask) | (values & mask); }

int spi_write_blocking(spi_inst_t *, const uint8_t *bytes, size_t count) {
  std::string copy(reinterpret_cast<const char *>(bytes), count);
  SPI.transfer(&copy[0], count);
  return int(count);
}

int spi_write16_blocking(spi_inst_t *, const uint16_t *words, size_t count) {
  for (size_t i = 0; i < count; i++) SPI.transfer16(words[i]);
  return int(count);
}
