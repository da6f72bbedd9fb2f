// Digits and matrices behind a driver chip: TM1637, MAX7219.

import { segmentsText } from './leds.mjs';

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

const ROWS = Array.from({ length: 256 }, (_, n) => n.toString(2).padStart(8, '0').replaceAll('0', '.').replaceAll('1', '#'));
const ONES = ROWS.map((row) => row.replaceAll('.', '').length);
const CODE_B = '0123456789-EHLP '; // its data sheet, table 5
/** Segments in its order (DP A B C D E F G) as bits from A on. */
const fromA = (value) => ((value & 0x40) >> 6) | ((value & 0x20) >> 4) | ((value & 0x10) >> 2) | (value & 8) | ((value & 4) << 2) | ((value & 2) << 4) | ((value & 1) << 6) | (value & 0x80);

/** One MAX7219's registers (data sheet 19-4452, tables 2 to 10). */
class Max7219 {
  constructor() {
    this.digits = new Uint8Array(8);
    this.reset();
  }

  reset() {
    this.digits.fill(0);
    Object.assign(this, { word: 0, decode: 0, bright: 0, limit: 7, on: false, test: false });
  }

  load() {
    const [address, value] = [(this.word >> 8) & 15, this.word & 0xff];
    if (address >= 1 && address <= 8) this.digits[address - 1] = value;
    else if (address === 9) this.decode = value;
    else if (address === 10) this.bright = value & 15;
    else if (address === 11) this.limit = value & 7;
    else if (address === 12) this.on = Boolean(value & 1);
    else if (address === 15) this.test = Boolean(value & 1);
  }

  row(i) {
    return this.test ? 0xff : this.on ? this.digits[i] : 0;
  }

  text() {
    if (!this.on) return '';
    const shown = [];
    for (let i = this.limit; i >= 0; i--) shown.push((this.decode >> i) & 1 ? CODE_B[this.digits[i] & 15] + (this.digits[i] & 0x80 ? '.' : '') : segmentsText(fromA(this.digits[i])));
    return shown.join('').trim();
  }
}

/** MAX7219, one or several in a row: bits go in at the rising clock whatever LOAD says, words are taken at the rising LOAD, DOUT gives on
 *  what came 16 clocks before (data sheet 19-4452, "Serial-Addressing Modes"). Of matrices the one nearest to DIN stands on the right. */
export function max7219(d) {
  const { din, dout, cs, clk, matrix, chain } = d.params;
  const chips = Array.from({ length: chain }, () => new Max7219());
  const last = chips[chain - 1];
  const out = dout && d.has(dout) ? d.output(dout, { ohm: 100, initial: 0 }) : null;
  const shift = (bit) => {
    for (const chip of chips) {
      const carry = (chip.word >> 15) & 1;
      chip.word = ((chip.word << 1) | bit) & 0xffff;
      bit = carry;
    }
  };
  const input = d.input(din);
  d.input(clk, (level) => (level ? shift(input.level) : out?.set((last.word >> 15) & 1)));
  d.input(cs, (level) => level && chips.forEach((chip) => chip.load()));
  d.world.spi.chain(d, { sck: clk, din, dout }, { shift, out: () => (last.word >> 15) & 1, data: () => input.level });
  d.onPower.push((on) => on && chips.forEach((chip) => chip.reset()));
  const picture = () => Array.from({ length: 8 }, (_, i) => chips.map((chip) => ROWS[chip.row(i)]).reverse().join('')).join('\n');
  const text = () => (matrix ? picture() : chips.map((chip) => chip.text()).reverse().join(''));
  d.observe('on', () => d.powered && chips.some((chip) => chip.on));
  d.observe('text', text);
  d.observe('brightness', () => chips[0].bright);
  d.observe('lit', () => chips.reduce((n, chip) => n + chip.digits.reduce((m, _, i) => m + ONES[chip.row(i)], 0), 0));
  return { frame: () => ({ kind: 'text', text: text() }) };
}
