// Pins and figures of: Toy box
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;

// PIX1: WS2812B LED strip, 5 V
constexpr uint8_t PIX1_PIN = D5;  // PIX1.DIN through U2, R1 on D5
constexpr int PIX1_COUNT = 16;    // pixels in the chain

// TILT1: Tilt switch SW-520D (ball switch)
constexpr uint8_t TILT1_PIN = D1;             // TILT1.1 on D1
constexpr uint8_t TILT1_ACTIVE = HIGH;        // what the pin reads for tilted
constexpr uint8_t TILT1_MODE = INPUT_PULLUP;  // the board's own pull-up holds the line

// pixelsOn(): "A toy box that lights a ring of 16 neopixels red when I tip it over and green"
constexpr uint32_t PIXELS_ON_PIX1_COLOR = 0xFF0000;  // 0xRRGGBB, red
