// Servo pulses from the ESP8266 core's waveform generator, on any output pin.
// Documentation: ESP8266 Arduino core 3.x, core_esp8266_waveform.h: startWaveform(pin, highUs, lowUs, runTimeUs; 0 = for ever).
#include "ohm_pulse.h"

#include <core_esp8266_waveform.h>

static const uint16_t FRAME_US = 20000;

bool attachPulse(uint8_t pin) {
  pinMode(pin, OUTPUT);
  digitalWrite(pin, LOW);
  return true;
}

void setPulse(uint8_t pin, uint16_t lengthUs) {
  startWaveform(pin, lengthUs, FRAME_US - lengthUs, 0);
}
