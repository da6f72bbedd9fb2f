// What the Arduino core for ESP8266, version 3.x, adds or has its own way.
// Source: arduino-esp8266.readthedocs.io (Reference, Libraries) and the core's pins_arduino.h of the d1_mini variant. PWM is
// analogWrite() with 0 to 255; there are no DAC, LEDC, RMT or touch functions.
#pragma once
#include <ohm_core_api.h>

#define ARDUINO_ARCH_ESP8266 1
#define ESP8266 1
#define F_CPU 80000000L

#define INPUT 0x00
#define OUTPUT 0x01
#define INPUT_PULLUP 0x02
#define INPUT_PULLDOWN_16 0x04
#define OUTPUT_OPEN_DRAIN 0x03
#define RISING 0x01
#define FALLING 0x02
#define CHANGE 0x03
#define IRAM_ATTR
#define ICACHE_RAM_ATTR

static const uint8_t D0 = 16, D1 = 5, D2 = 4, D3 = 0, D4 = 2, D5 = 14, D6 = 12, D7 = 13, D8 = 15, RX = 3, TX = 1, A0 = 17;
static const uint8_t SDA = 4, SCL = 5, SS = 15, MOSI = 13, MISO = 12, SCK = 14, LED_BUILTIN = 2, BUILTIN_LED = 2;

int analogRead(uint8_t pin);
void analogWrite(uint8_t pin, int value);
void analogWriteFreq(uint32_t hz);
void analogWriteRange(uint32_t range);
void analogWriteResolution(int bits);
void attachInterrupt(uint8_t pin, void (*handler)(), int mode);
void configTime(int gmtOffsetS, int daylightOffsetS, const char *server1, const char *server2 = nullptr, const char *server3 = nullptr);
void configTime(const char *timeZone, const char *server1, const char *server2 = nullptr, const char *server3 = nullptr);

// Written to, not read: a 1 makes its pin high (GPOS) or low (GPOC) (esp8266_peri.h).
class OhmOutputRegister {
 public:
  void operator=(uint32_t mask);
};
extern OhmOutputRegister GPOS, GPOC;

class HardwareSerial : public Stream {
 public:
  void begin(unsigned long baud);
  void end();
  void swap();
  void setDebugOutput(bool on);
  size_t write(uint8_t value) override;
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
  operator bool() const;
};
extern HardwareSerial Serial, Serial1;

class EspClass {
 public:
  void restart();
  void reset();
  void deepSleep(uint64_t us);
  void wdtFeed();
  uint32_t getFreeHeap();
  uint32_t getChipId();
  uint32_t getCycleCount();
  uint32_t random();
  uint16_t getVcc();
};
extern EspClass ESP;

// A port's registers: 32 pins each. Writing them does not reach the pins here; a note says so.
#define digitalPinToPort(pin) ((pin) > 31 ? 1 : 0)
#define digitalPinToBitMask(pin) (1UL << ((pin) & 31))
volatile uint32_t *portOutputRegister(int port);
volatile uint32_t *portInputRegister(int port);
volatile uint32_t *portModeRegister(int port);
