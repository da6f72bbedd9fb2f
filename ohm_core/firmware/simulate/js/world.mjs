// The virtual circuit: nets, the board's pins and every device, made from a job. It knows no processor.

import { Net } from './net.mjs';
import { Device } from './device.mjs';
import { Signal } from './measure.mjs';
import { MODELS } from './devices/index.mjs';
import { I2cBus } from './i2c.mjs';
import { SpiBus } from './spi.mjs';
import { addRail } from './rails.mjs';

const OUT = 1 / 30; // siemens of an output pin: some 30 ohm, as AVR and ESP32 give at 20 mA
const INJECTED = 0.0015; // amperes through a pin's protection diode that are worth a note; a 10 kohm pull-up to 5 V stays below
export const LOW = 0, HIGH = 1, FLOAT = 2, PULL_UP = 3, PULL_DOWN = 4;

export class World {
  constructor(job, clock) {
    this.job = job;
    this.clock = clock;
    this.notes = new Map();
    this.net = new Net(job.nodes);
    this.groundNode = job.board.ground;
    this.starts = [];
    this.links = []; // {a, b, open}: where a signal passes from net to net
    this.i2c = new I2cBus(this);
    this.spi = new SpiBus(this);
    this.onInput = () => {};
    this.net.onOverload = (element, amperes) => this.overload(element, amperes);
    this.net.onRestless = () => this.note('restless', 'circuit', 'The circuit never comes to rest: parts switch each other without end.');
    for (const [node, volts] of job.fixed) this.net.fix(node, volts);
    this.pins = job.board.pins.map((pin) => this.boardPin(pin));
    this.byNumber = new Map(this.pins.map((pin) => [pin.number, pin]));
    this.devices = new Map(job.parts.map((part) => [part.ref, this.device(part)]));
    this.net.together(() => {
      this.net.build();
      for (const fn of this.starts) fn();
    });
    this.started = true;
    this.hum();
  }

  device(part) {
    const device = new Device(this, part);
    for (const rail of part.rails) addRail(this, part.ref, rail);
    if (!part.model) return device;
    device.frame = MODELS[part.model](device)?.frame;
    device.pulls();
    return device;
  }

  /** Runs fn when the circuit is complete. */
  atStart(fn) {
    if (this.started) fn();
    else this.starts.push(fn);
  }

  /** A remark for the result, once for each subject. */
  note(kind, subject, text) {
    const key = kind + subject;
    if (!this.notes.has(key)) this.notes.set(key, { kind, subject, time_s: this.clock.now() / 1e6, text });
  }

  overload(element, amperes) {
    if (element.clamp) {
      const text = `${element.label} is driven above the ${element.volts.toFixed(1)} V it stands: ${(amperes * 1000).toFixed(1)} mA flow through its protection.`;
      return this.note('overvoltage', element.label, text);
    }
    const what = `${Math.round(amperes * 1000)} mA`;
    this.note('overload', element.label, `${element.label} carries ${what}; its limit is ${Math.round(element.limit * 1000)} mA.`);
  }

  boardPin(spec) {
    const { net } = this;
    const pin = { ...spec, mode: FLOAT, level: 0, signal: new Signal(), hum: false };
    pin.element = net.element(spec.node, this.groundNode, 0, 0, { limit: spec.limit, label: spec.label });
    net.element(spec.node, this.groundNode, spec.abs, 0.2, { kind: 'diode', limit: INJECTED, label: spec.label, clamp: true });
    if (spec.fixedPull) net.element(spec.node, this.groundNode, spec.fixedPull[0], spec.fixedPull[1]);
    net.watch(spec.node, () => this.lookAt(pin));
    this.starts.push(() => this.lookAt(pin));
    return pin;
  }

  /** The processor drives a pin: LOW, HIGH, FLOAT, PULL_UP or PULL_DOWN. */
  drive(pin, mode) {
    if (pin.mode === mode) return;
    pin.mode = mode;
    const { net } = this;
    if (mode === LOW) net.set(pin.element, 0, OUT);
    else if (mode === HIGH) net.set(pin.element, pin.vcc, OUT);
    else if (mode === FLOAT) net.set(pin.element, 0, 0);
    else net.set(pin.element, mode === PULL_UP ? pin.vcc : 0, 1 / pin.pull);
  }

  /** The level the processor reads: between the thresholds it keeps the last one. */
  lookAt(pin) {
    const volts = this.net.v[pin.node] - this.net.v[this.groundNode];
    const level = volts >= pin.hi ? 1 : volts <= pin.lo ? 0 : pin.level;
    if (level === pin.level || (pin.hum && this.floats(pin))) return;
    this.setLevel(pin, level);
  }

  setLevel(pin, level) {
    pin.level = level;
    pin.signal.edge(this.clock.now(), level);
    this.onInput(pin, level);
  }

