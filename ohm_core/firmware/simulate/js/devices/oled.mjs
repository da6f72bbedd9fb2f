// Graphic OLED displays with an SSD1306 or an SH1107.

import { readText } from '../ocr.mjs';
import { png } from '../png.mjs';

const ARGUMENTS = { 0x20: 1, 0x21: 2, 0x22: 2, 0x81: 1, 0x8d: 1, 0xa8: 1, 0xd3: 1, 0xd5: 1, 0xd9: 1, 0xda: 1, 0xdb: 1, 0xa3: 2, 0x26: 6, 0x27: 6, 0x29: 5, 0x2a: 5 };

/** SSD1306: commands and graphic memory after its data sheet, chapters 8.1.5 and 9. */
export function ssd1306(d) {
  return oled(d, new Ssd1306(d.params.width, d.params.height));
}

/** SH1107: commands and graphic memory after its data sheet (Sino Wealth), pages 16 and 23 to 42. */
export function sh1107(d) {
  return oled(d, new Sh1107());
}

/** A controller on I2C, a control byte before commands and data, and what its panel shows. */
function oled(d, chip) {
  const { addresses, sda, scl } = d.params;
  const { width, height } = chip;
  let control = null;
  d.world.i2c.join(d, sda, scl, {
    addresses: () => addresses,
    start: () => (control = null),
    write: (byte) => {
      if (control === null) control = byte;
      else {
        if (control & 0x40) chip.data(byte);
        else chip.command(byte);
        if (control & 0x80) control = null;
      }
    },
    read: () => (chip.on ? 0x00 : 0x40) | chip.id,
  });
  d.onPower.push((on) => on && chip.reset());
  d.observe('on', () => d.powered && chip.on);
  d.observe('lit', () => chip.bits().reduce((n, b) => n + b, 0));
  d.observe('hash', () => chip.hash());
  let read = { hash: '', text: '' };
  const text = () => {
    const hash = chip.hash();
    if (hash !== read.hash) read = { hash, text: readText(width, height, chip.bits()) };
    return read.text;
  };
  d.observe('text', text);
  return { frame: () => ({ kind: 'pixels', text: text(), width, height, lit: chip.bits().reduce((n, b) => n + b, 0), hash: chip.hash(), png: png(width, height, chip.bits()) }) };
}

/** 32 bits of FNV-1a over the picture, as eight hexadecimal digits. */
function fingerprint(bits) {
  let h = 0x811c9dc5;
  for (const bit of bits) h = Math.imul(h ^ bit, 0x01000193) >>> 0;
  return h.toString(16).padStart(8, '0');
}

class Ssd1306 {
  constructor(width, height) {
    Object.assign(this, { width, height, pages: 8, id: 0 });
    this.reset();
  }

  reset() {
    this.ram = new Uint8Array(128 * 8);
    Object.assign(this, { mode: 2, column: 0, page: 0, columns: [0, 127], rows: [0, 7], on: false, invert: false, all: false, startLine: 0, mirrored: true, upended: true, pending: [], pump: false });
  }

  command(byte) {
    this.pending.push(byte);
    const first = this.pending[0];
    if (this.pending.length <= (ARGUMENTS[first] ?? 0)) return;
    const [, a, b] = this.pending;
    this.pending = [];
    this.run(first, a, b);
  }

  run(c, a, b) {
    if (c === 0x20) this.mode = a & 3;
    else if (c === 0x21) Object.assign(this, { columns: [a & 127, b & 127], column: a & 127 });
    else if (c === 0x22) Object.assign(this, { rows: [a & 7, b & 7], page: a & 7 });
    else if (c === 0x8d) this.pump = Boolean(a & 4);
    else if (c <= 0x0f) this.column = (this.column & 0xf0) | c;
    else if (c <= 0x1f) this.column = ((c & 0x07) << 4) | (this.column & 0x0f);
    else if (c >= 0x40 && c <= 0x7f) this.startLine = c & 63;
    else if (c >= 0xb0 && c <= 0xb7) this.page = c & 7;
    else if (c === 0xa0 || c === 0xa1) this.mirrored = c === 0xa0;
    else if (c === 0xc0 || c === 0xc8) this.upended = c === 0xc0;
    else if (c === 0xa4 || c === 0xa5) this.all = c === 0xa5;
    else if (c === 0xa6 || c === 0xa7) this.invert = c === 0xa7;
    else if (c === 0xae || c === 0xaf) this.on = c === 0xaf;
  }

