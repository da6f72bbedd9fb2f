// Displays: character LCDs, OLEDs, LED digits.

import { segmentsText } from './passive.mjs';
import { png } from '../png.mjs';

const ROM = { 0x5c: '¥', 0x7e: '→', 0x7f: '←', 0xdf: '°', 0xff: '█', 0xe4: 'µ', 0xf4: 'Ω', 0xe1: 'ä', 0xef: 'ö', 0xf5: 'ü' }; // HD44780U A00, table 4

/** The HD44780's instructions and memory; whoever owns it brings nibbles or bytes with RS. */
export class Hd44780 {
  constructor(d, rows, columns) {
    Object.assign(this, { d, rows, columns });
    this.reset();
  }

  reset() {
    this.ram = new Uint8Array(0x80).fill(0x20);
    this.glyphs = new Uint8Array(64);
    Object.assign(this, { address: 0, inGlyphs: false, eight: true, high: null, on: false, cursor: false, increment: 1, shifting: false, offset: 0, busyUntil: 0 });
  }

  /** The falling edge of E with D4–D7 (and D0–D3 in 8-bit mode) on the lines. */
  strobe(rs, nibble, low) {
    if (this.eight) return this.byte(rs, (nibble << 4) | low);
    if (this.high === null) this.high = nibble;
    else {
      const value = (this.high << 4) | nibble;
      this.high = null;
      this.byte(rs, value);
    }
  }

  byte(rs, value) {
    const now = this.d.now();
    if (now < this.busyUntil) return this.d.world.note('too_fast', this.d.ref, `${this.d.ref} got data while it was busy and lost it.`);
    this.busyUntil = now + 35; // 37 µs at 270 kHz, table 6; chips run up to 30 % faster
    if (rs) this.data(value);
    else this.instruction(value);
  }

  data(value) {
    if (this.inGlyphs) this.glyphs[this.address & 63] = value;
    else this.ram[this.address & 0x7f] = value;
    this.step(this.increment);
    if (this.shifting && !this.inGlyphs) this.offset += this.increment;
  }

  step(by) {
    if (this.inGlyphs) return (this.address = (this.address + by) & 63);
    this.address = (this.address + by + 0x80) & 0x7f;
    if (this.rows > 1 && by > 0) {
      if (this.address === 0x28) this.address = 0x40;
      if (this.address === 0x68) this.address = 0;
    }
  }

  instruction(value) {
    if (value & 0x80) Object.assign(this, { address: value & 0x7f, inGlyphs: false });
    else if (value & 0x40) Object.assign(this, { address: value & 0x3f, inGlyphs: true });
    else if (value & 0x20) Object.assign(this, { eight: Boolean(value & 0x10), high: null });
    else if (value & 0x10) this.move(value);
    else if (value & 0x08) this.on = Boolean(value & 4);
    else if (value & 0x04) Object.assign(this, { increment: value & 2 ? 1 : -1, shifting: Boolean(value & 1) });
    else this.home(value);
  }

  move(value) {
    const way = value & 4 ? 1 : -1;
    if (value & 8) this.offset -= way;
    else this.step(way);
  }

  home(value) {
    if (value & 1) {
      this.ram.fill(0x20);
      this.increment = 1;
    }
    if (value) Object.assign(this, { address: 0, inGlyphs: false, offset: 0, busyUntil: this.d.now() + 1100 }); // 1.52 ms at 270 kHz
  }

  line(row) {
    if (!this.on || !this.d.powered) return '';
    const start = [0, 0x40, this.columns, 0x40 + this.columns][row];
    const base = start & 0x40;
    let text = '';
    for (let i = 0; i < this.columns; i++) {
      const within = this.rows > 1 ? ((((start & 0x3f) + i + this.offset) % 40) + 40) % 40 : i;
      const code = this.ram[base + within];
      text += ROM[code] ?? (code < 16 ? '▯' : code < 0x80 ? String.fromCharCode(code) : '?');
    }
    return text;
  }

  lines() {
    return Array.from({ length: this.rows }, (_, row) => this.line(row));
  }

  observe() {
    const { d } = this;
    for (let row = 0; row < this.rows; row++) d.observe(`line${row + 1}`, () => this.line(row).trimEnd());
    d.observe('text', () => this.lines().map((l) => l.trimEnd()).join('\n').trimEnd());
    d.observe('on', () => this.on && d.powered);
    return { frame: () => ({ kind: 'text', text: this.lines().join('\n') }) };
  }
}

/** A parallel character LCD; contrast at V0 must be near ground or nothing is seen. */
export function lcdParallel(d) {
  const { rows, columns, rs, rw, e, data, contrast } = d.params;
  const lcd = new Hd44780(d, rows, columns);
  const pins = data.map((pin) => (d.has(pin) ? d.input(pin) : { level: 0 }));
  const select = d.input(rs);
  const write = rw && d.has(rw) ? d.input(rw) : { level: 0 };
  const bits = (from) => pins.slice(from, from + 4).reduce((all, pin, i) => all | (pin.level << i), 0);
  d.input(e, (level) => {
    if (!level && !write.level) lcd.strobe(select.level, bits(4), bits(0));
  });
  d.onPower.push((on) => on && lcd.reset());
  const seen = contrast && d.has(contrast) ? () => d.vdd - d.volts(contrast) > 2.5 : () => true; // the crystal needs some 3 V (VDD - V0)
  const line = lcd.line.bind(lcd);
  lcd.line = (row) => (seen() ? line(row) : '');
  return lcd.observe();
}

