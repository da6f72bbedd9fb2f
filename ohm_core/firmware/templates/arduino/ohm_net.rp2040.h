// What a Pico W's Wi-Fi is called and how its clock is set from the network (arduino-pico: NTP).
#pragma once
#include <WiFi.h>
#include <WiFiClient.h>

inline void askForTime(const char *server) {
  NTP.begin(server);
}
