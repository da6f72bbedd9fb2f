// One press on the button turns
//
// One press on the button turns the red LED on, the next press turns it off again. A green LED blinks once a
// second all the time so I can see that it is alive.
//
// For Arduino Uno R3. Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include <Wire.h>

#include "config.h"
#include "ohm_button.h"
#include "ohm_ds3231.h"
#include "ohm_lcd_i2c.h"
#include "ohm_log.h"
#include "ohm_output.h"
#include "ohm_text.h"
#include "ohm_timing.h"

Button btn1("BTN1", BTN1_PIN, BTN1_PRESSED, BTN1_MODE);
Output led1("LED1", LED1_PIN, LED1_ON);
Output led2("LED2", LED2_PIN, LED2_ON);
RealTimeClock rtc1("RTC1", RTC1_ADDRESS);
I2cLcd lcd1("LCD1", LCD1_ADDRESS, LCD1_COLUMNS, LCD1_LINES);

// "One press on the button turns the red LED on, the next press turns it off again"
void ledRedToggle() {
  if (btn1.pressed()) {
    led1.toggle();
    led1.on();
    led1.off();
  }
}

// "A green LED blinks once a second all the time so I can see that it is alive"
void ledGreenBlink() {
  static Every tick(LED_GREEN_BLINK_EVERY_MS);
  if (tick.due()) {
    led2.blink(LED_GREEN_BLINK_LED2_PERIOD_MS);
    TextLine line;
    line.print(F("Wall clock "));
    line.print(rtc1.time());
    lcd1.show(line.text(), 1);
  }
}

// The readings on the serial monitor, one line each.
void report() {
  static Every tick(REPORT_MS);
  if (!tick.due()) return;
  logValue(F("RTC1.hour"), rtc1.hour(), 0);
  logValue(F("RTC1.minute"), rtc1.minute(), 0);
  logValue(F("RTC1.second"), rtc1.second(), 0);
  logValue(F("RTC1.weekday"), rtc1.weekday(), 0);
  logText(F("RTC1.time_text"), rtc1.time());
  logValue(F("RTC1.temperature_c"), rtc1.temperature(), 1);
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  Wire.begin();
  Wire.setWireTimeout(25000, true);  // a stuck bus must not stop the program
  btn1.begin();
  led1.begin();
  led2.begin();
  rtc1.begin();
  lcd1.begin();
}

void loop() {
  btn1.update();
  rtc1.update();

  ledRedToggle();
  ledGreenBlink();

  led1.update();
  led2.update();
  lcd1.update();
  report();
}
