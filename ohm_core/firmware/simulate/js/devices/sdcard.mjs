// A memory card in SPI mode (SD Physical Layer Simplified Specification 6.00, chapter 7) with a FAT16 volume on it.

import { Volume } from '../fat16.mjs';

const BLOCK = 512;
const BLOCKS = 65536; // 32 MiB, a standard capacity card: addresses are bytes
const WAKE_US = 5_000; // from the first ACMD41 until the card is ready; the standard allows a second
const WRITE_US = 500; // programming one block; the standard allows 250 ms
const [IDLE, ILLEGAL, CRC, MISALIGNED, PARAMETER] = [0x01, 0x04, 0x08, 0x20, 0x40];
const [START, START_MANY, STOP_MANY] = [0xfe, 0xfc, 0xfd];
const WHILE_IDLE = [0, 1, 8, 55, 58, 59]; // commands that a card knows before it is ready; and ACMD41

export function sdCard(d) {
  const card = new Card(d);
  const inserted = d.control('inserted', 1, () => card.reset());
  d.control('file', '', (text) => {
    const [, name, content] = /^\s*([^:\s]+)\s*:\s?([\s\S]*)$/.exec(String(text)) ?? [];
    if (name === undefined || !card.volume.put(name, content)) d.world.note('file', d.ref, `${d.ref}: a file is put on the card as NAME.TXT: its content; the name has at most eight letters, a dot and three.`);
  });
  const there = () => d.powered && Boolean(inserted.value);
  d.world.spi.join(d, d.params, { next: () => (there() ? card.next() : 0xff), got: (byte) => there() && card.got(byte), deselect: () => card.deselect() });
  d.onPower.push(() => card.reset());
  d.observe('files', () => card.volume.files().map((f) => `${f.name} ${f.size}`).join('\n'));
  d.observe('writes', () => card.writes);
  d.observeMany(/^(?:[\w~-]{1,8}\/)*[\w~-]{1,8}\.[\w~-]{1,3}$/, ([name]) => card.volume.text(name) ?? '');
}

class Card {
  constructor(d) {
    Object.assign(this, { d, volume: new Volume(BLOCKS), writes: 0 });
    this.reset();
  }

  reset() {
    Object.assign(this, { ready: false, wakesAt: null, application: false, checks: false, busyUntil: 0, frame: [], out: [], into: null, reading: null, erase: [0, 0] });
  }

  deselect() {
    Object.assign(this, { frame: [], out: [], into: null, reading: null });
  }

  next() {
    if (this.out.length) return this.out[0];
    return this.d.now() < this.busyUntil ? 0x00 : 0xff;
  }

  got(byte) {
    if (this.out.length) this.out.shift();
    if (this.into) return this.take(byte);
    if (this.frame.length || (byte & 0xc0) === 0x40) this.frame.push(byte);
    if (this.frame.length === 6) {
      const [first, a, b, c, e, checksum] = this.frame;
      const fits = checksum === ((crc7(this.frame.slice(0, 5)) << 1) | 1);
      this.frame = [];
      this.command(first & 63, ((a << 24) | (b << 16) | (c << 8) | e) >>> 0, fits);
    }
    if (this.reading !== null && !this.out.length) this.give(this.volume.block(this.reading++));
  }

  /** R1 after one byte of time, then what follows it. */
  answer(r1, ...more) {
    this.out = [0xff, r1, ...more];
  }

  state() {
    return this.ready ? 0 : IDLE;
  }

  command(number, argument, fits) {
    if (this.d.now() < this.busyUntil && number !== 12) return;
    const application = this.application;
    this.application = false;
    if (!fits && (this.checks || number === 0 || number === 8)) return this.answer(this.state() | CRC);
    if (application && this.acmd(number, argument)) return;
    if (!this.ready && !WHILE_IDLE.includes(number)) return this.answer(IDLE | ILLEGAL);
    (COMMANDS[number] ?? unknown)(this, argument);
  }

  acmd(number, argument) {
    if (number === 41) {
      this.wakesAt ??= this.d.now() + WAKE_US;
      if (this.d.now() >= this.wakesAt) this.ready = true;
      this.answer(this.state());
    } else if (number === 23 && this.ready) this.answer(0);
    else if (number === 13 && this.ready) this.answer(0, 0, 0xff, ...data(new Uint8Array(64)));
    else return false;
    return argument !== undefined;
  }

  /** The number of the block at a byte address; null after an answer that says what is wrong with it. */
  place(address) {
    if (address % BLOCK) this.answer(MISALIGNED);
    else if (address / BLOCK >= BLOCKS) this.answer(PARAMETER);
    else return address / BLOCK;
    return null;
  }

