// Yellow LED controlled by knob
//
// I want to turn a servo with a knob, from 0 to 180 degrees, and a yellow LED gets brighter the further I
// turn the knob.
//
// For Arduino Uno R3. Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include "config.h"
#include "ohm_analog.h"
#include "ohm_log.h"
#include "ohm_logic.h"
#include "ohm_pwm.h"
#include "ohm_servo.h"
#include "ohm_timing.h"

ServoMotor servo1("SERVO1", SERVO1_PIN);
PwmOutput led1("LED1", LED1_PIN, LED1_ON);
AnalogSensor pot1(POT1_PIN, POT1_AT_0, POT1_AT_100);

// "and a yellow LED gets brighter the further I turn the knob"
void ledYellowFollowsKnobGeneric() {
  led1.set(mapRange(pot1.percent(), 0, 100, 0, 100));
}

// "turn a servo with a knob, from 0 to 180 degrees"
void servoFollowsKnobGeneric() {
  servo1.move(mapRange(pot1.percent(), 0, 100, 0, 180));
}

// The readings on the serial monitor, one line each.
void report() {
  static Every tick(REPORT_MS);
  if (!tick.due()) return;
  logValue(F("POT1.position_pct"), pot1.percent(), 0);
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  servo1.begin();
  led1.begin();
  pot1.begin();
}

void loop() {
  pot1.update();

  ledYellowFollowsKnobGeneric();
  servoFollowsKnobGeneric();

  servo1.update();
  led1.update();
  report();
}
