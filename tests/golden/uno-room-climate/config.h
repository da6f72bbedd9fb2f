// Pins and figures of: Temperature and humidity display with light
// Change a figure here and the program follows; a pin only together with its wire.
#pragma once
#include <Arduino.h>

constexpr uint32_t SERIAL_BAUD = 115200;
constexpr uint32_t REPORT_MS = 2000;  // between two lines of the same reading on the serial monitor

// LCD1: LCD 16x2 with I2C backpack
constexpr uint8_t LCD1_ADDRESS = 0x27;  // I2C address; 0x3F on backpacks with a PCF8574A
constexpr int LCD1_COLUMNS = 16;        // characters in a line
constexpr int LCD1_LINES = 2;           // lines

// DHT1: DHT22 temperature and humidity sensor module
constexpr uint8_t DHT1_PIN = 4;           // DHT1.DATA on D4
constexpr uint32_t DHT1_EVERY_MS = 2000;  // it must not be asked more often

// LED1: LED 5 mm
constexpr uint8_t LED1_PIN = 7;    // LED1 through R1 on D7
constexpr uint8_t LED1_ON = HIGH;  // the level that switches it on

// LED2: LED 5 mm
constexpr uint8_t LED2_PIN = 8;    // LED2 through R2 on D8
constexpr uint8_t LED2_ON = HIGH;  // the level that switches it on

// lcdShow(): "Show the temperature and the humidity of my room on a 16x2 LCD display"
constexpr uint32_t LCD_SHOW_EVERY_MS = 2000;

// lampRedOn(): "A red light should come on when it gets warmer than 28 °C"
constexpr float LAMP_RED_ON_TEMPERATURE_C = 28;
constexpr float LAMP_RED_ON_TEMPERATURE_C_BAND = 1;  // it must come back by so much before the condition ends

// lampBlueOn(): "and a blue one when it is colder than 18 °C"
constexpr float LAMP_BLUE_ON_TEMPERATURE_C = 18;
constexpr float LAMP_BLUE_ON_TEMPERATURE_C_BAND = 1;  // it must come back by so much before the condition ends
