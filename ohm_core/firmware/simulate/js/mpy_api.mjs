// What the Python modules of the virtual board call: time, pins, wires and buses. Numbers are small integers, bytes are hex texts.

import { Buffer } from 'node:buffer';
import { FLOAT, HIGH, LOW, PULL_DOWN, PULL_UP } from './world.mjs';
import { Pwm } from './pwm.mjs';

const CALL_US = 3; // what a call of machine or time costs on a real board, about
const TURN_US = 2; // a turn of a while loop

export function api(python) {
  const cost = (us = CALL_US) => python.elapse(us);
  const flag = () => (python.pending.length && !python.inHandler ? 1 : 0);
  return {
    ...timeApi(python, cost, flag),
    ...pinApi(python, cost, flag),
    ...wireApi(python),
    ...busApi(python),
    family: () => python.job.board.family,
    main: () => python.job.main,
    facts: (name) => python.facts[name] ?? '',
    tell: (name, text) => void (python.facts[name] = text),
    inbox: () => python.facts.inbox?.shift() ?? '',
    stdin: () => (python.input.length ? python.input.shift() : -1),
  };
}

function timeApi(python, cost, flag) {
  python.timers = [];
  return {
    sleep: (ms, us) => {
      python.targets.push(python.us + ms * 1000 + us);
      return python.sleepOn();
    },
    resume: () => python.sleepOn(),
    turn: () => (cost(TURN_US), flag()),
    next_callback: () => python.pending.shift() ?? -1,
    handler: (on) => void (python.inHandler = on),
    ms: () => (cost(1), Math.floor(python.us / 1000)),
    us: () => (cost(1), Math.floor(python.us) % 0x40000000),
    epoch_s: () => Math.floor(((python.facts.epoch ?? Date.UTC(2026, 0, 1)) + python.us / 1000) / 1000 - 946684800),
    set_epoch_s: (s) => void (python.facts.epoch = (s + 946684800) * 1000 - python.us / 1000),
    timer: (slot, id, period, once) => timer(python, slot, id, period, once),
  };
}

function timer(python, slot, id, periodUs, once) {
  python.clock.cancel(python.timers[slot]?.entry);
  if (id < 0) return;
  const timer = (python.timers[slot] = {});
  const plan = (at) => {
    timer.entry = python.clock.at(at, () => {
      python.pending.push(id);
      if (!once) plan(at + Math.max(periodUs, 50));
    });
  };
  plan(python.us + periodUs);
}

function pinApi(python, cost, flag) {
  const { world } = python;
  return {
    pin_kind: (n) => (python.pin(n) ? (python.pin(n).out === false ? 1 : 2) : 0),
    pin_mode: (n, mode) => (cost(), python.drive(python.pin(n), [FLOAT, PULL_UP, PULL_DOWN, LOW, HIGH][mode])),
    pin_set: (n, level) => {
      cost();
      const pin = python.pin(n);
      if (pin.pwm) python.drive(pin, level ? HIGH : LOW);
      else world.drive(pin, level ? HIGH : LOW);
      return flag();
    },
    pin_get: (n) => (cost(), python.pin(n).level + 2 * flag()),
    pin_irq: (n, id, trigger) => void (python.pin(n).irq = trigger ? { id, trigger } : null),
    pulse: (n, level, timeout) => python.pulse(python.pin(n), level, timeout),
    adc: (n) => (cost(30), Math.round(Math.max(0, world.volts(python.pin(n))) * 1e6)),
    adc_pin: (channel) => world.pins.find((p) => p.adc === channel && p.digital)?.number ?? -1,
    adc_unit: (n) => (python.pin(n)?.adc === null || !python.pin(n) ? -1 : python.pin(n).adcUnit),
    dac: (n, millivolts) => world.net.set(python.pin(n).element, millivolts / 1000, 1 / 100),
    pwm: (n, hertz, parts) => {
      cost();
      const pin = python.pin(n);
      pin.pwm ??= new Pwm(world, pin);
      pin.pwm.set(hertz, parts / 65535);
    },
    pwm_stop: (n) => python.drive(python.pin(n), FLOAT),
  };
}

