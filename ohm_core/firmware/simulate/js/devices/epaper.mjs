// E-paper displays with an SSD1680: 2.9 inch, 128 x 296, black and white (SSD1680 data sheet rev. 0.14, table 7-1).

import { readText } from '../ocr.mjs';
import { png } from '../png.mjs';

const WIDE = 22; // bytes a line of memory: 176 sources
const LINES = 296;
const FULL_US = 2_000_000; // an update in display mode 1 and 2: the waveforms in the chip's memory say, these are usual for the panel (our estimate)
const PARTIAL_US = 300_000;
const RESET_US = 2_000; // BUSY after a software reset

/** How many bytes follow a command; what is not here is taken and does nothing to the picture (voltages, waveforms, temperature). */
const USED = { 0x01: 3, 0x10: 1, 0x11: 1, 0x21: 2, 0x22: 1, 0x44: 2, 0x45: 4, 0x46: 1, 0x47: 1, 0x4e: 1, 0x4f: 2 };

export function epaper(d) {
  const { width, height } = d.params;
  const busy = d.output(d.params.busy, { initial: 0 });
  const chip = new Ssd1680(d, busy);
  const dc = d.input(d.params.dc);
  const reset = d.input(d.params.reset, (level) => level || chip.reset());
  const held = () => !reset.level && !d.net.floating[reset.node]; // boards lift an open RST themselves
  d.world.spi.join(d, { ...d.params, miso: null }, { next: () => 0, got: (byte) => held() || (dc.level ? chip.data(byte) : chip.command(byte)) });
  d.onPower.push((on) => (on ? chip.reset() : chip.stop()));
  const dots = () => chip.picture(width, height);
  let read = { at: -1, text: '' };
  const text = () => {
    if (read.at !== chip.updates) read = { at: chip.updates, text: anyWay(width, height, dots()) };
    return read.text;
  };
  const lit = () => dots().reduce((n, b) => n + b, 0);
  const hash = () => fingerprint(dots());
  d.observe('busy', () => (d.powered ? Number(chip.busyUntil !== null || chip.asleep) : 0));
  d.observe('updates', () => chip.updates);
  d.observe('lit', lit);
  d.observe('hash', hash);
  d.observe('text', text);
  return { frame: () => ({ kind: 'pixels', text: text(), width, height, lit: lit(), hash: hash(), png: png(width, height, dots().map((b) => 1 - b)) }) };
}

/** Text on the panel, upright or lying on either side: what holds the most. */
function anyWay(width, height, bits) {
  const turned = (place) => {
    const out = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out[place(x, y)] = bits[y * width + x];
    return readText(height, width, out);
  };
  const ways = [readText(width, height, bits), turned((x, y) => (width - 1 - x) * height + y), turned((x, y) => x * height + (height - 1 - y))];
  return ways.reduce((best, t) => (t.length > best.length ? t : best));
}

/** 32 bits of FNV-1a over the picture, as eight hexadecimal digits. */
function fingerprint(bits) {
  let h = 0x811c9dc5;
  for (const bit of bits) h = Math.imul(h ^ bit, 0x01000193) >>> 0;
  return h.toString(16).padStart(8, '0');
}

class Ssd1680 {
  constructor(d, busy) {
    Object.assign(this, { d, pin: busy, updates: 0, busyUntil: null, planned: null, asleep: false, ram: new Uint8Array(WIDE * LINES).fill(0xff) });
    this.shown = this.ram.slice(); // a new panel is white; the picture stays without power
    this.registers();
  }

  /** What a reset sets; the memory keeps its content. */
  registers() {
    Object.assign(this, { running: null, got: [], entry: 3, columns: [0, 0x15], rows: [0, 0x127], column: 0, row: 0, sequence: 0xff, option: 0, gates: LINES, upward: false });
  }

  stop() {
    this.d.cancel(this.planned);
    Object.assign(this, { busyUntil: null, planned: null });
  }

  reset() {
    this.stop();
    this.asleep = false;
    this.registers();
    this.pin.set(0);
  }

  work(us, done) {
    this.busyUntil = this.d.now() + us;
    this.pin.set(1);
    this.planned = this.d.after(us, () => {
      this.busyUntil = null;
      this.pin.set(0);
      done();
    });
  }

