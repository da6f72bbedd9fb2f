// An AVR (avr8js) in the virtual circuit: pins, serial, ADC, I2C, SPI, sleep and watchdog. Knows no device; chips.mjs knows the chips.

import { chipOf } from './chips.mjs';
import { joinUart } from './uart.mjs';
import { FLOAT, HIGH, LOW, PULL_UP } from './world.mjs';

const MHZ = 16;
const SLEEP = 0x9588; // opcodes
const RETI = 0x9518;
const SREG = 0x5f;
const SMCR = 0x53; // sleep mode control register, datasheet 14.12.1

/** Program bytes of an Intel HEX file. */
export function parseHex(text, flash = 0x8000) {
  const bytes = new Uint8Array(flash).fill(0xff);
  let base = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line[0] !== ':') continue;
    const count = parseInt(line.slice(1, 3), 16);
    const address = parseInt(line.slice(3, 7), 16);
    const kind = parseInt(line.slice(7, 9), 16);
    if (kind === 2) base = parseInt(line.slice(9, 13), 16) << 4;
    if (kind === 4) base = parseInt(line.slice(9, 13), 16) << 16;
    if (kind !== 0) continue;
    for (let i = 0; i < count; i++) {
      if (base + address + i < bytes.length) bytes[base + address + i] = parseInt(line.slice(9 + i * 2, 11 + i * 2), 16);
    }
  }
  return bytes;
}

export class Avr {
  constructor(avr8js, hex, clock, mcu) {
    this.lib = avr8js;
    this.clock = clock;
    this.chip = chipOf(avr8js, mcu);
    this.program = new Uint16Array(parseHex(hex, this.chip.flash).buffer);
    this.sleeps = this.program.includes(SLEEP);
    this.cpu = new avr8js.CPU(this.program, this.chip.ram);
    this.stopAt = 0;
    this.serial = () => {};
    this.rx = [];
    clock.now = () => this.cpu.cycles / MHZ;
    clock.onSooner = (time) => {
      const cycles = Math.ceil(time * MHZ);
      if (cycles < this.stopAt) this.stopAt = cycles;
    };
    this.peripherals();
  }

  peripherals() {
    const { cpu, lib } = this;
    const { chip } = this;
    this.ports = Object.fromEntries(Object.entries(chip.ports).map(([letter, config]) => [letter, new lib.AVRIOPort(cpu, config)]));
    for (const config of chip.timers) new lib.AVRTimer(cpu, config);
    this.usarts = chip.usarts.map(({ config }) => new lib.AVRUSART(cpu, config, MHZ * 1e6));
    [this.usart] = this.usarts;
    this.usart.onByteTransmit = (byte) => this.serial(byte);
    this.usart.onRxComplete = () => this.feed();
    this.adc = new lib.AVRADC(cpu, chip.adc);
    this.twi = new lib.AVRTWI(cpu, chip.twi, MHZ * 1e6);
    this.spi = new lib.AVRSPI(cpu, chip.spi, MHZ * 1e6);
    new lib.AVREEPROM(cpu, new lib.EEPROMMemoryBackend(chip.eeprom), chip.eepromConfig);
    const clock = new lib.AVRClock(cpu, MHZ * 1e6);
    new lib.AVRWatchdog(cpu, chip.watchdog, clock);
  }

  /** Joins the processor's pins to the world's board pins. */
  attach(world) {
    this.world = world;
    for (const [letter, port] of Object.entries(this.ports)) this.attachPort(letter, port);
    world.onInput = (pin, level) => pin.port && pin.mode >= FLOAT && pin.port.setPin(pin.bit, level === 1);
    for (const pin of world.pins) if (pin.port) pin.port.setPin(pin.bit, pin.level === 1);
    this.adc.avcc = this.adc.aref = world.job.board.vcc;
    this.adc.onADCRead = (input) => this.convert(input);
    this.twi.eventHandler = this.twiEvents();
    this.spi.onByte = (byte) => this.spiByte(byte);
    this.usarts.forEach((usart, i) => {
      const [tx, rx] = [this.pinOf(this.chip.usarts[i].tx), this.pinOf(this.chip.usarts[i].rx)];
      if (tx && rx) joinUart(usart, { tx, rx }, world, this.clock);
    });
  }

  /** The board pin at a port's bit ("D3"). */
  pinOf(mcu) {
    return this.world.pins.find((pin) => mcu && pin.mcu === mcu);
  }

  attachPort(letter, port) {
    const pins = [];
    for (const pin of this.world.pins) {
      if (pin.mcu[0] !== letter) continue;
      Object.assign(pin, { port, bit: Number(pin.mcu[1]) });
      pins.push(pin);
    }
    const { data } = this.cpu;
    const { DDR, PORT } = port.portConfig;
    const { world } = this;
    const modeOf = (bit) => {
      const mask = 1 << bit;
      if (data[DDR] & mask) return port.lastValue & mask ? HIGH : LOW;
      return data[PORT] & mask ? PULL_UP : FLOAT;
    };
    port.addListener(() => {
      let moved = 0;
      for (const pin of pins) if (modeOf(pin.bit) !== pin.mode) moved++;
      if (moved === 0) return;
      const change = () => {
        for (const pin of pins) if (!pin.taken) world.drive(pin, modeOf(pin.bit));
      };
      if (moved === 1) change();
      else world.net.together(change);
      for (const pin of pins) if (pin.mode >= FLOAT) this.level(port, pin);
    });
    for (const pin of pins) pin.release = () => world.drive(pin, modeOf(pin.bit));
  }

  /** What the pin register shows of an input follows the net, also when the pin was an output before. */
  level(port, pin) {
    const mask = 1 << pin.bit;
    if (((port.pinValue & mask) !== 0) !== (pin.level === 1)) port.setPin(pin.bit, pin.level === 1);
  }

