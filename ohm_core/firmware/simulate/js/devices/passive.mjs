// Parts that are only wire and resistance: resistors, diodes, LEDs, contacts, potentiometers, light and heat dependent resistors.

import { Signal } from '../measure.mjs';

const LIT = 0.0003; // amperes from which an indicator LED is seen to glow

/** A part that does nothing by itself: what it gives stands in its rails. */
export function nothing() {}

export function resistor(d) {
  d.resistor('1', '2', Math.max(d.params.ohm, 0.001));
}

/** At rest a capacitor carries no direct current; its charging is not simulated. */
export function capacitor() {}

export function diode(d) {
  d.net.element(d.node('A'), d.node('C'), d.params.vf, 10, { kind: 'diode', label: d.ref, limit: d.params.limit ?? 0 });
}

/** One diode that shines: lit and duty from its current. */
function lamp(d, { plus, minus, vf, limit }) {
  const g = 1 / 15; // the slope of an indicator LED's curve around 10 mA
  const element = d.net.element(d.node(plus), d.node(minus), vf - 0.2, g, { kind: 'diode', limit, label: d.ref });
  const signal = new Signal();
  const look = () => signal.edge(d.now(), d.net.current(element) >= LIT ? 1 : 0);
  d.net.watch(d.node(plus), look);
  d.net.watch(d.node(minus), look);
  d.world.atStart(look);
  return { signal, amperes: () => d.net.current(element) };
}

function brightness(d, { signal }) {
  return signal.duty(d.now()) * 100;
}

function shines(d, found) {
  return found.signal.level === 1 || brightness(d, found) >= 1;
}

/** Any part made of LEDs; `channels` are {name, plus, minus, vf, limit}, a single one has no name. */
export function led(d) {
  const lamps = d.params.channels.map((channel) => ({ name: channel.name, ...lamp(d, channel) }));
  d.observe('on', () => lamps.some((l) => shines(d, l)));
  if (lamps.length === 1) {
    d.observe('brightness', () => brightness(d, lamps[0]));
    d.observe('current_ma', () => lamps[0].amperes() * 1000);
    return;
  }
  for (const l of lamps) d.observe(l.name, () => brightness(d, l));
  if (d.params.rgb) {
    const [r, g, b] = d.params.rgb.map((name) => lamps.find((l) => l.name === name));
    d.observe('color', () => '#' + [r, g, b].map((l) => Math.round(brightness(d, l) * 2.55).toString(16).padStart(2, '0')).join(''));
  }
}

const DIGITS = { '0': 0x3f, '1': 0x06, '2': 0x5b, '3': 0x4f, '4': 0x66, '5': 0x6d, '6': 0x7d, '7': 0x07, '8': 0x7f, '9': 0x6f, '-': 0x40, ' ': 0, A: 0x77, b: 0x7c, C: 0x39, c: 0x58, d: 0x5e, E: 0x79, F: 0x71, H: 0x76, L: 0x38, n: 0x54, o: 0x5c, P: 0x73, r: 0x50, t: 0x78, U: 0x3e, u: 0x1c, y: 0x6e, '°': 0x63, _: 0x08 };
const SHOWN = new Map(Object.entries(DIGITS).map(([char, bits]) => [bits, char]));

/** The character that lit segments form (bit 0 = A … bit 6 = G, bit 7 the point); '?' where none. */
export function segmentsText(bits) {
  return (SHOWN.get(bits & 0x7f) ?? '?') + (bits & 0x80 ? '.' : '');
}

/** A digit of seven LEDs and a point. */
export function sevenseg(d) {
  const lamps = d.params.channels.map((channel) => ({ name: channel.name, ...lamp(d, channel) }));
  const lit = () => {
    let all = 0;
    for (const l of lamps) if (shines(d, l)) all |= l.name === 'DP' ? 0x80 : 1 << 'ABCDEFG'.indexOf(l.name);
    return all;
  };
  d.observe('text', () => segmentsText(lit()));
  d.observe('segments', lit);
  for (const l of lamps) d.observe(l.name, () => brightness(d, l));
  return { frame: () => ({ kind: 'text', text: segmentsText(lit()) }) };
}

// Contacts part and meet for about a millisecond after a push: microseconds of each change, the first one closes.
const BOUNCE = [0, 90, 170, 310, 420, 640, 780];

/** Moves contacts with the bounce of real ones, unless the part's attribute says bounce = 0. */
function bouncing(d, apply) {
  let planned = [];
  return (closed) => {
    for (const entry of planned) d.cancel(entry);
    planned = [];
    apply(closed);
    if (!d.params.bounce || !d.world.started) return;
    planned = BOUNCE.slice(1).map((us, i) => d.after(us, () => apply(i % 2 ? closed : !closed)));
  };
}

export function button(d) {
  const contact = d.contact(d.params.pins[0], d.params.pins[1]);
  const move = bouncing(d, (closed) => contact.close(closed));
  const normally = d.params.normallyClosed ? 1 : 0;
  d.world.atStart(() => contact.close(Boolean(normally)));
  const pressed = d.control(d.params.control ?? 'pressed', 0, (value) => move(Boolean(value) !== Boolean(normally)));
  d.observe(d.params.control ?? 'pressed', () => pressed.value);
}

/** A change-over switch: the common pin on pin 1 (value 0) or pin 3 (value 1). */
export function slideSwitch(d) {
  const left = d.contact('2', '1', true);
  const right = d.contact('2', '3');
  const move = bouncing(d, (value) => {
    left.close(!value);
    right.close(value);
  });
  const value = d.control('value', 0, (x) => move(Boolean(x)));
  d.observe('value', () => value.value);
}

export function potentiometer(d) {
  const { ohm, pins } = d.params;
  const part = (x) => Math.max(1, ohm * x);
  const low = d.resistor(pins[0], pins[1], part(0.5));
  const high = d.resistor(pins[1], pins[2], part(0.5));
  const position = d.control('position', 0.5, (x) => {
    low.ohm(part(x));
    high.ohm(part(1 - x));
  });
  d.observe('position', () => position.value);
}

/** A photoresistor: R = R10 · (10 lx / E)^gamma (GL55 series data sheet). */
export function ldr(d) {
  const ohms = (lux) => d.params.r10 * (10 / Math.max(lux, 0.01)) ** d.params.gamma;
  const resistor = d.resistor(d.params.pins[0], d.params.pins[1], ohms(500));
  d.control('lux', 500, (lux) => resistor.ohm(ohms(lux)));
  d.observe('ohm', () => 1 / resistor.element.g);
}

/** A thermistor: R = R25 · exp(B · (1/T − 1/298.15 K)). */
export function ntc(d) {
  const ohms = (celsius) => d.params.r25 * Math.exp(d.params.beta * (1 / (celsius + 273.15) - 1 / 298.15));
  const resistor = d.resistor(d.params.pins[0], d.params.pins[1], ohms(24));
  d.control('temperature', 24, (celsius) => resistor.ohm(ohms(celsius)));
  d.observe('ohm', () => 1 / resistor.element.g);
}

/** Rows and columns that a pressed key joins. */
export function keypad(d) {
  const { rows, columns, keys } = d.params;
  const contacts = new Map();
  rows.forEach((row, r) => columns.forEach((column, c) => contacts.set(keys[r][c], d.contact(row, column))));
  let down = null;
  d.control('key', '', (key) => {
    down?.close(false);
    down = contacts.get(String(key).toUpperCase()) ?? null;
    down?.close(true);
  });
}
