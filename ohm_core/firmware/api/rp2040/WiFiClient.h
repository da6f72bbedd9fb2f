#pragma once
// The client is part of WiFi.h in arduino-pico 4.x.
#include <WiFi.h>
