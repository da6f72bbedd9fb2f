// Pins and figures of: Red LED controlled by button
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;

// BTN1: Tactile push button, 4 legs, 6 x 6 mm
constexpr uint8_t BTN1_PIN = 8;              // BTN1.1.l on D8
constexpr uint8_t BTN1_PRESSED = LOW;        // what the pin reads while it is held
constexpr uint8_t BTN1_MODE = INPUT_PULLUP;  // the board's own pull-up holds the line

// LED1: LED 5 mm
constexpr uint8_t LED1_PIN = 4;    // LED1 through R1 on D4
constexpr uint8_t LED1_ON = HIGH;  // the level that switches it on

// LED2: LED 5 mm
constexpr uint8_t LED2_PIN = 7;    // LED2 through R2 on D7
constexpr uint8_t LED2_ON = HIGH;  // the level that switches it on

// ledGreenBlink()
constexpr uint32_t LED_GREEN_BLINK_LED2_PERIOD_MS = 1000;
