// Pins and figures of: Fridge alarm
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;

// S1: Reed switch, normally open
constexpr uint8_t S1_PIN = D1;             // S1.1 on D1
constexpr uint8_t S1_ACTIVE = LOW;         // what the pin reads for magnet
constexpr uint8_t S1_MODE = INPUT_PULLUP;  // the board's own pull-up holds the line

// BZ1: Active buzzer, 5 V
constexpr uint8_t BZ1_PIN = D2;   // BZ1 through R1, Q1 on D2
constexpr uint8_t BZ1_ON = HIGH;  // the level that switches it on

// soundBeep(): "beep when the door has been open for longer than 20 seconds"
constexpr uint32_t SOUND_BEEP_LASTS_MS = 20000;  // it must be so for this long without a break
constexpr uint32_t SOUND_BEEP_BZ1_PERIOD_MS = 1000;
