// Toy box
//
// A toy box that lights a ring of 16 neopixels red when I tip it over and green when it stands upright, and
// plays a tone as long as it lies down.
//
// For Wemos D1 mini (ESP8266). Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits.

#include "config.h"
#include "ohm_digital.h"
#include "ohm_pixels.h"

PixelStrip pix1("PIX1", PIX1_PIN, PIX1_COUNT);
DigitalInput tilt1("TILT1", TILT1_PIN, "tilted", TILT1_ACTIVE, TILT1_MODE, 20);

// "A toy box that lights a ring of 16 neopixels red when I tip it over and green"
void pixelsOn() {
  if (tilt1.began()) pix1.color(PIXELS_ON_PIX1_COLOR);
}

void setup() {
  Serial.begin(SERIAL_BAUD);
  pix1.begin();
  tilt1.begin();
}

void loop() {
  tilt1.update();

  pixelsOn();

  pix1.update();
}
