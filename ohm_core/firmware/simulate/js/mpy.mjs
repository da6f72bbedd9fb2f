// MicroPython's WebAssembly build in the virtual circuit: virtual time, pins, buses and interrupts under its `machine` module.
//
// Python calls in with small integers and short texts (bytes as hex). Time passes when it sleeps or waits, and by a small cost
// for each call, so that loops that only look at a pin or a clock end too.

import fs from 'node:fs';
import { FLOAT, HIGH, LOW, PULL_DOWN, PULL_UP } from './world.mjs';
import { Pwm } from './pwm.mjs';

const CALL_US = 3; // what a call of machine or time costs on a real board, about
const TURN_US = 2; // a turn of a while loop
const MODULES = new URL('./python/', import.meta.url);
const WALL_EVERY = 2000; // calls between looks at the wall clock

export class Python {
  constructor(loadMicroPython, job, clock) {
    Object.assign(this, { loadMicroPython, job, clock });
    this.us = 0;
    this.pending = [];
    this.targets = [];
    this.calls = 0;
    this.input = [];
    this.facts = { wifi: 1, requested: '', published: '' };
    clock.now = () => this.us;
  }

  async load(world, steps) {
    Object.assign(this, { world, steps });
    this.extraControls();
    world.onInput = (pin, level) => this.edge(pin, level);
    const options = { heapsize: 16 * 1024 * 1024, pystack: 16 * 1024, linebuffer: false };
    const out = (bytes) => bytes.forEach((byte) => this.print(byte));
    this.mp = await this.loadMicroPython({ ...options, stdout: out, stderr: out });
    this.mp.registerJsModule('_ohm', this.api());
    const own = fs.readdirSync(MODULES, { recursive: true }).filter((name) => name.endsWith('.upy'));
    this.write('/lib', own.map((name) => [name.replaceAll('\\', '/').replace('.upy', '.py'), fs.readFileSync(new URL(name, MODULES), 'utf8')]));
    this.write('', Object.entries(this.job.files));
  }

  /** A byte of output, at 115200 baud; a line ends as boards end it. */
  print(byte) {
    if (byte === 10) this.steps.serial(13);
    this.steps.serial(byte);
    this.elapse(87);
  }

  write(folder, files) {
    for (const [name, text] of files) {
      const path = `${folder}/${name}`;
      path.split('/').slice(1, -1).reduce((at, part) => {
        const next = `${at}/${part}`;
        if (!this.mp.FS.analyzePath(next).exists) this.mp.FS.mkdir(next);
        return next;
      }, '');
      this.mp.FS.writeFile(path, text);
    }
  }

  /** What a scenario may set and see of the board itself. */
  extraControls() {
    const { world, facts } = this;
    world.boardControls = {
      wifi: (value) => (facts.wifi = Number(value)),
      time: (value) => (facts.epoch = Date.parse(`${value}Z`) - this.us / 1000),
      received: (value) => (facts.inbox ??= []).push(String(value)),
    };
    world.boardObservables = { requested: () => facts.requested, published: () => facts.published };
  }

  /** Bytes typed at the console. */
  send(bytes) {
    this.input.push(...bytes);
  }

  run(host) {
    this.host = host;
    this.steps.onFinish = () => (this.over = true);
    this.steps.begin();
    let again = true;
    while (again) {
      try {
        this.mp.runPython('import _boot\n_ended = _boot.again()');
        again = this.mp.globals.get('_ended') === 'reset';
      } catch (error) {
        this.say(String(error.message));
        again = false;
      }
      if (again) this.letGo();
    }
    this.idle();
  }

  say(text) {
    for (const byte of new TextEncoder().encode(text.replace(/\n?$/, '\n'))) this.print(byte);
  }

  /** After a reset every pin floats and nothing calls back. */
  letGo() {
    for (const pin of this.world.pins) {
      pin.pwm?.stop();
      pin.irq = null;
      this.world.drive(pin, FLOAT);
    }
    this.pending = [];
    for (const timer of this.timers ?? []) this.clock.cancel(timer?.entry);
    this.timers = [];
  }

  /** The program has ended: the world goes on until the scenario is over. */
  idle() {
    while (!this.end()) this.elapse(20000);
  }

  /** Hands the result over when the run is done; the process ends there, whatever Python is in the middle of. */
  end() {
    const why = this.over ? 'done' : this.host.ended();
    if (!why) return false;
    this.host.end(why);
    return true;
  }

  /** Time passes; whatever is due happens. */
  elapse(us) {
    this.passTo(this.us + us);
  }

