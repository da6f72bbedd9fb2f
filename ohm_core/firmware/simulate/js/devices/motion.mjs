// What moves and sounds: motors, servos, buzzers.

import { Signal } from '../measure.mjs';

const INERTIA = 30000; // µs: how fast a small motor follows the mean voltage

/** A motor: its winding alone at rest, less current once it turns; speed follows the mean voltage. */
export function motor(d) {
  const { plus, minus, volts, runOhm, stallOhm } = d.params;
  const winding = d.resistor(plus, minus, stallOhm);
  const a = d.node(plus);
  const b = d.node(minus);
  let mean = 0;
  let last = 0;
  let at = 0;
  let turns = false;
  const settle = () => {
    const now = d.now();
    mean = last + (mean - last) * Math.exp(-(now - at) / INERTIA);
    at = now;
  };
  const look = () => {
    settle();
    last = d.net.v[a] - d.net.v[b];
    if (!turns && Math.abs(last) >= 0.25 * volts) {
      turns = true;
      d.after(20000, start);
    }
  };
  const start = () => {
    settle();
    turns = Math.abs(mean) >= 0.08 * volts;
    winding.ohm(turns ? runOhm : stallOhm);
    if (turns) d.after(100000, start);
    else look();
  };
  d.net.watch(a, look);
  d.net.watch(b, look);
  d.world.atStart(look);
  const speed = () => {
    settle();
    return turns && Math.abs(mean) >= 0.08 * volts ? Math.max(-100, Math.min(100, (mean / volts) * 100)) : 0;
  };
  d.observe('speed', () => Math.round(speed() * 10) / 10);
  d.observe('on', () => Math.abs(speed()) > 0);
  d.observe('volts', () => (settle(), Math.round(mean * 100) / 100));
}

/** A buzzer with its own oscillator sounds with enough voltage; a bare one follows the signal. */
export function buzzer(d) {
  const { plus, minus, volts, ohm, active } = d.params;
  d.resistor(plus, minus, ohm);
  const signal = new Signal();
  const enough = active ? 0.5 * volts : 1;
  const look = () => {
    const across = d.volts(plus, minus);
    if (across >= enough) signal.edge(d.now(), 1);
    else if (across <= enough * 0.7) signal.edge(d.now(), 0);
  };
  d.net.watch(d.node(plus), look);
  d.net.watch(d.node(minus), look);
  d.world.atStart(look);
  sound(d, signal, active);
}

/** A buzzer module with a transistor: a signal pin beside its supply. */
export function buzzerModule(d) {
  const { input, active, activeLow } = d.params;
  const signal = new Signal();
  let pin = { level: 0 };
  const look = () => signal.edge(d.now(), d.powered && (pin.level === 1) !== Boolean(activeLow) ? 1 : 0);
  pin = d.input(input, look);
  d.onPower.push(look);
  d.world.atStart(look);
  sound(d, signal, active);
}

function sound(d, signal, active) {
  const own = 2300; // Hz, an active buzzer's own tone (TMB12A05 data sheet: 2300 +- 300 Hz)
  const frequency = () => (active ? (signal.level ? own : 0) : signal.frequency(d.now()));
  d.observe('frequency', () => Math.round(frequency() * 100) / 100);
  d.observe('on', () => (active ? signal.level === 1 : frequency() >= 20));
  d.observe('beeps', () => signal.rises);
}

/** A hobby servo: pulse length to angle, over the range given; without power or pulses it stays where it is. */
export function servo(d) {
  const { input, minUs, maxUs, degrees } = d.params;
  let pulse = 0;
  let angle = 0;
  let last = -Infinity;
  const signal = new Signal();
  d.input(input, (level) => {
    signal.edge(d.now(), level);
    if (level || !d.powered) return;
    const length = signal.lastHigh;
    if (length < 300 || length > 3000) return;
    pulse = length;
    last = d.now();
    angle = Math.max(0, Math.min(degrees, ((length - minUs) / (maxUs - minUs)) * degrees));
  });
  d.observe('angle', () => Math.round(angle * 10) / 10);
  d.observe('pulse_us', () => Math.round(pulse * 10) / 10);
  d.observe('held', () => d.powered && d.now() - last < 60000);
}
