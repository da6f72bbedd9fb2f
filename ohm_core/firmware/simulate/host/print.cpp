// Print, Stream and IPAddress, as the Arduino Language Reference describes them.
#include <cmath>

#include "host.h"

size_t Print::write(const uint8_t *buffer, size_t size) {
  size_t done = 0;
  while (done < size && write(buffer[done])) done++;
  return done;
}

size_t Print::write(const char *text) { return text ? write(reinterpret_cast<const uint8_t *>(text), strlen(text)) : 0; }
size_t Print::write(const char *buffer, size_t size) { return write(reinterpret_cast<const uint8_t *>(buffer), size); }
int Print::availableForWrite() { return 128; }
void Print::flush() {}

size_t Print::printf(const char *format, ...) {
  char text[1024];
  va_list words;
  va_start(words, format);
  int length = vsnprintf(text, sizeof text, format, words);
  va_end(words);
  return length < 0 ? 0 : write(text, std::min(size_t(length), sizeof text - 1));
}

static size_t printNumber(Print &to, unsigned long long value, bool minus, int base) {
  char digits[72], *at = digits + sizeof digits;
  do *--at = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[value % unsigned(base)];
  while (value /= unsigned(base));
  if (minus) *--at = '-';
  return to.write(at, size_t(digits + sizeof digits - at));
}

static size_t printSigned(Print &to, long long value, int base) {
  if (base == 0) return to.write(uint8_t(value));
  bool minus = base == 10 && value < 0;
  return printNumber(to, minus ? 0 - (unsigned long long)value : base == 10 ? (unsigned long long)value : uint32_t(value), minus, base < 2 ? 10 : base);
}

static size_t printUnsigned(Print &to, unsigned long long value, int base) {
  return base == 0 ? to.write(uint8_t(value)) : printNumber(to, value, false, base < 2 ? 10 : base);
}

// Rounds half up, as the cores do.
static size_t printDecimal(Print &to, double value, int decimals) {
  if (std::isnan(value)) return to.write("nan");
  if (std::isinf(value)) return to.write("inf");
  char text[400];
  double scale = std::pow(10.0, decimals);
  double rounded = std::floor(std::fabs(value) * scale + 0.5) / scale;
  snprintf(text, sizeof text, "%s%.*f", value < 0 ? "-" : "", decimals < 0 ? 2 : decimals, std::fabs(value) < 1e9 ? rounded : std::fabs(value));
  return to.write(text);
}

size_t Print::print(const __FlashStringHelper *text) { return write(reinterpret_cast<const char *>(text)); }
size_t Print::print(const String &text) { return write(text.c_str(), text.length()); }
size_t Print::print(const char *text) { return write(text); }
size_t Print::print(char letter) { return write(uint8_t(letter)); }
size_t Print::print(unsigned char value, int base) { return printUnsigned(*this, value, base); }
size_t Print::print(int value, int base) { return printSigned(*this, value, base); }
size_t Print::print(unsigned int value, int base) { return printUnsigned(*this, value, base); }
size_t Print::print(long value, int base) { return printSigned(*this, int32_t(value), base); }
size_t Print::print(unsigned long value, int base) { return printUnsigned(*this, uint32_t(value), base); }
size_t Print::print(long long value, int base) { return printSigned(*this, value, base); }
size_t Print::print(unsigned long long value, int base) { return printUnsigned(*this, value, base); }
size_t Print::print(double value, int decimals) { return printDecimal(*this, value, decimals); }
size_t Print::print(const Printable &thing) { return thing.printTo(*this); }
size_t Print::println() { return write("\r\n"); }
size_t Print::println(const __FlashStringHelper *text) { return print(text) + println(); }
size_t Print::println(const String &text) { return print(text) + println(); }
size_t Print::println(const char *text) { return print(text) + println(); }
size_t Print::println(char letter) { return print(letter) + println(); }
size_t Print::println(unsigned char value, int base) { return print(value, base) + println(); }
size_t Print::println(int value, int base) { return print(value, base) + println(); }
size_t Print::println(unsigned int value, int base) { return print(value, base) + println(); }
size_t Print::println(long value, int base) { return print(value, base) + println(); }
size_t Print::println(unsigned long value, int base) { return print(value, base) + println(); }
size_t Print::println(long long value, int base) { return print(value, base) + println(); }
size_t Print::println(unsigned long long value, int base) { return print(value, base) + println(); }
size_t Print::println(double value, int decimals) { return print(value, decimals) + println(); }
size_t Print::println(const Printable &thing) { return print(thing) + println(); }

