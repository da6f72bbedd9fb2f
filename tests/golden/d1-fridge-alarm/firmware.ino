// Fridge alarm
//
// Fridge alarm: beep when the door has been open for longer than 20 seconds, stop when it is closed. A
// magnetic reed switch is on the door.
//
// For Wemos D1 mini (ESP8266). Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include "config.h"
#include "ohm_buzzer.h"
#include "ohm_digital.h"
#include "ohm_logic.h"

DigitalInput s1("S1", S1_PIN, "magnet", S1_ACTIVE, S1_MODE, 20);
Buzzer bz1("BZ1", BZ1_PIN, BZ1_ON);

// "beep when the door has been open for longer than 20 seconds"
void soundBeep() {
  static Condition when;
  static Lasting lasting;
  lasting.update(!s1.active(), SOUND_BEEP_LASTS_MS);
  when.update(lasting.holds());
  if (when.began()) bz1.blink(SOUND_BEEP_BZ1_PERIOD_MS);
  if (when.ended()) bz1.off();
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  s1.begin();
  bz1.begin();
}

void loop() {
  s1.update();

  soundBeep();

  bz1.update();
}
