// What an ESP8266's Wi-Fi is called and how its clock is set from the network.
#pragma once
#include <ESP8266WiFi.h>

inline void askForTime(const char *server) {
  configTime(0, 0, server);
}
