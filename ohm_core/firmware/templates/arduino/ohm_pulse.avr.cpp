// Servo pulses from a 16-bit timer, on any pin, exact to half a microsecond: Timer 1 of an ATmega328P (PWM on D9 and D10 is
// gone meanwhile), Timer 5 of an ATmega2560 (PWM on D44 to D46). Datasheets: "16-bit Timer/Counter", output compare in normal mode.
#include "ohm_pulse.h"

#ifdef TCNT5
#define COMPARE_VECT TIMER5_COMPA_vect
#define TCCRA TCCR5A
#define TCCRB TCCR5B
#define TCNT TCNT5
#define OCRA OCR5A
#define TIMSK TIMSK5
#define INTERRUPT_ON _BV(OCIE5A)
#define CLOCK_BY_8 _BV(CS51)
#else
#define COMPARE_VECT TIMER1_COMPA_vect
#define TCCRA TCCR1A
#define TCCRB TCCR1B
#define TCNT TCNT1
#define OCRA OCR1A
#define TIMSK TIMSK1
#define INTERRUPT_ON _BV(OCIE1A)
#define CLOCK_BY_8 _BV(CS11)
#endif

static const uint8_t MOST = 8;
static const uint16_t FRAME_US = 20000;
static const uint16_t TICKS_PER_US = F_CPU / 8 / 1000000;

static uint8_t pins[MOST];
static volatile uint16_t lengthsUs[MOST];
static uint8_t count = 0;
static volatile int8_t current = -1;  // whose pulse is on; -1 in the pause of a frame
static uint16_t usedUs = 0;           // of this frame

// The pulses of a frame follow one another; what is left of 20 ms is the pause.
ISR(COMPARE_VECT) {
  if (current >= 0 && lengthsUs[current]) digitalWrite(pins[current], LOW);
  current++;
  if (current < count) {
    uint16_t us = lengthsUs[current];
    if (us) digitalWrite(pins[current], HIGH);
    OCRA += (us ? us : 50) * TICKS_PER_US;
    usedUs += us ? us : 50;
  } else {
    OCRA += (FRAME_US - usedUs) * TICKS_PER_US;
    usedUs = 0;
    current = -1;
  }
}

bool attachPulse(uint8_t pin) {
  if (count == MOST) return false;
  pinMode(pin, OUTPUT);
  digitalWrite(pin, LOW);
  pins[count++] = pin;
  TCCRA = 0;             // normal mode, the timer's own pins stay free
  TCCRB = CLOCK_BY_8;    // a count each half microsecond
  OCRA = TCNT + 1000;
  TIMSK = INTERRUPT_ON;
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
