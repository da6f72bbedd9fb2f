// Pins and figures of: Thermostat
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;
constexpr uint32_t REPORT_MS = 2000;  // between two lines of the same reading on the serial monitor

// RELAY1: Relay module, one channel, 5 V
constexpr uint8_t RELAY1_PIN = 7;   // RELAY1 on D7
constexpr uint8_t RELAY1_ON = LOW;  // the level that switches it on

// OLED1: OLED display 0.96 inch, 128x64, I2C (SSD1306)
constexpr uint8_t OLED1_ADDRESS = 0x3C;  // I2C address
constexpr int OLED1_HEIGHT = 64;         // rows of pixels
constexpr int OLED1_LINE_HEIGHT = 16;    // 16, or 8 for twice as many lines

// S1: DS18B20 digital temperature sensor
constexpr uint8_t S1_PIN = 4;  // S1.DQ on D4

// relayOn(): "switch the heater with a relay on when it is colder than 19 °C"
constexpr float RELAY_ON_TEMPERATURE_C = 19;
constexpr float RELAY_ON_TEMPERATURE_C_BAND = 2;  // it must come back by so much before the condition ends

// oledShow(): "and show the temperature on an OLED"
constexpr uint32_t OLED_SHOW_EVERY_MS = 2000;
