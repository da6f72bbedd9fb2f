// Declarations for checking sketches without a board's compiler: what every 32-bit Arduino core offers, nothing more.
// Source: Arduino Language Reference (docs.arduino.cc/language-reference), ArduinoCore-API interfaces (Print, Stream, String,
// Client, IPAddress). Signatures only; where cores differ, the family's own Arduino.h says how. What is private is for
// ohm_core/firmware/simulate/host, which implements these calls for the simulator.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <string>

typedef uint8_t byte;
typedef bool boolean;
typedef uint16_t word;
typedef unsigned int uint;

#define HIGH 0x1
#define LOW 0x0
#include "ohm_binary.h"

typedef enum { LSBFIRST = 0, MSBFIRST = 1 } BitOrder;
#define PI 3.1415926535897932384626433832795
#define HALF_PI 1.5707963267948966192313216916398
#define TWO_PI 6.283185307179586476925286766559
#define DEG_TO_RAD 0.017453292519943295769236907684886
#define RAD_TO_DEG 57.295779513082320876798154814105
#define EULER 2.718281828459045235360287471352
#define DEC 10
#define HEX 16
#define OCT 8
#define BIN 2

#define constrain(amt, low, high) ((amt) < (low) ? (low) : ((amt) > (high) ? (high) : (amt)))
#define radians(deg) ((deg)*DEG_TO_RAD)
#define degrees(rad) ((rad)*RAD_TO_DEG)
#define sq(x) ((x) * (x))
#define lowByte(w) ((uint8_t)((w)&0xff))
#define highByte(w) ((uint8_t)((w) >> 8))
#define bitRead(value, bit) (((value) >> (bit)) & 0x01)
#define bitSet(value, bit) ((value) |= (1UL << (bit)))
#define bitClear(value, bit) ((value) &= ~(1UL << (bit)))
#define bitWrite(value, bit, bitvalue) ((bitvalue) ? bitSet(value, bit) : bitClear(value, bit))
#define bit(b) (1UL << (b))
#define _BV(b) (1UL << (b))

using std::isinf;
using std::isnan;
using std::max;
using std::min;

// Program memory is plain memory on these chips.
#define PROGMEM
#define PSTR(s) (s)
#define clockCyclesPerMicrosecond() (F_CPU / 1000000L)
#define clockCyclesToMicroseconds(cycles) ((cycles) / clockCyclesPerMicrosecond())
#define microsecondsToClockCycles(us) ((us) * clockCyclesPerMicrosecond())
#define pgm_read_byte(addr) (*(const uint8_t *)(addr))
#define pgm_read_word(addr) (*(const uint16_t *)(addr))
#define pgm_read_dword(addr) (*(const uint32_t *)(addr))
#define pgm_read_float(addr) (*(const float *)(addr))
#define pgm_read_ptr(addr) (*(const void *const *)(addr))
#define pgm_read_byte_near(addr) pgm_read_byte(addr)
#define pgm_read_word_near(addr) pgm_read_word(addr)
#define pgm_read_dword_near(addr) pgm_read_dword(addr)
#define strcpy_P strcpy
#define strlen_P strlen
#define memcpy_P memcpy
class __FlashStringHelper;
#define F(text) (reinterpret_cast<const __FlashStringHelper *>(text))

unsigned long millis();
unsigned long micros();
void delay(uint32_t ms);
void delayMicroseconds(unsigned int us);
void yield();

void digitalWrite(uint8_t pin, uint8_t value);
int digitalRead(uint8_t pin);
void pinMode(uint8_t pin, uint8_t mode);
unsigned long pulseIn(uint8_t pin, uint8_t state, unsigned long timeout = 1000000UL);
unsigned long pulseInLong(uint8_t pin, uint8_t state, unsigned long timeout = 1000000UL);
uint8_t shiftIn(uint8_t dataPin, uint8_t clockPin, uint8_t bitOrder);
void shiftOut(uint8_t dataPin, uint8_t clockPin, uint8_t bitOrder, uint8_t value);
void tone(uint8_t pin, unsigned int frequency, unsigned long duration = 0);
void noTone(uint8_t pin);
void detachInterrupt(uint8_t pin);
#define digitalPinToInterrupt(p) (p)

void noInterrupts();
void interrupts();

long random(long upper);
long random(long lower, long upper);
void randomSeed(unsigned long seed);
long map(long value, long fromLow, long fromHigh, long toLow, long toHigh);

bool isAlpha(int c);
bool isAlphaNumeric(int c);
bool isDigit(int c);
bool isSpace(int c);
bool isUpperCase(int c);
bool isLowerCase(int c);
bool isPunct(int c);
bool isPrintable(int c);
bool isHexadecimalDigit(int c);

