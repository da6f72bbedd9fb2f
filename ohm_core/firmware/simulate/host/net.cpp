// Wi-Fi and what is done over it. The network is there while the board's control `wifi` says so; servers answer everything.
#include "host.h"

#ifdef ESP8266
#include <ESP8266HTTPClient.h>
#include <ESP8266WiFi.h>
ESP8266WiFiClass WiFi;
#else
#include <HTTPClient.h>
#include <WiFi.h>
WiFiClass WiFi;
#endif

using namespace ohm;

static const Nanos JOINING = 1500 * MS;  // association and address, about
static Nanos joinedAt = NEVER;           // when WiFi.begin() was called
static std::string network;

namespace ohm {

bool joined() {
  return online() && joinedAt != NEVER && now() - joinedAt >= JOINING;
}

void leave() {
  joinedAt = NEVER;
}

bool radioOn() {
  return joinedAt != NEVER;
}

void joinNow(const char *name) {
  network = name ? name : "";
  joinedAt = now();
}

}  // namespace ohm

bool OhmWiFi::mode(WiFiMode_t) { spend(100 * US); return true; }
bool OhmWiFi::config(IPAddress, IPAddress, IPAddress) { return true; }
IPAddress OhmWiFi::localIP() { return joined() ? IPAddress(192, 168, 4, 2) : IPAddress(); }
String OhmWiFi::SSID() const { return network.c_str(); }
int32_t OhmWiFi::RSSI() { return joined() ? -60 : 0; }
String OhmWiFi::macAddress() { return "02:00:00:00:00:01"; }
bool OhmWiFi::softAP(const char *, const char *) { return true; }
IPAddress OhmWiFi::softAPIP() { return IPAddress(192, 168, 4, 1); }
void OhmWiFi::setHostname(const char *) {}

wl_status_t OhmWiFi::begin(const char *name, const char *) {
  joinNow(name);
#ifdef ARDUINO_ARCH_RP2040
  for (Nanos until = now() + 15000 * MS; !joined() && now() < until;) sleepUntil(now() + 10 * MS);  // this core's begin() waits
#endif
  return status();
}

wl_status_t OhmWiFi::status() {
  spend(FAMILY.clock);
  if (joined()) return WL_CONNECTED;
  if (joinedAt == NEVER) return WL_IDLE_STATUS;
  return online() || now() - joinedAt < 3000 * MS ? WL_DISCONNECTED : WL_NO_SSID_AVAIL;
}

int WiFiClient::connect(IPAddress ip, uint16_t port) { return connect(ip.toString().c_str(), port); }

int WiFiClient::connect(const char *host, uint16_t port) {
  stop();
  if (joined()) line_ = dial(host, port);
  return line_ >= 0;
}

size_t WiFiClient::write(uint8_t value) { return write(&value, 1); }

size_t WiFiClient::write(const uint8_t *buffer, size_t size) {
  if (line_ < 0 || !joined()) return 0;
  send(line_, buffer, size);
  return size;
}

void WiFiClient::fetch() {
  if (line_ >= 0 && in_.empty() && joined()) in_ = receive(line_);
}

int WiFiClient::available() { fetch(); return int(in_.size()); }

int WiFiClient::peek() { fetch(); return in_.empty() ? -1 : uint8_t(in_[0]); }

int WiFiClient::read() {
  int found = peek();
  if (found >= 0) in_.erase(0, 1);
  return found;
}

int WiFiClient::read(uint8_t *buffer, size_t size) {
  size_t done = 0;
  for (int c; done < size && (c = read()) >= 0;) buffer[done++] = uint8_t(c);
  return done ? int(done) : -1;
}

void WiFiClient::flush() {}

void WiFiClient::stop() {
  line_ = -1;
  in_.clear();
}

uint8_t WiFiClient::connected() { return (line_ >= 0 && joined()) || !in_.empty(); }
WiFiClient::operator bool() { return line_ >= 0; }

WiFiServer::WiFiServer(uint16_t) {}
void WiFiServer::begin() {}
WiFiClient WiFiServer::available() { spend(FAMILY.clock); return WiFiClient(); }
WiFiClient WiFiServer::accept() { return available(); }

bool OhmHttp::begin(WiFiClient &, const String &url) {
  url_ = url;
  answered_ = false;
  return true;
}

void OhmHttp::addHeader(const String &, const String &) {}
void OhmHttp::setTimeout(uint16_t) {}

// The scenario sees the request as the board's observable `requested`; the answer is an empty success.
int OhmHttp::request(const char *method, const String &payload) {
  sleepUntil(now() + 120 * MS);
  answered_ = joined();
  if (!answered_) return -1;  // HTTPC_ERROR_CONNECTION_REFUSED
  String said = String(method) + " " + url_ + " " + payload;
  said.trim();
  tell("requested", said.c_str());
  return HTTP_CODE_OK;
}

#ifndef ESP8266
bool HTTPClient::begin(String url) {
  url_ = url;
  return true;
}
#endif

int OhmHttp::GET() { return request("GET", ""); }
int OhmHttp::POST(const String &payload) { return request("POST", payload); }
int OhmHttp::PUT(const String &payload) { return request("PUT", payload); }
String OhmHttp::getString() { return answered_ ? "{}" : ""; }
int OhmHttp::getSize() { return answered_ ? 2 : -1; }
String OhmHttp::errorToString(int error) { return error == -1 ? "connection refused" : ""; }
void OhmHttp::end() {}
