// What shines: LEDs one by one, as digits and as addressable pixels.

import { Signal } from '../measure.mjs';

const LIT = 0.0003; // amperes from which an indicator LED is seen to glow

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

/** Bits of the segments that are lit. */
function litSegments(d, lamps) {
  let all = 0;
  for (const l of lamps) if (shines(d, l)) all |= l.name === 'DP' ? 0x80 : 1 << 'ABCDEFG'.indexOf(l.name);
  return all;
}

/** A digit of seven LEDs and a point. */
export function sevenseg(d) {
  const lamps = d.params.channels.map((channel) => ({ name: channel.name, ...lamp(d, channel) }));
  const text = () => segmentsText(litSegments(d, lamps));
  d.observe('text', text);
  d.observe('segments', () => litSegments(d, lamps));
  for (const l of lamps) d.observe(l.name, () => brightness(d, l));
  return { frame: () => ({ kind: 'text', text: text() }) };
}

/** Several digits that share their segment pins: what the eye sees of digits lit in turn, each at least a hundredth of the time. */
export function sevensegDigits(d) {
  const digits = d.params.digits.map((channels) => channels.map((channel) => ({ name: channel.name, ...lamp(d, channel) })));
  const show = (lamps) => segmentsText(litSegments(d, lamps));
  const text = () => digits.map(show).join('');
  d.observe('text', text);
  d.observe('on', () => digits.some((lamps) => litSegments(d, lamps) !== 0));
  digits.forEach((lamps, i) => d.observe(`digit${i + 1}`, () => show(lamps)));
  return { frame: () => ({ kind: 'text', text: text() }) };
}

/** A chain of WS2812: 24 bits green, red, blue a pixel; a high over 0.55 µs is a one, a low over 50 µs shows them. */
export function ws2812(d) {
  const { count, input, output } = d.params;
  const pixels = Array.from({ length: count }, () => 0);
  const out = output && d.has(output) ? d.output(output, { initial: 0 }) : null;
  let fresh = [];
  let rose = 0;
  let fell = -Infinity;
  let word = 0;
  let bits = 0;
  const restart = () => {
    fresh = [];
    word = bits = 0;
  };
  d.input(input, (level) => {
    const now = d.now();
    if (level) {
      if (now - fell > 50) restart();
      rose = now;
      if (fresh.length >= count) out?.set(1);
      return;
    }
    fell = now;
    if (fresh.length >= count) return out?.set(0);
    word = ((word << 1) | (now - rose > 0.55 ? 1 : 0)) & 0xffffff;
    if (++bits < 24) return;
    fresh.push(word);
    pixels[fresh.length - 1] = word;
    word = bits = 0;
  }, { lo: 1.2, hi: 2.4 });
  d.onPower.push((on) => on || (pixels.fill(0), restart()));
  const color = (word) => '#' + [(word >> 8) & 255, (word >> 16) & 255, word & 255].map((x) => x.toString(16).padStart(2, '0')).join('');
  pixels.forEach((_, i) => d.observe(`pixel${i}`, () => color(pixels[i])));
  d.observe('lit', () => pixels.filter((p) => p).length);
  d.observe('color', () => color(pixels[0]));
  return { frame: () => ({ kind: 'colors', colors: pixels.map(color) }) };
}
