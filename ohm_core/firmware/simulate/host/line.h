// The board inside: virtual time, and the line to the circuit. Everything Arduino's functions do ends here.
//
// Time stands still while the sketch computes and passes by what calls cost. The circuit tells with each answer until when
// nothing can change by itself; up to then levels are known here and nobody is asked.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace ohm {

typedef int64_t Nanos;
const Nanos US = 1000, MS = 1000000, NEVER = INT64_MAX;
const int PINS = 64;

// What a family's calls cost, about, and what its chip is like. Each family defines its own.
struct Family {
  Nanos block;      // a stretch of the sketch's own code without a branch
  Nanos pin;        // digitalRead(), digitalWrite()
  Nanos clock;      // millis(), micros()
  Nanos loop;       // around each turn of loop()
  Nanos convert;    // analogRead()
  unsigned mhz;
  Nanos patience;   // a watchdog bites after so long without delay(), yield() or the end of loop(); 0: none
};
extern const Family FAMILY;

enum Drive : uint8_t { DRIVE_LOW, DRIVE_HIGH, DRIVE_NONE, DRIVE_UP, DRIVE_DOWN };
enum Cause : uint8_t { POWER, RESTART, SLEPT, BITTEN };
enum Kept : uint8_t { KEPT_EEPROM, KEPT_RTC };
enum Edge : uint8_t { EDGE_NONE = 0, EDGE_RISE = 1, EDGE_FALL = 2 };

struct Answer {
  double value;
  std::string data;
};

// Time.
Nanos now();
void spend(Nanos ns);
void sleepUntil(Nanos at);
void rested();  // the watchdog is content
void alarm(int slot, Nanos at, void (*run)(int), int about);  // at NEVER: cancelled
double epochMs();  // what a network's clock shows, in ms since 1970
bool online();     // the network is there

// Pins.
void drive(int pin, Drive how);
void wave(int pin, double hz, double share, double lastsUs = 0);  // a square wave; 0 µs: until something else is done with the pin
void volts(int pin, double v);                                    // a digital-to-analog output
bool level(int pin);
Answer convert(int pin);  // volts at a pin; data begins with the number of its converter, "" where there is none
double pulse(int pin, bool high, double timeoutUs);  // length in µs, 0 where there was none
void listen(int pin, uint8_t edges, void (*run)(void *), void *about);
void mask(bool on);  // interrupts wait while on

// Buses and lines.
Answer wire(int sda, int scl, uint32_t hz, uint8_t address, const std::string *out, size_t count, bool stop);
std::string spi(int sck, int miso, int mosi, uint32_t hz, const uint8_t *out, size_t count);
void say(const uint8_t *text, size_t count, Nanos perByte);  // on the serial port
int hear(bool take);                                          // the next byte typed, -1 where there is none
size_t heard();
int dial(const char *host, uint16_t port);  // a network connection: its number, -1 where nobody answers
void send(int line, const uint8_t *data, size_t count);
std::string receive(int line);
void tell(const char *name, const std::string &text);  // a fact that a scenario can look at
void remark(const char *kind, const char *subject, const std::string &text);

// Ends and new beginnings.
void keep(Kept what, const void *data, size_t count);
std::string kept(Kept what);
Cause cause();
[[noreturn]] void restart(Cause why);
void deepSleep(double us);
[[noreturn]] void crash(const std::string &why);

}  // namespace ohm