/** Protocols that MicroPython has in C because they need microseconds. */
function wireApi(python) {
  const { world } = python;
  const pull = (pin, level) => world.drive(pin, level ? PULL_UP : LOW);
  const slot = (pin, low, rest) => {
    pull(pin, 0);
    python.elapse(low);
    pull(pin, 1);
    python.elapse(rest);
  };
  return {
    dht: (n, startUs) => dht(python, python.pin(n), startUs),
    ow_reset: (n) => {
      const pin = python.pin(n);
      slot(pin, 480, 70);
      const present = pin.level === 0 ? 1 : 0;
      python.elapse(410);
      return present;
    },
    ow_write: (n, bit) => slot(python.pin(n), bit ? 6 : 60, bit ? 64 : 10),
    ow_read: (n) => {
      const pin = python.pin(n);
      slot(pin, 6, 9);
      const bit = pin.level;
      python.elapse(55);
      return bit;
    },
    bitstream: (n, hex, t0h, t0l, t1h, t1l) => {
      const pin = python.pin(n);
      for (const byte of Buffer.from(hex, 'hex')) {
        for (let bit = 7; bit >= 0; bit--) {
          const one = (byte >> bit) & 1;
          python.drive(pin, HIGH);
          python.elapse((one ? t1h : t0h) / 1000);
          python.drive(pin, LOW);
          python.elapse((one ? t1l : t0l) / 1000);
        }
      }
    },
  };
}

/** The start signal and 40 high pulses; the bytes as hex, or "" where the sensor stays silent. */
function dht(python, pin, startUs) {
  const { world } = python;
  world.drive(pin, PULL_UP);
  python.elapse(1000);
  world.drive(pin, LOW);
  python.elapse(startUs);
  world.drive(pin, PULL_UP);
  python.elapse(10);
  if (python.pulse(pin, 0, 150) < 0 || python.pulse(pin, 1, 150) < 0) return '';
  const bytes = [0, 0, 0, 0, 0];
  for (let i = 0; i < 40; i++) {
    const high = python.pulse(pin, 1, 150);
    if (high < 0) return '';
    bytes[i >> 3] = (bytes[i >> 3] << 1) | (high > 48 ? 1 : 0);
  }
  return Buffer.from(bytes).toString('hex');
}

function busApi(python) {
  const { world } = python;
  const buses = [];
  const together = (fn) => {
    let answer;
    world.net.together(() => (answer = fn()));
    return answer;
  };
  return {
    i2c_open: (sda, scl, hertz) => {
      for (const n of [sda, scl]) python.drive(python.pin(n), PULL_UP);
      return buses.push({ ...world.i2c.controller(python.pin(sda).node, python.pin(scl).node), us: 9e6 / hertz }) - 1;
    },
    /** Writes bytes, then reads; the bytes read as hex, or "!" where nobody answers. */
    i2c: (bus, address, hex, count, hold) => {
      const { start, write, read, stop, us } = buses[bus];
      let found = '';
      python.elapse(us + 5);
      if (hex !== '-') {
        if (!together(() => start(address, true))) return together(stop), '!';
        for (const byte of Buffer.from(hex, 'hex')) {
          python.elapse(us);
          if (!together(() => write(byte))) break;
        }
      }
      if (count > 0) {
        if (!together(() => start(address, false))) return together(stop), '!';
        python.elapse(us * (count + 1));
        found = Buffer.from(Array.from({ length: count }, () => together(read))).toString('hex');
      }
      if (!hold) together(stop);
      return found;
    },
    spi: (sck, mosi, miso, hertz, hex) => {
      const node = (n) => (n < 0 ? null : python.pin(n).node);
      const out = Buffer.from(hex, 'hex').map((byte) => {
        python.elapse(8e6 / hertz);
        return together(() => world.spi.byte(byte, node(sck), node(mosi), node(miso)));
      });
      return out.toString('hex');
    },
  };
}
