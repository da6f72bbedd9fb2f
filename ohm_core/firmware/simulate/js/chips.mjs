// What differs between the AVR chips that avr8js runs: memories, ports, timers, interrupts, and which pins the buses are on.
//
// ATmega328P: avr8js's own tables. ATmega2560: Microchip DS40002211 (ATmega640/1280/1281/2560/2561), register summary (chapter 33),
// interrupt vectors (table 14-1), alternate port functions (13.3). Vector n stands at word 2 · (n - 1).

const vector = (n) => 2 * (n - 1);

function mega328(lib) {
  return {
    flash: 0x8000, ram: 2048, eeprom: 1024,
    ports: { B: lib.portBConfig, C: lib.portCConfig, D: lib.portDConfig },
    timers: [lib.timer0Config, lib.timer1Config, lib.timer2Config],
    usarts: [{ config: lib.usart0Config }],
    adc: lib.adcConfig, twi: lib.twiConfig, spi: lib.spiConfig, eepromConfig: lib.eepromConfig, watchdog: lib.watchdogConfig,
    pins: { sda: 'C4', scl: 'C5', sck: 'B5', mosi: 'B3', miso: 'B4' },
    wakes: [2, 4, 6, 8, 10, 12, 24 * 2], // INT0, INT1, PCINT0-2, WDT, TWI (datasheet table 14-1)
  };
}

/** A 16-bit timer of the ATmega2560: registers follow each other from TCCRnA, interrupts from the capture vector. */
function wide(lib, { base, timsk, tifr, vectors, port, pins, clockPort, clockPin }) {
  return {
    ...lib.timer1Config, TCCRA: base, TCCRB: base + 1, TCCRC: base + 2, TCNT: base + 4, ICR: base + 6, OCRA: base + 8, OCRB: base + 10, OCRC: base + 12, TIMSK: timsk, TIFR: tifr,
    captureInterrupt: vector(vectors), compAInterrupt: vector(vectors + 1), compBInterrupt: vector(vectors + 2), compCInterrupt: vector(vectors + 3), ovfInterrupt: vector(vectors + 4),
    OCFC: 8, OCIEC: 8, compPortA: port, compPinA: pins[0], compPortB: port, compPinB: pins[1], compPortC: port, compPinC: pins[2], externalClockPort: clockPort, externalClockPin: clockPin,
  };
}

const interrupt = (index) => ({ EICR: index < 4 ? 0x69 : 0x6a, EIMSK: 0x3d, EIFR: 0x3c, index, iscOffset: 2 * (index % 4), interrupt: vector(2 + index) });
const usart = (base, vectors) => ({ rxCompleteInterrupt: vector(vectors), dataRegisterEmptyInterrupt: vector(vectors + 1), txCompleteInterrupt: vector(vectors + 2), UCSRA: base, UCSRB: base + 1, UCSRC: base + 2, UBRRL: base + 4, UBRRH: base + 5, UDR: base + 6 });

function mega2560(lib) {
  const { portAConfig: A, portBConfig: B, portCConfig: C, portDConfig: D, portEConfig: E, portFConfig: F, portGConfig: G, portHConfig: H, portJConfig: J, portKConfig: K, portLConfig: L } = lib;
  const change = (from, n, more = {}) => ({ ...from, pinChangeInterrupt: vector(10 + n), ...more });
  const none = [null, null, null, null];
  const outputs = (a, pinA, b, pinB) => ({ compPortA: a.PORT, compPinA: pinA, compPortB: b.PORT, compPinB: pinB });
  const input = (channel) => ({ type: lib.ADCMuxInputType.SingleEnded, channel });
  const channels = Array.from({ length: 16 }, (_, i) => [i < 8 ? i : 0x20 + i - 8, input(i)]);
  return {
    flash: 0x40000, ram: 8192 + 0x100, eeprom: 4096, // its registers reach to 0x1ff, 0x100 further than avr8js reckons with
    ports: {
      A, B: { ...B, pinChange: change(lib.PCINT0, 0) }, C: { ...C, pinChange: undefined }, D: { ...D, pinChange: undefined, externalInterrupts: [0, 1, 2, 3].map(interrupt) },
      E: { ...E, externalInterrupts: [...none, ...[4, 5, 6, 7].map(interrupt)] }, F, G, H, J: { ...J, pinChange: change(lib.PCINT1, 1, { mask: 0x7f, offset: 1 }) }, K: { ...K, pinChange: change(lib.PCINT2, 2) }, L,
    },
    timers: [
      { ...lib.timer0Config, compAInterrupt: vector(22), compBInterrupt: vector(23), ovfInterrupt: vector(24), ...outputs(B, 7, G, 5), externalClockPort: D.PORT, externalClockPin: 7 },
      wide(lib, { base: 0x80, timsk: 0x6f, tifr: 0x36, vectors: 17, port: B.PORT, pins: [5, 6, 7], clockPort: D.PORT, clockPin: 6 }),
      { ...lib.timer2Config, compAInterrupt: vector(14), compBInterrupt: vector(15), ovfInterrupt: vector(16), ...outputs(B, 4, H, 6) },
      wide(lib, { base: 0x90, timsk: 0x71, tifr: 0x38, vectors: 32, port: E.PORT, pins: [3, 4, 5], clockPort: E.PORT, clockPin: 6 }),
      wide(lib, { base: 0xa0, timsk: 0x72, tifr: 0x39, vectors: 42, port: H.PORT, pins: [3, 4, 5], clockPort: H.PORT, clockPin: 7 }),
      wide(lib, { base: 0x120, timsk: 0x73, tifr: 0x3a, vectors: 47, port: L.PORT, pins: [3, 4, 5], clockPort: L.PORT, clockPin: 2 }),
    ],
    usarts: [{ config: usart(0xc0, 26) }, { config: usart(0xc8, 37), tx: 'D3', rx: 'D2' }, { config: usart(0xd0, 52), tx: 'H1', rx: 'H0' }, { config: usart(0x130, 55), tx: 'J1', rx: 'J0' }],
    adc: {
      ...lib.adcConfig, adcInterrupt: vector(30), numChannels: 16, muxInputMask: 0x3f,
      muxChannels: { ...Object.fromEntries(channels), 0x1e: { type: lib.ADCMuxInputType.Constant, voltage: 1.1 }, 0x1f: { type: lib.ADCMuxInputType.Constant, voltage: 0 } },
      adcReferences: [lib.ADCReference.AREF, lib.ADCReference.AVCC, lib.ADCReference.Internal1V1, lib.ADCReference.Internal2V56],
    },
    twi: { ...lib.twiConfig, twiInterrupt: vector(40) }, spi: { ...lib.spiConfig, spiInterrupt: vector(25) },
    eepromConfig: { ...lib.eepromConfig, eepromReadyInterrupt: vector(31) }, watchdog: { ...lib.watchdogConfig, watchdogInterrupt: vector(13) },
    pins: { sda: 'D1', scl: 'D0', sck: 'B1', mosi: 'B2', miso: 'B3' },
    wakes: [...Array.from({ length: 12 }, (_, i) => vector(2 + i)), vector(40)], // INT0-7, PCINT0-2, WDT, TWI
  };
}

const CHIPS = { ATMEGA328P: mega328, ATMEGA2560: mega2560 };

/** The tables of a chip by the name its board has for it; an ATmega328P where it has none. */
export function chipOf(lib, mcu = 'ATmega328P') {
  return (CHIPS[mcu.toUpperCase()] ?? mega328)(lib);
}