  /** True where nobody listens: asleep until the reset pin wakes it, or in the middle of an update. */
  deaf() {
    if (this.asleep) return true;
    if (this.busyUntil === null) return false;
    this.d.world.note('too_fast', this.d.ref, `${this.d.ref} got data while BUSY was high and lost it.`);
    return true;
  }

  command(byte) {
    if (this.deaf()) return;
    this.running = byte;
    this.got = [];
    if (byte === 0x12) {
      this.registers();
      this.work(RESET_US, () => {});
    } else if (byte === 0x20) this.update();
  }

  data(byte) {
    if (this.deaf()) return;
    if (this.running === 0x24) return this.store(byte);
    if (this.running === 0x26) return this.advance(); // the red or earlier picture: counted, not shown on this panel
    this.got.push(byte);
    if (this.got.length === USED[this.running]) this.set(this.running, this.got);
  }

  set(command, [a, b, c, e]) {
    if (command === 0x01) Object.assign(this, { gates: Math.min(LINES, (((b & 1) << 8) | a) + 1), upward: Boolean(c & 1) });
    else if (command === 0x10 && a & 3) {
      this.asleep = true;
      this.pin.set(1);
    } else if (command === 0x11) this.entry = a & 7;
    else if (command === 0x21) this.option = a & 15;
    else if (command === 0x22) this.sequence = a;
    else if (command === 0x44) this.columns = [a & 63, b & 63];
    else if (command === 0x45) this.rows = [((b & 1) << 8) | a, ((e & 1) << 8) | c];
    else if (command === 0x47) this.pattern(a);
    else if (command === 0x4e) this.column = a & 63;
    else if (command === 0x4f) this.row = ((b & 1) << 8) | a;
  }

  store(byte) {
    if (this.column < WIDE && this.row < LINES) this.ram[this.row * WIDE + this.column] = byte;
    this.advance();
  }

  /** The address counter after a byte, within its window, in the order of the data entry mode. */
  advance() {
    const [right, down, lines] = [this.entry & 1, this.entry & 2, this.entry & 4];
    const stepX = () => {
      const end = this.column === this.columns[1];
      this.column = end ? this.columns[0] : (this.column + (right ? 1 : 63)) & 63;
      return end;
    };
    const stepY = () => {
      const end = this.row === this.rows[1];
      this.row = end ? this.rows[0] : (this.row + (down ? 1 : 511)) & 511;
      return end;
    };
    if (lines) stepY() && stepX();
    else stepX() && stepY();
  }

  /** Auto write of a regular pattern: blocks that alternate from the first step's value. */
  pattern(a) {
    const [high, wide] = [[8, 16, 32, 64, 128, 256, 296][(a >> 4) & 7] ?? LINES, [8, 16, 32, 64, 128, 176][a & 7] ?? 176];
    for (let y = 0; y < LINES; y++) for (let x = 0; x < WIDE; x++) this.ram[y * WIDE + x] = (Math.floor(y / high) + Math.floor((8 * x) / wide) + (a >> 7)) & 1 ? 0xff : 0;
    this.work(RESET_US, () => {});
  }

  /** Master activation: with the display stage among its steps (bit 2) the panel takes the picture, in mode 2 (bit 3) faster. */
  update() {
    if (!(this.sequence & 4)) return this.work(RESET_US, () => {});
    const next = this.ram.map((byte) => (this.option === 8 ? ~byte & 0xff : this.option === 4 ? 0 : byte));
    this.work(this.sequence & 8 ? PARTIAL_US : FULL_US, () => {
      this.shown = next;
      this.updates++;
    });
  }

  /** One bit a dot, 1 for black, as the panel shows it. */
  picture(width, height) {
    const out = new Uint8Array(width * height);
    for (let y = 0; y < Math.min(height, this.gates); y++) {
      const line = this.upward ? this.gates - 1 - y : y;
      for (let x = 0; x < width; x++) out[y * width + x] = (this.shown[line * WIDE + (x >> 3)] >> (7 - (x & 7))) & 1 ? 0 : 1;
    }
    return out;
  }
}
