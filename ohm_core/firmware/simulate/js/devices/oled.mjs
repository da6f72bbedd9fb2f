// Graphic OLED displays with an SSD1306.

import { readText } from '../ocr.mjs';
import { png } from '../png.mjs';

const ARGUMENTS = { 0x20: 1, 0x21: 2, 0x22: 2, 0x81: 1, 0x8d: 1, 0xa8: 1, 0xd3: 1, 0xd5: 1, 0xd9: 1, 0xda: 1, 0xdb: 1, 0xa3: 2, 0x26: 6, 0x27: 6, 0x29: 5, 0x2a: 5 };

/** SSD1306: commands and graphic memory after its data sheet, chapters 8.1.5 and 9. */
export function ssd1306(d) {
  const { width, height, addresses, sda, scl } = d.params;
  const chip = new Ssd1306(width, height);
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
    read: () => (chip.on ? 0x00 : 0x40),
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

class Ssd1306 {
  constructor(width, height) {
    Object.assign(this, { width, height, pages: 8 });
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

  /** 32 bits of FNV-1a over the picture, as eight hexadecimal digits. */
  hash() {
    let h = 0x811c9dc5;
    for (const bit of this.bits()) h = Math.imul(h ^ bit, 0x01000193) >>> 0;
    return h.toString(16).padStart(8, '0');
  }
}
