// Character LCDs with an HD44780, parallel or behind an I2C expander.

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

const CONTRAST = 2; // volts between supply and V0 from which characters can be seen, with the trimmer about in the middle

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
  const seen = () => !contrast || !d.has(contrast) || (!d.net.floating[d.node(contrast)] && d.vdd - d.volts(contrast) > CONTRAST);
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
