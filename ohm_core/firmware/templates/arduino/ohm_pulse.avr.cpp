// Servo pulses from Timer 1 of an ATmega328P, on any pin, exact to half a microsecond. PWM on D9 and D10 is gone meanwhile.
// Datasheet: ATmega328P, "16-bit Timer/Counter1 with PWM", output compare in normal mode.
#include "ohm_pulse.h"

static const uint8_t MOST = 8;
static const uint16_t FRAME_US = 20000;
static const uint16_t TICKS_PER_US = F_CPU / 8 / 1000000;

static uint8_t pins[MOST];
static volatile uint16_t lengthsUs[MOST];
static uint8_t count = 0;
static volatile int8_t current = -1;  // whose pulse is on; -1 in the pause of a frame
static uint16_t usedUs = 0;           // of this frame

// The pulses of a frame follow one another; what is left of 20 ms is the pause.
ISR(TIMER1_COMPA_vect) {
  if (current >= 0 && lengthsUs[current]) digitalWrite(pins[current], LOW);
  current++;
  if (current < count) {
    uint16_t us = lengthsUs[current];
    if (us) digitalWrite(pins[current], HIGH);
    OCR1A += (us ? us : 50) * TICKS_PER_US;
    usedUs += us ? us : 50;
  } else {
    OCR1A += (FRAME_US - usedUs) * TICKS_PER_US;
    usedUs = 0;
    current = -1;
  }
}

bool attachPulse(uint8_t pin) {
  if (count == MOST) return false;
  pinMode(pin, OUTPUT);
  digitalWrite(pin, LOW);
  pins[count++] = pin;
  TCCR1A = 0;            // normal mode, the timer's own pins stay free
  TCCR1B = _BV(CS11);    // a count each half microsecond
  OCR1A = TCNT1 + 1000;
  TIMSK1 = _BV(OCIE1A);
  return true;
}

void setPulse(uint8_t pin, uint16_t lengthUs) {
  for (uint8_t i = 0; i < count; i++) {
    if (pins[i] != pin) continue;
    noInterrupts();  // a 16-bit value must not be read half written
    lengthsUs[i] = lengthUs;
    interrupts();
  }
}
