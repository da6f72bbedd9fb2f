// One press on the button turns
//
// One press on the button turns the red LED on, the next press turns it off again. A green LED blinks once a
// second all the time so I can see that it is alive.
//
// For Arduino Uno R3. Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include <Wire.h>

#include "config.h"
#include "ohm_button.h"
#include "ohm_lcd_i2c.h"
#include "ohm_output.h"
#include "ohm_timing.h"

Button btn1("BTN1", BTN1_PIN, BTN1_PRESSED, BTN1_MODE);
Output led1("LED1", LED1_PIN, LED1_ON);
Output led2("LED2", LED2_PIN, LED2_ON);
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
    lcd1.show("Hello", 1);
  }
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  Wire.begin();
  Wire.setWireTimeout(25000, true);  // a stuck bus must not stop the program
  btn1.begin();
  led1.begin();
  led2.begin();
  lcd1.begin();
}

void loop() {
  btn1.update();

  ledRedToggle();
  ledGreenBlink();

  led1.update();
  led2.update();
  lcd1.update();
}
