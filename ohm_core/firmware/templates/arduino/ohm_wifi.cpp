#include "ohm_wifi.h"

#include "ohm_net.h"

WifiLink::WifiLink(const char *name, const char *password) : name_(name), password_(password) {}

void WifiLink::begin() {
  if (name_[0] == '\0') {
    Serial.println(F("WIFI: no network named; fill in secrets.h"));
    return;
  }
  WiFi.mode(WIFI_STA);
  WiFi.begin(name_, password_);
}

void WifiLink::update() {
  bool now = WiFi.status() == WL_CONNECTED;
  if (now != connected_) Serial.println(now ? F("WIFI=on") : F("WIFI=off"));
  connected_ = now;
  if (connected_ || name_[0] == '\0' || !retry_.due()) return;
  WiFi.disconnect();
  WiFi.begin(name_, password_);
}
