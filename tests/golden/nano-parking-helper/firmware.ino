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

// "beeps faster the closer I get to the wall, shows the distance in cm on a 4 digit display, and a red LED lights when I am closer than 20 cm"
void tm1637FollowsDistance() {
  static Every refresh(250);
  if (refresh.due()) disp1.number(dist1.distance());
}

// "beeps faster the closer I get to the wall, shows the distance in cm on a 4 digit display, and a red LED lights when I am closer than 20 cm"
void ledRedFollowsDistance() {
  led1.blink(mapRange(dist1.distance(), 5, 100, 100, 1000));
}

// "beeps faster the closer I get to the wall, shows the distance in cm on a 4 digit display, and a red LED lights when I am closer than 20 cm"
void soundFollowsDistance() {
  bz1.blink(mapRange(dist1.distance(), 5, 100, 50, 1000));
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

  tm1637FollowsDistance();
  ledRedFollowsDistance();
  soundFollowsDistance();

  disp1.update();
  led1.update();
  bz1.update();
  report();
}
