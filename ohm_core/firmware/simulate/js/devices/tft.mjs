// Displays with a data/command line over SPI: ILI9341 and ST7789 in colour, PCD8544 in black and white; the touch sheet FT6206.

import { readText } from '../ocr.mjs';
import { colourPng, png } from '../png.mjs';
import { registers } from './registers.mjs';

/** FNV-1a over the picture, 32 bits as eight hexadecimal digits. */
function hashOf(values) {
  let h = 0x811c9dc5;
  for (const value of values) h = Math.imul(h ^ value, 0x01000193) >>> 0;
  return h.toString(16).padStart(8, '0');
}

/** Computes what is read off a picture once for each picture. */
function remembered(key, make) {
  let last = { key: null, value: '' };
  return () => {
    const now = key();
    if (now !== last.key) last = { key: now, value: make() };
    return last.value;
  };
}

/** Joins the display's SPI lines: a byte goes to the chip as a command while D/C is low, as data while it is high. */
function joinSpi(d, chip) {
  const dc = d.input(d.params.dc);
  const reset = d.params.reset ? d.input(d.params.reset, (level) => level || chip.reset()) : null;
  const held = () => reset !== null && !reset.level && !d.net.floating[reset.node]; // boards lift an open RST themselves
  d.world.spi.join(d, d.params, { next: () => 0, got: (byte) => held() || (dc.level ? chip.data(byte) : chip.command(byte)) });
  d.onPower.push((on) => on && chip.reset());
}

const MAD = { MY: 0x80, MX: 0x40, MV: 0x20, BGR: 0x08 };

/** The controllers' memory of 240 x 320 colours (ILI9341 data sheet V1.11, chapter 8; ST7789V data sheet V1.0, chapter 9: same commands). */
class Tft {
  constructor({ width, height, bgrPanel, invertedPanel }) {
    Object.assign(this, { width, height, bgrPanel, invertedPanel });
    this.reset();
  }

  reset() {
    this.ram = new Uint16Array(240 * 320);
    Object.assign(this, { mad: 0, wide: false, on: false, awake: false, inverted: false, running: null, got: [], columns: [0, 239], rows: [0, 319], column: 0, row: 0, changes: 0 });
  }

  command(byte) {
    this.running = byte;
    this.got = [];
    this.changes++;
    if (byte === 0x01) this.reset();
    else if (byte === 0x10 || byte === 0x11) this.awake = byte === 0x11;
    else if (byte === 0x20 || byte === 0x21) this.inverted = byte === 0x21;
    else if (byte === 0x28 || byte === 0x29) this.on = byte === 0x29;
    else if (byte === 0x2c) [this.column, this.row] = [this.columns[0], this.rows[0]];
  }

  data(byte) {
    const { running, got } = this;
    if (running === 0x2c || running === 0x3c) return this.pixel(byte);
    got.push(byte);
    if ((running === 0x2a || running === 0x2b) && got.length === 4) this[running === 0x2a ? 'columns' : 'rows'] = [(got[0] << 8) | got[1], (got[2] << 8) | got[3]];
    else if (running === 0x36) this.mad = byte;
    else if (running === 0x3a) this.wide = (byte & 7) === 6; // 18 bits a pixel in three bytes
  }

  pixel(byte) {
    const { got } = this;
    got.push(byte);
    if (got.length < (this.wide ? 3 : 2)) return;
    const colour = this.wide ? ((got[0] & 0xf8) << 8) | ((got[1] & 0xfc) << 3) | (got[2] >> 3) : (got[0] << 8) | got[1];
    got.length = 0;
    this.changes++;
    const at = this.place(this.column, this.row, 240, 320);
    if (at >= 0) this.ram[at] = colour;
    if (this.column++ < this.columns[1]) return;
    this.column = this.columns[0];
    if (this.row++ >= this.rows[1]) this.row = this.rows[0];
  }

  /** Where a column and row of the program lie in memory, by MADCTL; -1 outside. */
  place(column, row, width, height) {
    let [x, y] = this.mad & MAD.MV ? [row, column] : [column, row];
    if (x >= width || y >= height) return -1;
    if (this.mad & MAD.MX) x = width - 1 - x;
    if (this.mad & MAD.MY) y = height - 1 - y;
    return y * 240 + x;
  }

  size() {
    return this.mad & MAD.MV ? [this.height, this.width] : [this.width, this.height];
  }

  /** The picture as the program sees it upright: red, green, blue a pixel; black while it sleeps or is off. */
  picture() {
    const [width, height] = this.size();
    const out = new Uint8Array(width * height * 3);
    if (!this.on || !this.awake) return out;
    const swapped = Boolean(this.mad & MAD.BGR) !== this.bgrPanel;
    const flip = this.inverted !== this.invertedPanel ? 0xffff : 0;
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i += 3) {
        const c = this.ram[this.place(x, y, this.width, this.height)] ^ flip;
        const rgb = [(c >> 11) * 255 / 31, ((c >> 5) & 63) * 255 / 63, (c & 31) * 255 / 31];
        out[i + (swapped ? 2 : 0)] = Math.round(rgb[0]);
        out[i + 1] = Math.round(rgb[1]);
        out[i + (swapped ? 0 : 2)] = Math.round(rgb[2]);
      }
    }
    return out;
  }
}

const hex = (picture, i) => '#' + [0, 1, 2].map((k) => picture[3 * i + k].toString(16).padStart(2, '0')).join('');

