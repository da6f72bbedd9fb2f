// Pins and figures of: Yellow LED controlled by knob
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;
constexpr uint32_t REPORT_MS = 2000;  // between two lines of the same reading on the serial monitor

// SERVO1: Micro servo SG90
constexpr uint8_t SERVO1_PIN = 9;  // SERVO1.SIG on D9

// LED1: LED 5 mm
constexpr uint8_t LED1_PIN = 5;    // LED1 through R1 on D5
constexpr uint8_t LED1_ON = HIGH;  // the level that switches it on

// POT1: Rotary potentiometer, 10 kohm, linear
constexpr uint8_t POT1_PIN = A0;   // POT1.SIG on A0
constexpr int POT1_AT_0 = 0;       // reading that means 0 %
constexpr int POT1_AT_100 = 1023;  // reading that means 100 %
