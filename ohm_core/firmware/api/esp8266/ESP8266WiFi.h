// Wi-Fi of the ESP8266 core 3.x. Source: arduino-esp8266.readthedocs.io, ESP8266WiFi library.
#pragma once
#include <ohm_wifi_api.h>

class ESP8266WiFiClass : public OhmWiFi {
 public:
  bool disconnect(bool radioOff = false);
  bool reconnect();
  bool setAutoReconnect(bool on);
  bool forceSleepBegin(uint32_t us = 0);
  bool hostname(const char *name);
};
extern ESP8266WiFiClass WiFi;