  floats(pin) {
    return (pin.mode === FLOAT) && this.net.floating[pin.node] === 1;
  }

  /** An input that nothing holds follows the mains' field: 50 Hz, each pin in its own phase. */
  hum() {
    this.pins.forEach((pin, i) => {
      if (!pin.digital || pin.quiet) return;
      const flip = () => {
        pin.hum = this.floats(pin);
        if (pin.hum) this.setLevel(pin, 1 - pin.level);
        this.clock.after(10000 + ((i * 37) % 11) * 3, flip);
      };
      this.clock.after(3000 + i * 613, flip);
    });
  }

  /** Volts at a pin for the converter; an open input shows half the supply with hum on it. */
  volts(pin) {
    if (this.floats(pin)) return pin.vcc * (0.5 + 0.4 * Math.sin((2 * Math.PI * this.clock.now()) / 20000 + pin.number));
    return this.net.v[pin.node] - this.net.v[this.groundNode];
  }

  /** A board pin by the circuit's own name. */
  pinNamed(ref, name) {
    return ref === this.job.board.ref ? this.pins.find((pin) => pin.name === name) : undefined;
  }

  node(ref, name) {
    return ref === this.job.board.ref ? this.job.board.nodes[name] : this.devices.get(ref)?.pins[name];
  }

  control(ref, name, value) {
    if (ref === this.job.board.ref && this.boardControls?.[name]) return this.boardControls[name](value);
    const control = this.devices.get(ref)?.controls[name];
    if (!control) throw new Error(`${ref} has no control ${name}`);
    this.net.together(() => control.set(value));
  }

  /** Says that signals pass between two nets, both ways, while open() holds. */
  link(a, b, open = () => true) {
    this.links.push({ a, b, open });
  }

  /** The nets a digital signal on this one reaches, through shifters, buffers and small resistors. */
  reached(node) {
    if (!this.links.length) return [node];
    const found = [node];
    for (const at of found) {
      for (const { a, b, open } of this.links) {
        const next = a === at ? b : b === at ? a : null;
        if (next !== null && !this.net.fixed[next] && !found.includes(next) && open()) found.push(next);
      }
    }
    return found;
  }

  /** What a scenario looks at: a derived observable of a part, or a pin's level ("D9:volts" gives its voltage). */
  look(ref, name) {
    const device = this.devices.get(ref);
    const own = device?.observable(name);
    if (own) return plain(own());
    if (ref === this.job.board.ref && this.boardObservables?.[name]) return this.boardObservables[name]();
    const [pinName, what] = split(name);
    const node = this.node(ref, pinName);
    if (node === undefined) throw new Error(`${ref} has no pin or observable ${name}`);
    return this.measure(ref, pinName, node, what);
  }

  /** Calls fn after each change on the net of a pin; of a derived observable nothing is known between looks. */
  onChange(ref, name, fn) {
    const node = this.devices.get(ref)?.observable(name) ? undefined : this.node(ref, split(name)[0]);
    if (node === undefined) return;
    this.probe(node);
    this.net.watch(node, fn);
  }

  measure(ref, name, node, what) {
    const pin = this.pinNamed(ref, name) ?? this.probe(node);
    const now = this.clock.now();
    if (what === 'volts') return round(this.net.v[node] - this.net.v[this.groundNode], 3);
    if (what === 'duty') return round(pin.signal.duty(now) * 100, 2);
    if (what === 'frequency') return round(pin.signal.frequency(now), 2);
    return pin.level;
  }

  /** A meter on a net that is not a board pin's; made when a scenario names it. */
  probe(node) {
    const { board } = this.job;
    this.probes ??= new Map();
    if (!this.probes.has(node)) {
      const probe = { node, level: 0, signal: new Signal(), lo: 0.3 * board.vcc, hi: 0.5 * board.vcc };
      const look = () => {
        const volts = this.net.v[node] - this.net.v[this.groundNode];
        const level = volts >= probe.hi ? 1 : volts <= probe.lo ? 0 : probe.level;
        if (level === probe.level) return;
        probe.level = level;
        probe.signal.edge(this.clock.now(), level);
      };
      this.net.watch(node, look);
      look();
      this.probes.set(node, probe);
    }
    return this.probes.get(node);
  }

  frames() {
    return [...this.devices].filter(([, d]) => d.frame).map(([ref, d]) => ({ ref, time_s: this.clock.now() / 1e6, ...d.frame() }));
  }
}

function split(name) {
  const found = /^(.*):(volts|duty|frequency)$/.exec(name);
  return found ? [found[1], found[2]] : [name, 'level'];
}

export function plain(value) {
  return typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? round(value, 6) : value;
}

export function round(value, digits) {
  return Number(value.toFixed(digits));
}
