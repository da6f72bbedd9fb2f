// Temperature and humidity display with light
//
// Show the temperature and the humidity of my room on a 16x2 LCD display. A red light should come on when it
// gets warmer than 28 °C and a blue one when it is colder than 18 °C. I have a DHT22.
//
// For Arduino Uno R3. Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include <Wire.h>

#include "config.h"
#include "ohm_dht.h"
#include "ohm_lcd_i2c.h"
#include "ohm_log.h"
#include "ohm_logic.h"
#include "ohm_output.h"
#include "ohm_text.h"
#include "ohm_timing.h"

I2cLcd lcd1("LCD1", LCD1_ADDRESS, LCD1_COLUMNS, LCD1_LINES);
DhtSensor dht1("DHT1", DHT1_PIN, DhtSensor::DHT22, DHT1_EVERY_MS);
Output led1("LED1", LED1_PIN, LED1_ON);
Output led2("LED2", LED2_PIN, LED2_ON);

// "Show the temperature and the humidity of my room on a 16x2 LCD display"
void lcdShow() {
  static Every tick(LCD_SHOW_EVERY_MS);
  if (tick.due()) {
    TextLine line;
    line.print(F("Temp "));
    line.number(dht1.temperature(), 1);
    line.print(F("°C\nHum "));
    line.number(dht1.humidity(), 0);
    line.print(F("%"));
    lcd1.show(line.text(), 1);
  }
}

// "A red light should come on when it gets warmer than 28 °C"
void lampRedOn() {
  static Condition when;
  static Limit temperatureLimit;
  if (isnan(dht1.temperature())) {  // the sensor is silent: better off than wrong
    if (when.forget()) led1.off();
    return;
  }
  when.update(temperatureLimit.above(dht1.temperature(), LAMP_RED_ON_TEMPERATURE_C, LAMP_RED_ON_TEMPERATURE_C_BAND));
  if (when.began()) led1.on();
  if (when.ended()) led1.off();
}

// "and a blue one when it is colder than 18 °C"
void lampBlueOn() {
  static Condition when;
  static Limit temperatureLimit;
  if (isnan(dht1.temperature())) {  // the sensor is silent: better off than wrong
    if (when.forget()) led2.off();
    return;
  }
  when.update(temperatureLimit.below(dht1.temperature(), LAMP_BLUE_ON_TEMPERATURE_C, LAMP_BLUE_ON_TEMPERATURE_C_BAND));
  if (when.began()) led2.on();
  if (when.ended()) led2.off();
}

// The readings on the serial monitor, one line each.
void report() {
  static Every tick(REPORT_MS);
  if (!tick.due()) return;
  logValue(F("DHT1.temperature_c"), dht1.temperature(), 1);
  logValue(F("DHT1.humidity_pct"), dht1.humidity(), 0);
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  Wire.begin();
  Wire.setWireTimeout(25000, true);  // a stuck bus must not stop the program
  lcd1.begin();
  dht1.begin();
  led1.begin();
  led2.begin();
}

void loop() {
  dht1.update();

  lcdShow();
  lampRedOn();
  lampBlueOn();

  lcd1.update();
  led1.update();
  led2.update();
  report();
}