void Stream::setTimeout(unsigned long ms) { timeout_ = ms; }
unsigned long Stream::getTimeout() { return timeout_; }

int Stream::timedPeek() {
  ohm::Nanos until = ohm::now() + ohm::Nanos(timeout_) * ohm::MS;
  for (;;) {
    int found = peek();
    if (found >= 0 || ohm::now() >= until) return found;
    ohm::sleepUntil(std::min(until, ohm::now() + 50 * ohm::US));
  }
}

int Stream::timedRead() { return timedPeek() < 0 ? -1 : read(); }
bool Stream::find(const char *target) { return findUntil(target, nullptr); }

bool Stream::findUntil(const char *target, const char *terminator) {
  std::string seen, wanted(target), end(terminator ? terminator : "");
  for (int c; (c = timedRead()) >= 0;) {
    seen += char(c);
    if (seen.size() >= wanted.size() && seen.compare(seen.size() - wanted.size(), wanted.size(), wanted) == 0) return true;
    if (!end.empty() && seen.size() >= end.size() && seen.compare(seen.size() - end.size(), end.size(), end) == 0) return false;
  }
  return false;
}

// What stands before the number is passed over.
float Stream::parseFloat() {
  int c = timedPeek();
  for (; c >= 0 && c != '-' && c != '.' && !isDigit(c); c = timedPeek()) read();
  std::string text;
  for (; c >= 0 && (isDigit(c) || (c == '-' && text.empty()) || (c == '.' && text.find('.') == std::string::npos)); c = timedPeek()) text += char(read());
  return float(atof(text.c_str()));
}

long Stream::parseInt() {
  int c = timedPeek();
  for (; c >= 0 && c != '-' && !isDigit(c); c = timedPeek()) read();
  std::string text;
  for (; c >= 0 && (isDigit(c) || (c == '-' && text.empty())); c = timedPeek()) text += char(read());
  return atol(text.c_str());
}

size_t Stream::readBytes(char *buffer, size_t length) {
  size_t done = 0;
  for (int c; done < length && (c = timedRead()) >= 0;) buffer[done++] = char(c);
  return done;
}

size_t Stream::readBytes(uint8_t *buffer, size_t length) { return readBytes(reinterpret_cast<char *>(buffer), length); }

size_t Stream::readBytesUntil(char terminator, char *buffer, size_t length) {
  size_t done = 0;
  for (int c; done < length && (c = timedRead()) >= 0 && c != terminator;) buffer[done++] = char(c);
  return done;
}

String Stream::readString() {
  String text;
  for (int c; (c = timedRead()) >= 0;) text.concat(char(c));
  return text;
}

String Stream::readStringUntil(char terminator) {
  String text;
  for (int c; (c = timedRead()) >= 0 && c != terminator;) text.concat(char(c));
  return text;
}

IPAddress::IPAddress() {}
IPAddress::IPAddress(uint8_t a, uint8_t b, uint8_t c, uint8_t d) : bytes_{a, b, c, d} {}
IPAddress::IPAddress(uint32_t address) { memcpy(bytes_, &address, 4); }
uint8_t IPAddress::operator[](int index) const { return bytes_[index & 3]; }
bool IPAddress::operator==(const IPAddress &other) const { return memcmp(bytes_, other.bytes_, 4) == 0; }
size_t IPAddress::printTo(Print &p) const { return p.print(toString()); }

bool IPAddress::fromString(const char *text) {
  unsigned part[4];
  char more;
  if (sscanf(text, "%3u.%3u.%3u.%3u%c", &part[0], &part[1], &part[2], &part[3], &more) != 4) return false;
  for (int i = 0; i < 4; i++) {
    if (part[i] > 255) return false;
    bytes_[i] = uint8_t(part[i]);
  }
  return true;
}

String IPAddress::toString() const {
  char text[16];
  snprintf(text, sizeof text, "%u.%u.%u.%u", bytes_[0], bytes_[1], bytes_[2], bytes_[3]);
  return text;
}
