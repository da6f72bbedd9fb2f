// Wi-Fi of the ESP32 core 3.x. Source: docs.espressif.com/projects/arduino-esp32, API: Wi-Fi.
#pragma once
#include <ohm_wifi_api.h>

class WiFiClass : public OhmWiFi {
 public:
  bool disconnect(bool radioOff = false, bool eraseAp = false);
  bool reconnect();
  void setSleep(bool on);
  void setAutoReconnect(bool on);
};
extern WiFiClass WiFi;