  give(bytes) {
    this.out.push(0xff, ...data(bytes));
  }

  /** A byte while blocks come in: the token, 512 bytes, the checksum. */
  take(byte) {
    const { into } = this;
    if (into.bytes === null) {
      if (byte === into.token) into.bytes = [];
      else if (into.many && byte === STOP_MANY) [this.into, this.busyUntil] = [null, this.d.now() + WRITE_US];
      return;
    }
    into.bytes.push(byte);
    if (into.bytes.length < BLOCK + 2) return;
    const sum = crc16(into.bytes.slice(0, BLOCK));
    const good = !this.checks || sum === ((into.bytes[BLOCK] << 8) | into.bytes[BLOCK + 1]);
    if (good && into.block < BLOCKS) {
      this.volume.write(into.block++, into.bytes.slice(0, BLOCK));
      this.writes++;
    }
    this.out = [good ? 0xe5 : 0xeb]; // xxx00101 accepted, xxx01011 checksum
    this.busyUntil = this.d.now() + WRITE_US;
    if (into.many) into.bytes = null;
    else this.into = null;
  }
}

const unknown = (card) => card.answer(card.state() | ILLEGAL);

const COMMANDS = {
  0: (card) => {
    card.reset();
    card.answer(IDLE);
  },
  8: (card, argument) => card.answer(card.state(), 0, 0, (argument >> 8) & 15, argument & 255),
  9: (card) => card.answer(0, 0xff, ...data(csd())),
  10: (card) => card.answer(0, 0xff, ...data(cid())),
  12: (card) => {
    card.reading = null;
    card.out = [0xff, 0xff, 0];
  },
  13: (card) => card.answer(0, 0),
  16: (card, argument) => card.answer(argument === BLOCK ? 0 : PARAMETER),
  17: (card, argument) => {
    const block = card.place(argument);
    if (block !== null) card.answer(0, 0xff, ...data(card.volume.block(block)));
  },
  18: (card, argument) => {
    const block = card.place(argument);
    if (block !== null) Object.assign(card, { reading: block }).answer(0);
  },
  24: (card, argument) => begin(card, argument, false),
  25: (card, argument) => begin(card, argument, true),
  32: (card, argument) => {
    card.erase[0] = argument / BLOCK;
    card.answer(0);
  },
  33: (card, argument) => {
    card.erase[1] = argument / BLOCK;
    card.answer(0);
  },
  38: (card) => {
    for (const number of [...card.volume.data.keys()]) if (number >= card.erase[0] && number <= card.erase[1]) card.volume.data.delete(number);
    card.busyUntil = card.d.now() + WRITE_US;
    card.answer(0);
  },
  55: (card) => {
    card.application = true;
    card.answer(card.state());
  },
  58: (card) => card.answer(card.state(), card.ready ? 0x80 : 0, 0xff, 0x80, 0),
  59: (card, argument) => {
    card.checks = Boolean(argument & 1);
    card.answer(card.state());
  },
};

function begin(card, argument, many) {
  const block = card.place(argument);
  if (block === null) return;
  card.answer(0);
  card.into = { block, many, token: many ? START_MANY : START, bytes: null };
}

/** A block behind its start token, with its checksum. */
function data(bytes) {
  const sum = crc16(bytes);
  return [START, ...bytes, sum >> 8, sum & 255];
}

/** CSD version 1 (5.3.2): 512 bytes a block, (C_SIZE + 1) x 512 blocks. */
function csd() {
  const size = BLOCKS / 512 - 1;
  const bytes = [0x00, 0x26, 0x00, 0x32, 0x5f, 0x59, 0x80 | (size >> 10), (size >> 2) & 255, ((size & 3) << 6) | 0x2d, 0xb7 | 0x03, 0xff, 0x9f, 0x96, 0x40, 0x00];
  return [...bytes, (crc7(bytes) << 1) | 1];
}

/** CID (5.2): a card of nobody's. */
function cid() {
  const bytes = [0x00, 0x4f, 0x48, 0x4f, 0x48, 0x4d, 0x33, 0x32, 0x10, 0, 0, 0, 1, 0x01, 0xa1];
  return [...bytes, (crc7(bytes) << 1) | 1];
}

function crc7(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const top = ((crc >> 6) & 1) ^ ((byte >> bit) & 1);
      crc = ((crc << 1) & 0x7f) ^ (top ? 0x09 : 0);
    }
  }
  return crc;
}

function crc16(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let i = 0; i < 8; i++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}
