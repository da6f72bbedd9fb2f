#pragma once
// The client is part of WiFi.h in the ESP32 core 3.x.
#include <WiFi.h>
