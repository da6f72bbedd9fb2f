// Red LED controlled by button
//
// One press on the button turns the red LED on, the next press turns it off again. A green LED blinks once a
// second all the time so I can see that it is alive.
//
// For Arduino Uno R3. Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include "config.h"
#include "ohm_button.h"
#include "ohm_output.h"

Button btn1("BTN1", BTN1_PIN, BTN1_PRESSED, BTN1_MODE);
Output led1("LED1", LED1_PIN, LED1_ON);
Output led2("LED2", LED2_PIN, LED2_ON);

// "One press on the button turns the red LED on, the next press turns it off again"
void ledRedToggle() {
  if (btn1.pressed()) led1.toggle();
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  btn1.begin();
  led1.begin();
  led2.begin();
  led2.blink(LED_GREEN_BLINK_LED2_PERIOD_MS);
}

void loop() {
  btn1.update();

  ledRedToggle();

  led1.update();
  led2.update();
}