/** The same LCD behind a PCF8574: P0 RS, P1 RW, P2 E, P3 backlight, P4–P7 data. */
export function lcdI2c(d) {
  const { rows, columns, addresses, sda, scl } = d.params;
  const lcd = new Hd44780(d, rows, columns);
  let port = 0xff;
  d.world.i2c.join(d, sda, scl, {
    addresses: () => addresses,
    write: (byte) => {
      if (port & 4 && !(byte & 4) && !(port & 2)) lcd.strobe(port & 1, port >> 4, 0);
      port = byte;
    },
    read: () => port,
  });
  d.onPower.push((on) => on && (lcd.reset(), (port = 0xff)));
  d.observe('backlight', () => d.powered && Boolean(port & 8));
  return lcd.observe();
}

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
  return { frame: () => ({ kind: 'pixels', width, height, lit: chip.bits().reduce((n, b) => n + b, 0), hash: chip.hash(), png: png(width, height, chip.bits()) }) };
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

/** TM1637: two lines, bits least significant first, start, stop and acknowledge as in its data sheet. */
export function tm1637(d) {
  const out = d.output(d.params.dio, { openDrain: true });
  const digits = new Uint8Array(6);
  const state = { address: 0, fixed: false, on: false, bright: 0, bytes: 0, bits: 0, shift: 0, active: false, command: 0 };
  let own = false;
  const clk = d.input(d.params.clk, (level) => state.active && (level ? rise() : fall()));
  const dio = d.input(d.params.dio, (level) => {
    if (!clk.level || own) return;
    if (!level) Object.assign(state, { active: true, bits: 0, shift: 0, bytes: 0 });
    else state.active = false;
  });
  const put = (level) => {
    own = true;
    out.set(level);
    own = false;
  };
  const rise = () => {
    if (state.bits < 8) state.shift |= dio.level << state.bits;
    state.bits++;
  };
  const fall = () => {
    if (state.bits === 8) {
      take(state.shift);
      put(0);
    } else if (state.bits === 9) {
      put('z');
      Object.assign(state, { bits: 0, shift: 0 });
    }
  };
  const take = (byte) => {
    if (state.bytes++ === 0) return command(byte);
    if (state.command === 3) {
      digits[state.address % 6] = byte;
      if (!state.fixed) state.address++;
    }
  };
  const command = (byte) => {
    state.command = byte >> 6;
    if (state.command === 1) state.fixed = Boolean(byte & 4);
    if (state.command === 2) Object.assign(state, { on: Boolean(byte & 8), bright: byte & 7 });
    if (state.command === 3) state.address = byte & 7;
  };
  d.onPower.push((on) => on && (digits.fill(0), (state.on = false)));
  const text = () => {
    if (!state.on || !d.powered) return '';
    return [...digits.slice(0, 4)].map((bits, i) => segmentsText(bits & 0x7f) + (bits & 0x80 ? (i === 1 ? ':' : '.') : '')).join('');
  };
  d.observe('text', text);
  d.observe('on', () => state.on && d.powered);
  d.observe('brightness', () => (state.on ? state.bright : 0));
  return { frame: () => ({ kind: 'text', text: text() }) };
}

/** MAX7219: 16-bit words, taken at the rising edge of LOAD; digits as text or an 8 × 8 picture. */
export function max7219(d) {
  const { din, cs, clk, matrix } = d.params;
  const digits = new Uint8Array(8);
  const state = { decode: 0, limit: 7, on: false, bright: 0, test: false, word: 0 };
  d.world.spi.join(d, { sck: clk, mosi: din, cs }, {
    next: () => 0,
    got: (byte) => (state.word = ((state.word << 8) | byte) & 0xffff),
    select: () => (state.word = 0),
    deselect: () => load(state.word),
  });
  const load = (word) => {
    const address = (word >> 8) & 15;
    const value = word & 0xff;
    if (address >= 1 && address <= 8) digits[address - 1] = value;
    else if (address === 9) state.decode = value;
    else if (address === 10) state.bright = value & 15;
    else if (address === 11) state.limit = value & 7;
    else if (address === 12) state.on = Boolean(value & 1);
    else if (address === 15) state.test = Boolean(value & 1);
  };
  d.onPower.push((on) => on && (digits.fill(0), Object.assign(state, { on: false, decode: 0 })));
  const B = '0123456789-EHLP ';
  const MAXBITS = (value) => ((value & 0x40) >> 6) | ((value & 0x20) >> 4) | ((value & 0x10) >> 2) | (value & 8) | ((value & 4) << 2) | ((value & 2) << 4) | ((value & 1) << 6) | (value & 0x80);
  const text = () => {
    if (!state.on) return '';
    const shown = [];
    for (let i = state.limit; i >= 0; i--) shown.push((state.decode >> i) & 1 ? B[digits[i] & 15] + (digits[i] & 0x80 ? '.' : '') : segmentsText(MAXBITS(digits[i])));
    return shown.join('').trim();
  };
  const rows = () => [...digits].map((row) => (state.on ? row : 0).toString(2).padStart(8, '0').replaceAll('0', '.').replaceAll('1', '#'));
  d.observe('on', () => state.on && d.powered);
  d.observe('text', () => (matrix ? rows().join('\n') : text()));
  d.observe('lit', () => (state.on ? [...digits].reduce((n, row) => n + row.toString(2).replaceAll('0', '').length, 0) : 0));
  return { frame: () => ({ kind: 'text', text: matrix ? rows().join('\n') : text() }) };
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