  passTo(target) {
    const { clock } = this;
    for (let next = clock.next(); next <= target; next = clock.next()) {
      if (next > this.us) this.us = next;
      this.world.net.together(() => clock.runDue());
      if (this.over) this.end();
    }
    if (target > this.us) this.us = target;
    if (++this.calls % WALL_EVERY === 0) this.end();
    if (this.job.realtime) this.host?.wait();
  }

  /** Sleeps until the target or the first callback; true when callbacks wait to be run. */
  sleepOn() {
    const target = this.targets[this.targets.length - 1];
    const { clock } = this;
    while (this.us < target) {
      const next = Math.min(clock.next(), target, this.us + 50000);
      this.passTo(next);
      if (this.calls++ % 16 === 0) this.end();
      if (this.pending.length && !this.inHandler) return true;
    }
    this.targets.pop();
    return false;
  }

  edge(pin, level) {
    if (pin.irq && pin.irq.trigger & (level ? 1 : 2)) this.pending.push(pin.irq.id);
  }

  pin(number) {
    return this.world.byNumber.get(number);
  }

  drive(pin, mode) {
    pin.pwm?.stop();
    pin.pwm = null;
    this.world.drive(pin, mode);
  }

  /** How long the pin keeps a level, in µs: -2 where the level never comes, -1 where it does not end (machine.time_pulse_us). */
  pulse(pin, level, timeout) {
    const until = (wanted, limit) => {
      while (pin.level !== wanted) {
        if (this.us >= limit) return false;
        this.passTo(Math.min(Math.max(this.clock.next(), this.us + 0.01), limit));
      }
      return true;
    };
    if (!until(level, this.us + timeout)) return -2;
    const begin = this.us;
    return until(1 - level, begin + timeout) ? Math.round(this.us - begin) : -1;
  }

  api() {
    const cost = (us = CALL_US) => this.elapse(us);
    const flag = () => (this.pending.length && !this.inHandler ? 1 : 0);
    return {
      ...this.timeApi(cost, flag),
      ...this.pinApi(cost, flag),
      ...this.wireApi(cost),
      ...this.busApi(),
      family: () => this.job.board.family,
      main: () => this.job.main,
      facts: (name) => this.facts[name] ?? '',
      tell: (name, text) => void (this.facts[name] = text),
      inbox: () => this.facts.inbox?.shift() ?? '',
      stdin: () => (this.input.length ? this.input.shift() : -1),
    };
  }

  timeApi(cost, flag) {
    this.timers = [];
    return {
      sleep: (ms, us) => {
        this.targets.push(this.us + ms * 1000 + us);
        return this.sleepOn();
      },
      resume: () => this.sleepOn(),
      turn: () => (cost(TURN_US), flag()),
      next_callback: () => this.pending.shift() ?? -1,
      handler: (on) => void (this.inHandler = on),
      ms: () => (cost(1), Math.floor(this.us / 1000)),
      us: () => (cost(1), Math.floor(this.us) % 0x40000000),
      epoch_s: () => Math.floor(((this.facts.epoch ?? Date.UTC(2026, 0, 1)) + this.us / 1000) / 1000 - 946684800),
      set_epoch_s: (s) => void (this.facts.epoch = (s + 946684800) * 1000 - this.us / 1000),
      timer: (slot, id, period, once) => this.timer(slot, id, period, once),
    };
  }

  timer(slot, id, periodUs, once) {
    this.clock.cancel(this.timers[slot]?.entry);
    if (id < 0) return;
    const timer = (this.timers[slot] = {});
    const plan = (at) => {
      timer.entry = this.clock.at(at, () => {
        this.pending.push(id);
        if (!once) plan(at + Math.max(periodUs, 50));
      });
    };
    plan(this.us + periodUs);
  }

  pinApi(cost, flag) {
    const { world } = this;
    return {
      pin_kind: (n) => (this.pin(n) ? (this.pin(n).out === false ? 1 : 2) : 0),
      pin_mode: (n, mode) => (cost(), this.drive(this.pin(n), [FLOAT, PULL_UP, PULL_DOWN, LOW, HIGH][mode])),
      pin_set: (n, level) => {
        cost();
        const pin = this.pin(n);
        if (pin.pwm) this.drive(pin, level ? HIGH : LOW);
        else world.drive(pin, level ? HIGH : LOW);
        return flag();
      },
      pin_get: (n) => (cost(), this.pin(n).level + 2 * flag()),
      pin_irq: (n, id, trigger) => void (this.pin(n).irq = trigger ? { id, trigger } : null),
      pulse: (n, level, timeout) => this.pulse(this.pin(n), level, timeout),
      adc: (n) => (cost(30), Math.round(Math.max(0, world.volts(this.pin(n))) * 1e6)),
      adc_pin: (channel) => world.pins.find((p) => p.adc === channel && p.digital)?.number ?? -1,
      adc_unit: (n) => (this.pin(n)?.adc === null || !this.pin(n) ? -1 : this.pin(n).adcUnit),
      dac: (n, millivolts) => world.net.set(this.pin(n).element, millivolts / 1000, 1 / 100),
      pwm: (n, hertz, parts) => {
        cost();
        const pin = this.pin(n);
        pin.pwm ??= new Pwm(world, pin);
        pin.pwm.set(hertz, parts / 65535);
      },
      pwm_stop: (n) => this.drive(this.pin(n), FLOAT),
    };
  }

