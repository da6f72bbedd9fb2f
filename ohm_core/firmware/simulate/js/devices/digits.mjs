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
