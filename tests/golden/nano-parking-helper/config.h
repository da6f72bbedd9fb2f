// Pins and figures of: Parking helper
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;
constexpr uint32_t REPORT_MS = 2000;  // between two lines of the same reading on the serial monitor

// DISP1: Four-digit display with TM1637
constexpr uint8_t DISP1_CLK = 4;  // DISP1.CLK on D4
constexpr uint8_t DISP1_DIO = 5;  // DISP1.DIO on D5

// LED1: LED 5 mm
constexpr uint8_t LED1_PIN = 6;    // LED1 through R1 on D6
constexpr uint8_t LED1_ON = HIGH;  // the level that switches it on

// DIST1: Ultrasonic distance sensor HC-SR04
constexpr uint8_t DIST1_TRIG = 8;         // DIST1.TRIG on D8
constexpr uint8_t DIST1_ECHO = 7;         // DIST1.ECHO on D7
constexpr uint32_t DIST1_EVERY_MS = 100;  // at least 60, or the last echo is heard again

// BZ1: Active buzzer, 5 V
constexpr uint8_t BZ1_PIN = 2;    // BZ1 through R2, Q1 on D2
constexpr uint8_t BZ1_ON = HIGH;  // the level that switches it on

// tm1637Number(): "shows the distance in cm on a 4 digit display"
constexpr uint32_t TM1637_NUMBER_EVERY_MS = 500;

// ledRedOn(): "and a red LED lights when I am closer than 20 cm"
constexpr float LED_RED_ON_DISTANCE_CM = 20;
constexpr float LED_RED_ON_DISTANCE_CM_BAND = 2;  // it must come back by so much before the condition ends
