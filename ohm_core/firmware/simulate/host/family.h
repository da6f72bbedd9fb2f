// What the files of the families share beside host.h.
#pragma once
#include <Arduino.h>
#ifdef ESP8266
#include <ESP8266WiFi.h>
#else
#include <WiFi.h>
#endif
#include <SPI.h>
#include <Wire.h>

#include "host.h"

using namespace ohm;

// The port that the monitor shows; a byte time of 0 means that begin() was not called.
inline int serialAvailable(Nanos byteTime) {
  spend(FAMILY.clock);
  return byteTime ? int(heard()) : 0;
}

inline int serialRead(Nanos byteTime, bool take) {
  spend(FAMILY.clock);
  return byteTime ? hear(take) : -1;
}