  /** Protocols that MicroPython has in C because they need microseconds. */
  wireApi() {
    const { world } = this;
    const pull = (pin, level) => world.drive(pin, level ? PULL_UP : LOW);
    const slot = (pin, low, rest) => {
      pull(pin, 0);
      this.elapse(low);
      pull(pin, 1);
      this.elapse(rest);
    };
    return {
      dht: (n, startUs) => this.dht(this.pin(n), startUs),
      ow_reset: (n) => {
        const pin = this.pin(n);
        slot(pin, 480, 70);
        const present = pin.level === 0 ? 1 : 0;
        this.elapse(410);
        return present;
      },
      ow_write: (n, bit) => slot(this.pin(n), bit ? 6 : 60, bit ? 64 : 10),
      ow_read: (n) => {
        const pin = this.pin(n);
        slot(pin, 6, 9);
        const bit = pin.level;
        this.elapse(55);
        return bit;
      },
      bitstream: (n, hex, t0h, t0l, t1h, t1l) => {
        const pin = this.pin(n);
        for (const byte of Buffer.from(hex, 'hex')) {
          for (let bit = 7; bit >= 0; bit--) {
            const one = (byte >> bit) & 1;
            this.drive(pin, HIGH);
            this.elapse((one ? t1h : t0h) / 1000);
            this.drive(pin, LOW);
            this.elapse((one ? t1l : t0l) / 1000);
          }
        }
      },
    };
  }

  /** The start signal and 40 high pulses; the bytes as hex, or "" where the sensor stays silent. */
  dht(pin, startUs) {
    const { world } = this;
    world.drive(pin, PULL_UP);
    this.elapse(1000);
    world.drive(pin, LOW);
    this.elapse(startUs);
    world.drive(pin, PULL_UP);
    this.elapse(10);
    if (this.pulse(pin, 0, 150) < 0 || this.pulse(pin, 1, 150) < 0) return '';
    const bytes = [0, 0, 0, 0, 0];
    for (let i = 0; i < 40; i++) {
      const high = this.pulse(pin, 1, 150);
      if (high < 0) return '';
      bytes[i >> 3] = (bytes[i >> 3] << 1) | (high > 48 ? 1 : 0);
    }
    return Buffer.from(bytes).toString('hex');
  }

  busApi() {
    const { world } = this;
    const buses = [];
    const together = (fn) => {
      let answer;
      world.net.together(() => (answer = fn()));
      return answer;
    };
    return {
      i2c_open: (sda, scl, hertz) => {
        for (const n of [sda, scl]) this.drive(this.pin(n), PULL_UP);
        return buses.push({ ...world.i2c.controller(this.pin(sda).node, this.pin(scl).node), us: 9e6 / hertz }) - 1;
      },
      /** Writes bytes, then reads; the bytes read as hex, or "!" where nobody answers. */
      i2c: (bus, address, hex, count, hold) => {
        const { start, write, read, stop, us } = buses[bus];
        let found = '';
        this.elapse(us + 5);
        if (hex !== '-') {
          if (!together(() => start(address, true))) return together(stop), '!';
          for (const byte of Buffer.from(hex, 'hex')) {
            this.elapse(us);
            if (!together(() => write(byte))) break;
          }
        }
        if (count > 0) {
          if (!together(() => start(address, false))) return together(stop), '!';
          this.elapse(us * (count + 1));
          found = Buffer.from(Array.from({ length: count }, () => together(read))).toString('hex');
        }
        if (!hold) together(stop);
        return found;
      },
      spi: (sck, mosi, miso, hertz, hex) => {
        const node = (n) => (n < 0 ? null : this.pin(n).node);
        const out = Buffer.from(hex, 'hex').map((byte) => {
          this.elapse(8e6 / hertz);
          return together(() => world.spi.byte(byte, node(sck), node(mosi), node(miso)));
        });
        return out.toString('hex');
      },
    };
  }
}
