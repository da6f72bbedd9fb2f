// Ring controlled by tilt
//
// A toy box that lights a ring of 16 neopixels red when I tip it over and green when it stands upright, and
// plays a tone as long as it lies down.
//
// For Wemos D1 mini (ESP8266). Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include "config.h"
#include "ohm_digital.h"
#include "ohm_logic.h"
#include "ohm_pixels.h"
#include "ohm_tone.h"

PixelStrip pix1("PIX1", PIX1_PIN, PIX1_COUNT);
DigitalInput tilt1("TILT1", TILT1_PIN, "tilted", TILT1_ACTIVE, TILT1_MODE, 20);
Speaker bz1("BZ1", BZ1_PIN);

// "A toy box that lights a ring of 16 neopixels red when I tip it over; and green when it stands upright"
void ringWordOn() {
  static Condition when;
  when.update(tilt1.active());
  if (when.began()) pix1.color(RING_WORD_ON_PIX1_COLOR);
  if (when.ended()) pix1.color(RING_WORD_ON_PIX1_ELSE_COLOR);
}

// "and plays a tone as long as it lies down"
void toneTone() {
  static Condition when;
  when.update(tilt1.active());
  if (when.began()) bz1.tone(TONE_TONE_BZ1_FREQUENCY_HZ);
  if (when.ended()) bz1.off();
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  pix1.begin();
  tilt1.begin();
  bz1.begin();
}

void loop() {
  tilt1.update();

  ringWordOn();
  toneTone();

  pix1.update();
  bz1.update();
}