class String {
 public:
  String(const char *text = "");
  String(const __FlashStringHelper *text);
  String(const String &other);
  explicit String(char letter);
  explicit String(unsigned char value, unsigned char base = 10);
  explicit String(int value, unsigned char base = 10);
  explicit String(unsigned int value, unsigned char base = 10);
  explicit String(long value, unsigned char base = 10);
  explicit String(unsigned long value, unsigned char base = 10);
  explicit String(float value, unsigned int decimals = 2);
  explicit String(double value, unsigned int decimals = 2);
  String &operator=(const String &other);
  String &operator=(const char *text);
  bool concat(const String &other);
  bool concat(const char *text);
  bool concat(char letter);
  template <typename T>
  String &operator+=(const T &value) {
    concat(String(value));
    return *this;
  }
  const char *c_str() const;
  unsigned int length() const;
  bool isEmpty() const;
  bool reserve(unsigned int size);
  char charAt(unsigned int index) const;
  void setCharAt(unsigned int index, char letter);
  char operator[](unsigned int index) const;
  char &operator[](unsigned int index);
  bool equals(const String &other) const;
  bool equalsIgnoreCase(const String &other) const;
  bool operator==(const String &other) const;
  bool operator==(const char *text) const;
  bool operator!=(const String &other) const;
  bool operator!=(const char *text) const;
  bool operator<(const String &other) const;
  bool startsWith(const String &prefix) const;
  bool endsWith(const String &suffix) const;
  int indexOf(char letter) const;
  int indexOf(const String &text) const;
  int indexOf(char letter, unsigned int from) const;
  int indexOf(const String &text, unsigned int from) const;
  int lastIndexOf(char letter) const;
  int lastIndexOf(const String &text) const;
  String substring(unsigned int from) const;
  String substring(unsigned int from, unsigned int to) const;
  void replace(const String &from, const String &to);
  void remove(unsigned int index);
  void remove(unsigned int index, unsigned int count);
  void toLowerCase();
  void toUpperCase();
  void trim();
  long toInt() const;
  float toFloat() const;
  double toDouble() const;
  void toCharArray(char *buffer, unsigned int size, unsigned int from = 0) const;

 private:
  std::string text_;
};
String operator+(const String &left, const String &right);
String operator+(const String &left, const char *right);
String operator+(const char *left, const String &right);
String operator+(const String &left, char right);
String operator+(const String &left, int right);
String operator+(const String &left, unsigned int right);
String operator+(const String &left, long right);
String operator+(const String &left, unsigned long right);
String operator+(const String &left, float right);
String operator+(const String &left, double right);
String operator+(const String &left, const __FlashStringHelper *right);

class Print;

class Printable {
 public:
  virtual ~Printable() {}
  virtual size_t printTo(Print &p) const = 0;
};

class Print {
 public:
  virtual ~Print() {}
  virtual size_t write(uint8_t value) = 0;
  virtual size_t write(const uint8_t *buffer, size_t size);
  size_t write(const char *text);
  size_t write(const char *buffer, size_t size);
  virtual int availableForWrite();
  virtual void flush();
  size_t printf(const char *format, ...) __attribute__((format(printf, 2, 3)));
  size_t print(const __FlashStringHelper *text);
  size_t print(const String &text);
  size_t print(const char *text);
  size_t print(char letter);
  size_t print(unsigned char value, int base = DEC);
  size_t print(int value, int base = DEC);
  size_t print(unsigned int value, int base = DEC);
  size_t print(long value, int base = DEC);
  size_t print(unsigned long value, int base = DEC);
  size_t print(long long value, int base = DEC);
  size_t print(unsigned long long value, int base = DEC);
  size_t print(double value, int decimals = 2);
  size_t print(const Printable &thing);
  size_t println(const __FlashStringHelper *text);
  size_t println(const String &text);
  size_t println(const char *text);
  size_t println(char letter);
  size_t println(unsigned char value, int base = DEC);
  size_t println(int value, int base = DEC);
  size_t println(unsigned int value, int base = DEC);
  size_t println(long value, int base = DEC);
  size_t println(unsigned long value, int base = DEC);
  size_t println(long long value, int base = DEC);
  size_t println(unsigned long long value, int base = DEC);
  size_t println(double value, int decimals = 2);
  size_t println(const Printable &thing);
  size_t println();
};

class Stream : public Print {
 public:
  virtual int available() = 0;
  virtual int read() = 0;
  virtual int peek() = 0;
  void setTimeout(unsigned long ms);
  unsigned long getTimeout();
  bool find(const char *target);
  bool findUntil(const char *target, const char *terminator);
  long parseInt();
  float parseFloat();
  size_t readBytes(char *buffer, size_t length);
  size_t readBytes(uint8_t *buffer, size_t length);
  size_t readBytesUntil(char terminator, char *buffer, size_t length);
  String readString();
  String readStringUntil(char terminator);

 private:
  int timedRead();
  int timedPeek();
  unsigned long timeout_ = 1000;
};

class IPAddress : public Printable {
 public:
  IPAddress();
  IPAddress(uint8_t a, uint8_t b, uint8_t c, uint8_t d);
  IPAddress(uint32_t address);
  bool fromString(const char *text);
  String toString() const;
  uint8_t operator[](int index) const;
  bool operator==(const IPAddress &other) const;
  size_t printTo(Print &p) const override;

 private:
  uint8_t bytes_[4] = {0, 0, 0, 0};
};

class Client : public Stream {
 public:
  virtual int connect(IPAddress ip, uint16_t port) = 0;
  virtual int connect(const char *host, uint16_t port) = 0;
  virtual void stop() = 0;
  virtual uint8_t connected() = 0;
  virtual operator bool() = 0;
};

void setup();
void loop();
