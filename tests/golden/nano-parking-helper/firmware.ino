// Parking helper
//
// Parking helper for the garage: beeps faster the closer I get to the wall, shows the distance in cm on a 4
// digit display, and a red LED lights when I am closer than 20 cm.
//
// For Arduino Nano (ATmega328P, 5 V). Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include "config.h"
#include "ohm_buzzer.h"
#include "ohm_hcsr04.h"
#include "ohm_log.h"
#include "ohm_logic.h"
#include "ohm_output.h"
#include "ohm_timing.h"
#include "ohm_tm1637.h"

DigitDisplay disp1("DISP1", DISP1_CLK, DISP1_DIO);
Output led1("LED1", LED1_PIN, LED1_ON);
DistanceSensor dist1("DIST1", DIST1_TRIG, DIST1_ECHO, DIST1_EVERY_MS);
Buzzer bz1("BZ1", BZ1_PIN, BZ1_ON);

// "beeps faster the closer I get to the wall"
void soundFollowsDistance() {
  bz1.blink(mapRange(dist1.distance(), 5, 100, 50, 1000));
}

// "shows the distance in cm on a 4 digit display"
void tm1637Number() {
  static Every tick(TM1637_NUMBER_EVERY_MS);
  if (tick.due()) disp1.number(dist1.distance());
}

// "and a red LED lights when I am closer than 20 cm"
void ledRedOn() {
  static Condition when;
  static Limit distanceLimit;
  if (isnan(dist1.distance())) {  // the sensor is silent: better off than wrong
    if (when.forget()) led1.off();
    return;
  }
  when.update(distanceLimit.below(dist1.distance(), LED_RED_ON_DISTANCE_CM, LED_RED_ON_DISTANCE_CM_BAND));
  if (when.began()) led1.on();
  if (when.ended()) led1.off();
}

// The readings on the serial monitor, one line each.
void report() {
  static Every tick(REPORT_MS);
  if (!tick.due()) return;
  logValue(F("DIST1.distance_cm"), dist1.distance(), 1);
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  disp1.begin();
  led1.begin();
  dist1.begin();
  bz1.begin();
}

void loop() {
  dist1.update();

  soundFollowsDistance();
  tm1637Number();
  ledRedOn();

  disp1.update();
  led1.update();
  bz1.update();
  report();
}