  convert(input) {
    const { adc, world } = this;
    let volts = input.type === this.lib.ADCMuxInputType.Constant ? input.voltage : 0.314; // 25 degC, datasheet 28.8
    if (input.type === this.lib.ADCMuxInputType.SingleEnded) {
      const pin = world.pins.find((p) => p.adc === input.channel);
      volts = pin ? world.volts(pin) : 0;
    }
    const external = world.node(world.job.board.ref, 'AREF');
    adc.aref = external !== undefined && !world.net.floating[external] ? world.net.v[external] : world.job.board.vcc;
    const raw = Math.max(0, Math.min(1023, Math.floor((volts / adc.referenceVoltage) * 1024 + 0.001)));
    this.cpu.addClockEvent(() => adc.completeADCRead(raw), adc.sampleCycles);
  }

  twiEvents() {
    const { twi, world } = this;
    const { sda, scl } = this.chip.pins;
    const bus = world.i2c.controller(this.pinOf(sda)?.node, this.pinOf(scl)?.node);
    const perByte = () => Math.round((9 * MHZ * 1e6) / twi.sclFrequency);
    const later = (fn, cycles = perByte()) => this.cpu.addClockEvent(() => world.net.together(fn), cycles);
    return {
      start: () => later(() => twi.completeStart(), MHZ),
      stop: () => later(() => (bus.stop(), twi.completeStop()), 1),
      connectToSlave: (address, write) => later(() => twi.completeConnect(bus.start(address, write))),
      writeByte: (byte) => later(() => twi.completeWrite(bus.write(byte))),
      readByte: () => later(() => twi.completeRead(bus.read())),
    };
  }

  spiByte(byte) {
    const { spi, world } = this;
    const node = (name) => this.pinOf(this.chip.pins[name])?.node;
    const flipped = spi.dataOrder === 'lsbFirst';
    const sent = flipped ? reversed(byte) : byte;
    let answer = 0xff;
    world.net.together(() => (answer = world.spi.byte(sent, node('sck'), node('mosi'), node('miso'))));
    this.cpu.addClockEvent(() => spi.completeTransfer(flipped ? reversed(answer) : answer), spi.transferCycles);
  }

  /** Bytes the person types; they arrive at the speed of the line. */
  send(bytes) {
    this.rx.push(...bytes);
    this.feed();
  }

  feed() {
    if (this.rx.length && this.usart.writeByte(this.rx[0])) this.rx.shift();
    else if (this.rx.length) this.clock.after(200, () => this.feed());
  }

  /** Ends the run after the present instruction. */
  halt() {
    this.halted = true;
    this.stopAt = 0;
  }

  /** Runs until the given time (µs). */
  run(until) {
    const { clock, cpu } = this;
    const end = Math.ceil(until * MHZ);
    while (cpu.cycles < end && !this.halted) {
      this.stopAt = Math.min(end, Math.ceil(clock.next() * MHZ));
      if (this.sleeps) this.stretchWithSleep();
      else this.stretch();
      clock.runDue();
    }
  }

  stretch() {
    const { cpu, lib } = this;
    const { avrInstruction } = lib;
    while (cpu.cycles < this.stopAt) {
      avrInstruction(cpu);
      cpu.tick();
    }
  }

  stretchWithSleep() {
    const { cpu, lib, program } = this;
    const { avrInstruction } = lib;
    if (this.asleep) this.doze();
    while (cpu.cycles < this.stopAt) {
      const code = program[cpu.pc];
      const sleeping = code === SLEEP && cpu.data[SMCR] & 1;
      avrInstruction(cpu);
      // After an interrupt one more instruction of the program runs (datasheet 7.7.1): else a low level that woke it would hold it.
      if (code === RETI && cpu.nextInterrupt >= 0 && program[cpu.pc] !== SLEEP) avrInstruction(cpu);
      cpu.tick();
      if (sleeping) {
        this.asleep = true;
        this.doze();
      }
    }
  }

  /** Time passes without instructions until an interrupt that this sleep mode lets through. */
  doze() {
    const { cpu } = this;
    const deep = (cpu.data[SMCR] >> 1) & 7; // 0 idle, 1 ADC noise reduction, 2 power-down, 3 power-save, 6 and 7 standby
    const { pc } = cpu;
    while (cpu.cycles < this.stopAt) {
      if (cpu.pc !== pc) return (this.asleep = false);
      if (deep) this.muffle();
      const next = cpu.nextClockEvent?.cycles ?? Infinity;
      if (cpu.nextInterrupt >= 0 && cpu.interruptsEnabled) {
        cpu.tick();
        continue;
      }
      cpu.cycles = Math.max(cpu.cycles, Math.min(this.stopAt, next));
      if (next <= cpu.cycles) this.tickUnheard();
    }
  }

  /** Peripherals go on, but no interrupt is taken yet. */
  tickUnheard() {
    const { data } = this.cpu;
    const enabled = data[SREG] & 0x80;
    data[SREG] &= 0x7f;
    this.cpu.tick();
    data[SREG] |= enabled;
  }

  /** Interrupts that a deep sleep does not hear stay away. */
  muffle() {
    const { cpu } = this;
    for (let i = 0; i < cpu.pendingInterrupts.length; i++) {
      const pending = cpu.pendingInterrupts[i];
      if (pending && !this.chip.wakes.includes(pending.address)) cpu.clearInterrupt(pending);
    }
  }
}

function reversed(byte) {
  let out = 0;
  for (let i = 0; i < 8; i++) if (byte & (1 << i)) out |= 0x80 >> i;
  return out;
}