  data(byte) {
    this.ram[this.page * 128 + this.column] = byte;
    if (this.mode === 1) this.advanceVertically();
    else this.advance();
  }

  advance() {
    const end = this.mode === 2 ? 127 : this.columns[1];
    if (this.column !== end) return (this.column = (this.column + 1) & 127);
    this.column = this.mode === 2 ? 0 : this.columns[0];
    if (this.mode === 0) this.page = this.page === this.rows[1] ? this.rows[0] : (this.page + 1) & 7;
  }

  advanceVertically() {
    if (this.page !== this.rows[1]) return (this.page = (this.page + 1) & 7);
    this.page = this.rows[0];
    this.column = this.column === this.columns[1] ? this.columns[0] : (this.column + 1) & 127;
  }

  /** The picture row by row, 0 or 1 a pixel; dark while the display or its charge pump is off. Modules stand upright with A1, C8. */
  bits() {
    const out = new Uint8Array(this.width * this.height);
    if (!this.on || !this.pump) return out;
    for (let y = 0; y < this.height; y++) {
      const line = (y + this.startLine) & 63;
      for (let x = 0; x < this.width; x++) {
        const bit = (this.ram[(line >> 3) * 128 + x] >> (line & 7)) & 1;
        const [px, py] = [this.mirrored ? this.width - 1 - x : x, this.upended ? this.height - 1 - y : y];
        out[py * this.width + px] = this.all ? 1 : bit ^ (this.invert ? 1 : 0);
      }
    }
    return out;
  }

  hash() {
    return fingerprint(this.bits());
  }
}

const DOUBLE = [0x81, 0xa8, 0xad, 0xd3, 0xd5, 0xd9, 0xdb, 0xdc];

/** 16 pages of 128 columns. A page is eight segments, a column one common: what other controllers call rows. */
class Sh1107 {
  constructor() {
    Object.assign(this, { width: 128, height: 128, id: 0x07 });
    this.reset();
  }

  reset() {
    this.ram = new Uint8Array(16 * 128);
    Object.assign(this, { column: 0, page: 0, vertical: false, on: false, invert: false, all: false, remapped: false, backwards: false, startLine: 0, offset: 0, commons: 128, pending: null });
  }

  command(byte) {
    const { pending } = this;
    this.pending = null;
    if (pending !== null) this.set(pending, byte);
    else if (DOUBLE.includes(byte)) this.pending = byte;
    else this.run(byte);
  }

  set(command, value) {
    if (command === 0xa8) this.commons = (value & 127) + 1;
    else if (command === 0xd3) this.offset = value & 127;
    else if (command === 0xdc) this.startLine = value & 127;
  }

  run(c) {
    if (c <= 0x0f) this.column = (this.column & 0x70) | c;
    else if (c <= 0x17) this.column = ((c & 7) << 4) | (this.column & 15);
    else if (c === 0x20 || c === 0x21) this.vertical = c === 0x21;
    else if (c >= 0xb0 && c <= 0xbf) this.page = c & 15;
    else if (c === 0xa0 || c === 0xa1) this.remapped = c === 0xa1;
    else if (c >= 0xc0 && c <= 0xcf) this.backwards = Boolean(c & 8);
    else if (c === 0xa4 || c === 0xa5) this.all = c === 0xa5;
    else if (c === 0xa6 || c === 0xa7) this.invert = c === 0xa7;
    else if (c === 0xae || c === 0xaf) this.on = c === 0xaf;
  }

  data(byte) {
    this.ram[this.page * 128 + this.column] = byte;
    if (this.vertical) this.page = (this.page + 1) & 15;
    else this.column = (this.column + 1) & 127;
  }

  /** The picture, columns from left to right. The panel's own supply is on the module: the converter's setting does not darken it. */
  bits() {
    const out = new Uint8Array(128 * 128);
    if (!this.on) return out;
    for (let common = 0; common < this.commons; common++) {
      const column = (common + this.startLine) & 127;
      const x = ((this.backwards ? this.commons - 1 - common : common) + this.offset) & 127;
      for (let segment = 0; segment < 128; segment++) {
        const bit = (this.ram[(segment >> 3) * 128 + column] >> (segment & 7)) & 1;
        out[(this.remapped ? 127 - segment : segment) * 128 + x] = this.all ? 1 : bit ^ (this.invert ? 1 : 0);
      }
    }
    return out;
  }

  hash() {
    return fingerprint(this.bits());
  }
}
