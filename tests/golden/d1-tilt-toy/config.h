// Pins and figures of: Ring controlled by tilt
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;

// PIX1: WS2812B LED ring, 16 pixels
constexpr uint8_t PIX1_PIN = D1;  // PIX1.DIN through U2, R1 on D1
constexpr int PIX1_COUNT = 16;    // pixels in the chain

// TILT1: Tilt switch SW-520D (ball switch)
constexpr uint8_t TILT1_PIN = D2;             // TILT1.1 on D2
constexpr uint8_t TILT1_ACTIVE = HIGH;        // what the pin reads for tilted
constexpr uint8_t TILT1_MODE = INPUT_PULLUP;  // the board's own pull-up holds the line

// BZ1: Passive buzzer (piezo)
constexpr uint8_t BZ1_PIN = D5;  // BZ1 through R2 on D5

// ringWordOn(): "A toy box that lights a ring of 16 neopixels red when I tip it over; and green when it stands upright"
constexpr uint32_t RING_WORD_ON_PIX1_COLOR = 0xFF0000;       // 0xRRGGBB, red
constexpr uint32_t RING_WORD_ON_PIX1_ELSE_COLOR = 0x00FF00;  // 0xRRGGBB, green

// toneTone(): "and plays a tone as long as it lies down"
constexpr float TONE_TONE_BZ1_FREQUENCY_HZ = 440;
