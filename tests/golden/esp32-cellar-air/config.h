// Pins and figures of: Humidity and temperature display with fan
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;
constexpr uint32_t REPORT_MS = 2000;  // between two lines of the same reading on the serial monitor
constexpr uint8_t I2C_SCL = 22;
constexpr uint8_t I2C_SDA = 21;

// S1: BME280 module, 4 pins, 3.3 to 5 V
constexpr uint8_t S1_ADDRESS = 0x76;  // I2C address

// OLED1: OLED display 0.96 inch, 128x64, I2C (SSD1306)
constexpr uint8_t OLED1_ADDRESS = 0x3C;  // I2C address
constexpr int OLED1_HEIGHT = 64;         // rows of pixels
constexpr int OLED1_LINE_HEIGHT = 16;    // 16, or 8 for twice as many lines

// FAN1: Fan 40 mm, 5 V, brushless
constexpr uint8_t FAN1_PIN = 16;   // FAN1 through R1, Q1 on GPIO16
constexpr uint8_t FAN1_ON = HIGH;  // the level that switches it on

// LED1: LED 5 mm
constexpr uint8_t LED1_PIN = 17;   // LED1 through R3 on GPIO17
constexpr uint8_t LED1_ON = HIGH;  // the level that switches it on

// oledShow(): "Measure humidity and temperature in the cellar with a BME280 and show both on an OLED"
constexpr uint32_t OLED_SHOW_EVERY_MS = 2000;

// fanOn(): "When the humidity is over 65 % switch on the fan, and a red LED too, until it is back under 60 %"
constexpr float FAN_ON_HUMIDITY_PCT = 65;
constexpr float FAN_ON_HUMIDITY_PCT_BAND = 5;  // it must come back by so much before the condition ends
