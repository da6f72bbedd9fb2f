// Where ArduinoCore-API keeps it; here it is part of Arduino.h.
#pragma once
#include <Arduino.h>
