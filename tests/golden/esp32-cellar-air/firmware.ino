// Humidity and temperature display with fan
//
// Measure humidity and temperature in the cellar with a BME280 and show both on an OLED. When the humidity is
// over 65 % switch on the fan, and a red LED too, until it is back under 60 %.
//
// For ESP32 DevKit V1. Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include <Wire.h>

#include "config.h"
#include "ohm_bme280.h"
#include "ohm_log.h"
#include "ohm_logic.h"
#include "ohm_output.h"
#include "ohm_ssd1306.h"
#include "ohm_text.h"
#include "ohm_timing.h"

AirSensor s1("S1", S1_ADDRESS);
OledDisplay oled1("OLED1", OLED1_ADDRESS, OLED1_HEIGHT, OLED1_LINE_HEIGHT);
Output fan1("FAN1", FAN1_PIN, FAN1_ON);
Output led1("LED1", LED1_PIN, LED1_ON);

// "Measure humidity and temperature in the cellar with a BME280 and show both on an OLED"
void oledShow() {
  static Every tick(OLED_SHOW_EVERY_MS);
  if (tick.due()) {
    TextLine line;
    line.print(F("Temperature "));
    line.number(s1.temperature(), 1);
    line.print(F(" °C\nhumidity "));
    line.number(s1.humidity(), 0);
    line.print(F(" %\npressure "));
    line.number(s1.pressure(), 1);
    line.print(F(" hPa"));
    oled1.show(line.text(), 1);
  }
}

// "When the humidity is over 65 % switch on the fan, and a red LED too, until it is back under 60 %"
void fanOn() {
  static Condition when;
  static Limit humidityLimit;
  if (isnan(s1.humidity())) {  // the sensor is silent: better off than wrong
    if (when.forget()) {
      fan1.off();
      led1.off();
    }
    return;
  }
  when.update(humidityLimit.above(s1.humidity(), FAN_ON_HUMIDITY_PCT, FAN_ON_HUMIDITY_PCT_BAND));
  if (when.began()) {
    fan1.on();
    led1.on();
  }
  if (when.ended()) {
    fan1.off();
    led1.off();
  }
}

// The readings on the serial monitor, one line each.
void report() {
  static Every tick(REPORT_MS);
  if (!tick.due()) return;
  logValue(F("S1.temperature_c"), s1.temperature(), 1);
  logValue(F("S1.humidity_pct"), s1.humidity(), 0);
  logValue(F("S1.pressure_hpa"), s1.pressure(), 1);
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  Wire.begin(I2C_SDA, I2C_SCL);
  s1.begin();
  oled1.begin();
  fan1.begin();
  led1.begin();
}

void loop() {
  s1.update();

  oledShow();
  fanOn();

  oled1.update();
  fan1.update();
  led1.update();
  report();
}
