// Wi-Fi and network time of arduino-pico 4.x on a Pico W. Source: arduino-pico.readthedocs.io, WiFi Support.
#pragma once
#include <ohm_wifi_api.h>

class WiFiClass : public OhmWiFi {
 public:
  int beginNoBlock(const char *name, const char *password = nullptr);
  bool disconnect(bool radioOff = false);
  void setTimeout(unsigned long ms);
};
extern WiFiClass WiFi;

class NTPClass {
 public:
  void begin(const char *server1, int timeoutS = 3600);
  void begin(const char *server1, const char *server2, int timeoutS = 3600);
  bool waitSet(uint32_t ms = 10000);
};
extern NTPClass NTP;
