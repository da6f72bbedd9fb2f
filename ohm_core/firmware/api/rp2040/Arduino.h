// What the Arduino core for RP2040, arduino-pico (Earle Philhower) version 4.x, adds or has its own way.
// Source: arduino-pico.readthedocs.io (Analog I/O, Digital I/O, I2C, Serial, RP2040 Helper Class). There are no DAC, LEDC, RMT or
// touch functions; analogWriteFreq() takes the frequency alone.
#pragma once
#include <ohm_core_api.h>

#define ARDUINO_ARCH_RP2040 1
#ifndef __ARM_ARCH
#define __ARM_ARCH 6  // what its compiler says of a Cortex-M0+
#endif
#define F_CPU 133000000L
#define LED_BUILTIN 64  // on a Pico W it hangs on the radio chip

typedef enum { INPUT = 0, OUTPUT = 1, INPUT_PULLUP = 2, INPUT_PULLDOWN = 3, OUTPUT_2MA = 4, OUTPUT_4MA = 5, OUTPUT_8MA = 6, OUTPUT_12MA = 7 } PinMode;
typedef enum { CHANGE = 1, FALLING = 2, RISING = 3 } PinStatus;
static const uint8_t A0 = 26, A1 = 27, A2 = 28;
#define __not_in_flash_func(name) name

int analogRead(uint8_t pin);
void analogReadResolution(int bits);
float analogReadTemp(float vref = 3.3f);
void analogWrite(uint8_t pin, int value);
void analogWriteFreq(uint32_t hz);
void analogWriteRange(uint32_t range);
void analogWriteResolution(int bits);
void attachInterrupt(uint8_t pin, void (*handler)(), PinStatus mode);
void busy_wait_at_least_cycles(uint32_t cycles);

class SerialUSB : public Stream {
 public:
  void begin(unsigned long baud = 115200);
  void end();
  size_t write(uint8_t value) override;
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
  operator bool();
};
extern SerialUSB Serial;

class SerialUART : public Stream {
 public:
  bool setRX(uint8_t pin);
  bool setTX(uint8_t pin);
  bool setFIFOSize(size_t size);
  void begin(unsigned long baud = 115200);
  void end();
  size_t write(uint8_t value) override;
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
  operator bool();
};
extern SerialUART Serial1, Serial2;

class SerialPIO : public Stream {
 public:
  static const uint8_t NOPIN = 255;
  SerialPIO(uint8_t txPin, uint8_t rxPin, size_t fifoSize = 32);
  void begin(unsigned long baud = 115200);
  void end();
  size_t write(uint8_t value) override;
  size_t write(const uint8_t *buffer, size_t size) override;
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
  operator bool();
};

class RP2040 {
 public:
  void reboot();
  uint32_t hwrand32();
  uint32_t getFreeHeap();
  uint32_t getCycleCount();
  uint32_t f_cpu();
  const char *getChipID();
  void wdt_begin(uint32_t ms);
  void wdt_reset();
};
extern RP2040 rp2040;
