// String, as the Arduino Language Reference describes it.
#include <Arduino.h>

#include <cctype>

static std::string inBase(unsigned long long value, unsigned base) {
  std::string text;
  do text.insert(text.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[value % base]);
  while (value /= base);
  return text;
}

static std::string number(long long value, unsigned base) {
  if (base == 10 && value < 0) return "-" + inBase(-(unsigned long long)value, 10);
  return inBase(base == 10 ? value : uint32_t(value), base < 2 ? 10 : base);
}

static std::string decimal(double value, unsigned int decimals) {
  char text[400];
  snprintf(text, sizeof text, "%.*f", int(decimals), value);
  return text;
}

String::String(const char *text) : text_(text ? text : "") {}
String::String(const __FlashStringHelper *text) : String(reinterpret_cast<const char *>(text)) {}
String::String(const String &other) = default;
String::String(char letter) : text_(1, letter) {}
String::String(unsigned char value, unsigned char base) : text_(inBase(value, base)) {}
String::String(int value, unsigned char base) : text_(number(value, base)) {}
String::String(unsigned int value, unsigned char base) : text_(inBase(value, base)) {}
String::String(long value, unsigned char base) : text_(number(int32_t(value), base)) {}
String::String(unsigned long value, unsigned char base) : text_(inBase(uint32_t(value), base)) {}
String::String(float value, unsigned int decimals) : text_(decimal(value, decimals)) {}
String::String(double value, unsigned int decimals) : text_(decimal(value, decimals)) {}
String &String::operator=(const String &other) = default;
String &String::operator=(const char *text) { text_ = text ? text : ""; return *this; }

bool String::concat(const String &other) { text_ += other.text_; return true; }
bool String::concat(const char *text) { text_ += text ? text : ""; return true; }
bool String::concat(char letter) { text_ += letter; return true; }
const char *String::c_str() const { return text_.c_str(); }
unsigned int String::length() const { return text_.size(); }
bool String::isEmpty() const { return text_.empty(); }
bool String::reserve(unsigned int size) { text_.reserve(size); return true; }
char String::charAt(unsigned int index) const { return index < text_.size() ? text_[index] : 0; }
void String::setCharAt(unsigned int index, char letter) { if (index < text_.size()) text_[index] = letter; }
char String::operator[](unsigned int index) const { return charAt(index); }

char &String::operator[](unsigned int index) {
  static char none;
  none = 0;
  return index < text_.size() ? text_[index] : none;
}

bool String::equals(const String &other) const { return text_ == other.text_; }
bool String::operator==(const String &other) const { return text_ == other.text_; }
bool String::operator==(const char *text) const { return text_ == (text ? text : ""); }
bool String::operator!=(const String &other) const { return !(*this == other); }
bool String::operator!=(const char *text) const { return !(*this == text); }
bool String::operator<(const String &other) const { return text_ < other.text_; }

bool String::equalsIgnoreCase(const String &other) const {
  String left(*this), right(other);
  left.toLowerCase();
  right.toLowerCase();
  return left == right;
}

bool String::startsWith(const String &prefix) const { return text_.compare(0, prefix.text_.size(), prefix.text_) == 0; }

bool String::endsWith(const String &suffix) const {
  return text_.size() >= suffix.text_.size() && text_.compare(text_.size() - suffix.text_.size(), std::string::npos, suffix.text_) == 0;
}

static int place(size_t at) { return at == std::string::npos ? -1 : int(at); }
int String::indexOf(char letter) const { return place(text_.find(letter)); }
int String::indexOf(const String &text) const { return place(text_.find(text.text_)); }
int String::indexOf(char letter, unsigned int from) const { return place(text_.find(letter, from)); }
int String::indexOf(const String &text, unsigned int from) const { return place(text_.find(text.text_, from)); }
int String::lastIndexOf(char letter) const { return place(text_.rfind(letter)); }
int String::lastIndexOf(const String &text) const { return place(text_.rfind(text.text_)); }
String String::substring(unsigned int from) const { return substring(from, text_.size()); }

String String::substring(unsigned int from, unsigned int to) const {
  if (from > to) std::swap(from, to);
  String part;
  if (from < text_.size()) part.text_ = text_.substr(from, to - from);
  return part;
}

void String::replace(const String &from, const String &to) {
  if (from.text_.empty()) return;
  for (size_t at = 0; (at = text_.find(from.text_, at)) != std::string::npos; at += to.text_.size()) text_.replace(at, from.text_.size(), to.text_);
}

void String::remove(unsigned int index) { if (index < text_.size()) text_.erase(index); }
void String::remove(unsigned int index, unsigned int count) { if (index < text_.size()) text_.erase(index, count); }
void String::toLowerCase() { for (char &c : text_) c = char(tolower(c)); }
void String::toUpperCase() { for (char &c : text_) c = char(toupper(c)); }

void String::trim() {
  while (!text_.empty() && isspace((unsigned char)text_.back())) text_.pop_back();
  size_t at = 0;
  while (at < text_.size() && isspace((unsigned char)text_[at])) at++;
  text_.erase(0, at);
}

long String::toInt() const { return atol(text_.c_str()); }
float String::toFloat() const { return float(atof(text_.c_str())); }
double String::toDouble() const { return atof(text_.c_str()); }

void String::toCharArray(char *buffer, unsigned int size, unsigned int from) const {
  if (!buffer || size == 0) return;
  std::string part = from < text_.size() ? text_.substr(from, size - 1) : "";
  memcpy(buffer, part.c_str(), part.size() + 1);
}

static String joined(const String &left, const String &right) {
  String both(left);
  both.concat(right);
  return both;
}

String operator+(const String &left, const String &right) { return joined(left, right); }
String operator+(const String &left, const char *right) { return joined(left, String(right)); }
String operator+(const char *left, const String &right) { return joined(String(left), right); }
String operator+(const String &left, char right) { return joined(left, String(right)); }
String operator+(const String &left, int right) { return joined(left, String(right)); }
String operator+(const String &left, unsigned int right) { return joined(left, String(right)); }
String operator+(const String &left, long right) { return joined(left, String(right)); }
String operator+(const String &left, unsigned long right) { return joined(left, String(right)); }
String operator+(const String &left, float right) { return joined(left, String(right)); }
String operator+(const String &left, double right) { return joined(left, String(right)); }
String operator+(const String &left, const __FlashStringHelper *right) { return joined(left, String(right)); }

bool isAlpha(int c) { return isalpha(c); }
bool isAlphaNumeric(int c) { return isalnum(c); }
bool isDigit(int c) { return isdigit(c); }
bool isSpace(int c) { return isspace(c); }
bool isUpperCase(int c) { return isupper(c); }
bool isLowerCase(int c) { return islower(c); }
bool isPunct(int c) { return ispunct(c); }
bool isPrintable(int c) { return isprint(c); }
bool isHexadecimalDigit(int c) { return isxdigit(c); }