/** One bit a pixel: what differs from the colour that most pixels have. */
function ink(picture) {
  const counts = new Map();
  const value = (i) => (picture[i] << 16) | (picture[i + 1] << 8) | picture[i + 2];
  for (let i = 0; i < picture.length; i += 3) counts.set(value(i), (counts.get(value(i)) ?? 0) + 1);
  const [ground] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  return Uint8Array.from({ length: picture.length / 3 }, (_, i) => (value(3 * i) === ground ? 0 : 1));
}

/** A colour display with ILI9341 or ST7789. */
export function tft(d) {
  const chip = new Tft(d.params);
  joinSpi(d, chip);
  const key = () => `${d.powered}${chip.changes}`;
  const seen = remembered(key, () => (d.powered ? chip.picture() : chip.picture().fill(0)));
  const hash = remembered(key, () => hashOf(seen()));
  const text = remembered(key, () => readText(...chip.size(), ink(seen())));
  const lit = () => seen().reduce((n, _, i, all) => n + (i % 3 === 0 && (all[i] || all[i + 1] || all[i + 2]) ? 1 : 0), 0);
  d.observe('on', () => d.powered && chip.on && chip.awake);
  d.observe('lit', lit);
  d.observe('hash', hash);
  d.observe('text', text);
  d.observeMany(/^pixel(\d+)_(\d+)$/, ([, x, y]) => {
    const [width, height] = chip.size();
    return Number(x) < width && Number(y) < height ? hex(seen(), Number(y) * width + Number(x)) : '';
  });
  if (d.params.sda) ft6206(d);
  return {
    frame: () => {
      const [width, height] = chip.size();
      return { kind: 'pixels', text: text(), width, height, lit: lit(), hash: hash(), png: colourPng(width, height, seen()) };
    },
  };
}

/** PCD8544: 84 x 48, bytes stand on end; nothing shows before RES was low once (data sheet, chapters 7 and 8). */
class Pcd8544 {
  constructor() {
    this.ram = new Uint8Array(84 * 6);
    this.ready = false;
  }

  reset() {
    this.ram.fill(0);
    Object.assign(this, { down: true, vertical: false, extended: false, mode: 0, x: 0, y: 0, ready: true });
  }

  command(byte) {
    if ((byte & 0xf8) === 0x20) Object.assign(this, { down: Boolean(byte & 4), vertical: Boolean(byte & 2), extended: Boolean(byte & 1) });
    else if (this.extended) return;
    else if (byte & 0x80) this.x = (byte & 0x7f) % 84;
    else if ((byte & 0xf8) === 0x40) this.y = (byte & 7) % 6;
    else if ((byte & 0xfa) === 0x08) this.mode = ((byte & 4) >> 1) | (byte & 1);
  }

  data(byte) {
    this.ram[this.y * 84 + this.x] = byte;
    if (this.vertical) {
      this.y = (this.y + 1) % 6;
      if (this.y === 0) this.x = (this.x + 1) % 84;
    } else {
      this.x = (this.x + 1) % 84;
      if (this.x === 0) this.y = (this.y + 1) % 6;
    }
  }

  /** Dark pixels as 1: blank, all dark, normal or inverse by the mode D, E. */
  bits(on) {
    const out = new Uint8Array(84 * 48);
    if (!on || !this.ready || this.down || this.mode === 0) return out;
    return out.map((_, i) => (this.mode === 1 ? 1 : ((this.ram[Math.floor(i / 84 / 8) * 84 + (i % 84)] >> (Math.floor(i / 84) & 7)) & 1) ^ (this.mode === 3 ? 1 : 0)));
  }
}

export function pcd8544(d) {
  const chip = new Pcd8544();
  const dc = d.input(d.params.dc);
  d.world.spi.join(d, d.params, { next: () => 0, got: (byte) => chip.ready && (dc.level ? chip.data(byte) : chip.command(byte)) });
  const reset = d.input(d.params.reset, (level) => level || (d.powered && chip.reset()));
  d.onPower.push((on) => (on ? !reset.level && chip.reset() : (chip.ready = false)));
  const bits = () => chip.bits(d.powered);
  const text = remembered(() => hashOf(bits()), () => readText(84, 48, bits()));
  const lit = () => bits().reduce((n, b) => n + b, 0);
  d.observe('on', () => d.powered && chip.ready && !chip.down && chip.mode !== 0);
  d.observe('lit', lit);
  d.observe('hash', () => hashOf(bits()));
  d.observe('text', text);
  return { frame: () => ({ kind: 'pixels', text: text(), width: 84, height: 48, lit: lit(), hash: hashOf(bits()), png: png(84, 48, bits()) }) };
}

/** FT6206: one touch in registers 0x02 to 0x06, chip and vendor at 0xA3 and 0xA8 (FocalTech application note for FT6x06, register map). */
function ft6206(d) {
  const [x, y, touched] = [['touchX', 120], ['touchY', 160], ['touched', 0]].map(([name, at]) => d.control(name, at, () => {}));
  const read = (register) => {
    const values = { 0x02: touched.value ? 1 : 0, 0x03: (touched.value ? 0x80 : 0x40) | (x.value >> 8), 0x04: x.value & 0xff, 0x05: y.value >> 8, 0x06: y.value & 0xff, 0xa3: 0x06, 0xa8: 0x11 };
    return values[register] ?? 0;
  };
  registers(d, { addresses: () => d.params.addresses, read, write: () => {} });
}
