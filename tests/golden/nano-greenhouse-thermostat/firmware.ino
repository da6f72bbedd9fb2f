// Thermostat
//
// Thermostat for the greenhouse: switch the heater with a relay on when it is colder than 19 °C and off again
// when it is warmer than 21 °C, and show the temperature on an OLED. A waterproof DS18B20 measures it.
//
// For Arduino Nano (ATmega328P, 5 V). Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include <Wire.h>

#include "config.h"
#include "ohm_ds18b20.h"
#include "ohm_log.h"
#include "ohm_logic.h"
#include "ohm_output.h"
#include "ohm_ssd1306.h"
#include "ohm_text.h"
#include "ohm_timing.h"

Output relay1("RELAY1", RELAY1_PIN, RELAY1_ON);
OledDisplay oled1("OLED1", OLED1_ADDRESS, OLED1_HEIGHT, OLED1_LINE_HEIGHT);
ThermoProbe s1("S1", S1_PIN);

// "switch the heater with a relay on when it is colder than 19 °C"
void relayOn() {
  static Condition when;
  static Limit temperatureLimit;
  if (isnan(s1.temperature())) {  // the sensor is silent: better off than wrong
    if (when.forget()) relay1.off();
    return;
  }
  when.update(temperatureLimit.below(s1.temperature(), RELAY_ON_TEMPERATURE_C, RELAY_ON_TEMPERATURE_C_BAND));
  if (when.began()) relay1.on();
  if (when.ended()) relay1.off();
}

// "and show the temperature on an OLED"
void oledShow() {
  static Every tick(OLED_SHOW_EVERY_MS);
  if (tick.due()) {
    TextLine line;
    line.print(F("Temperature "));
    line.number(s1.temperature(), 1);
    line.print(F(" °C"));
    oled1.show(line.text(), 1);
  }
}

// The readings on the serial monitor, one line each.
void report() {
  static Every tick(REPORT_MS);
  if (!tick.due()) return;
  logValue(F("S1.temperature_c"), s1.temperature(), 1);
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  Wire.begin();
  Wire.setWireTimeout(25000, true);  // a stuck bus must not stop the program
  relay1.begin();
  oled1.begin();
  s1.begin();
}

void loop() {
  s1.update();

  relayOn();
  oledShow();

  relay1.update();
  oled1.update();
  report();
}
