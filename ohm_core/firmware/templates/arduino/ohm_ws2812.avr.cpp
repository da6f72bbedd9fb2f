// The WS2812 signal from an AVR at 16 MHz: 20 clocks a bit, high for 6 of them (0) or 13 (1), counted instruction by
// instruction. Interrupts are off meanwhile, 30 us a pixel.
#include "ohm_ws2812.h"

void beginPixels(uint8_t pin) {
  pinMode(pin, OUTPUT);
  digitalWrite(pin, LOW);
}

void sendPixels(uint8_t pin, const uint8_t *bytes, uint16_t count) {
  volatile uint8_t *port = portOutputRegister(digitalPinToPort(pin));
  uint8_t mask = digitalPinToBitMask(pin);
  uint8_t byte;
  uint8_t bit;
  noInterrupts();
  uint8_t high = *port | mask;
  uint8_t low = *port & ~mask;
  asm volatile(
      "1: ld %[byte], Z+      \n\t"
      "   ldi %[bit], 8       \n\t"
      "2: st X, %[high]       \n\t"  // clock 0: high
      "   nop                 \n\t"
      "   nop                 \n\t"
      "   nop                 \n\t"
      "   sbrs %[byte], 7     \n\t"
      "   st X, %[low]        \n\t"  // clock 6: low again for a 0
      "   lsl %[byte]         \n\t"
      "   nop                 \n\t"
      "   nop                 \n\t"
      "   nop                 \n\t"
      "   nop                 \n\t"
      "   nop                 \n\t"
      "   st X, %[low]        \n\t"  // clock 13: low for a 1
      "   nop                 \n\t"
      "   dec %[bit]          \n\t"
      "   brne 2b             \n\t"
      "   sbiw %[count], 1    \n\t"
      "   brne 1b             \n\t"
      : [byte] "=&r"(byte), [bit] "=&d"(bit), [count] "+w"(count), "+z"(bytes)
      : [high] "r"(high), [low] "r"(low), "x"(port)
      : "memory");
  interrupts();
  delayMicroseconds(300);  // this long a low means: show it
}
