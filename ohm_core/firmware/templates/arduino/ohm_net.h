// What a board's Wi-Fi is called and how its clock is set from the network.
#pragma once
#include <WiFi.h>
#include <WiFiClient.h>

inline void askForTime(const char *server) {
  configTime(0, 0, server);
}
