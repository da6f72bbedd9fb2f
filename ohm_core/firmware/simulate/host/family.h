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

// A converter's reading for a share of its full scale; what is a hair below a step is rounding and counts as the step.
inline int steps(double share, int count) {
  return constrain(int(share * count + 0.001), 0, count - 1);
}
