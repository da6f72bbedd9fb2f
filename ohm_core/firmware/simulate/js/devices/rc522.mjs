// The RFID reader RC522 on SPI, and the cards that lie on it.

// Wokwi's cards by number; the attribute uid or the control of that name replaces the first.
const CARDS = ['01:02:03:04', '11:22:33:44', '55:66:77:88', 'AA:BB:CC:DD', '04:11:22:33:44:55:66', 'C0:FF:EE:99'];

/** MFRC522: registers over SPI (data sheet 8.1.2, 9.2), transceive of ISO 14443-3 REQA, anticollision and select. */
export function rc522(d) {
  const { cs, sck, mosi, miso, reset } = d.params;
  const file = new Uint8Array(64);
  let fifo = [];
  let card = [];
  let present = false;
  const parse = (text) => text.split(/[:\s-]+/).filter(Boolean).map((x) => parseInt(x, 16) & 0xff);
  const put = (uid) => ((card = uid), (present = uid.length > 0));
  d.control('uid', '', (text) => put(parse(String(text))));
  d.control('card', 0, (n) => put(parse(CARDS[n] ?? '')));
  d.control('tagPresent', 0, (on) => {
    if (on && !card.length) card = parse(CARDS[0]);
    present = Boolean(on);
    halted = false;
  });
  let halted = false;
  const boot = () => {
    file.fill(0);
    Object.assign(file, { 0x01: 0x20, 0x02: 0x80, 0x07: 0x21, 0x14: 0x80, 0x26: 0x48, 0x37: 0x92 });
    fifo = [];
  };
  boot();
  const rst = d.input(reset, (level) => level || boot());
  let address = null;
  d.world.spi.join(d, { sck, mosi, miso, cs }, {
    select: () => (address = null),
    next: () => (address !== null && address & 0x80 && rst.level ? read((address >> 1) & 63) : 0),
    got: (byte) => {
      if (!rst.level) return;
      if (address !== null && address & 0x80 && ((address >> 1) & 63) === 0x09) fifo.shift();
      if (address === null || address & 0x80) address = byte;
      else write((address >> 1) & 63, byte);
    },
  });
  const read = (r) => {
    if (r === 0x09) return fifo[0] ?? 0;
    if (r === 0x0a) return fifo.length;
    return file[r];
  };
  const write = (r, byte) => {
    if (r === 0x01) command(byte);
    else if (r === 0x04 || r === 0x05) file[r] = byte & 0x80 ? file[r] | (byte & 0x7f) : file[r] & ~byte;
    else if (r === 0x09) fifo.push(byte);
    else if (r === 0x0a) byte & 0x80 && (fifo = []);
    else {
      file[r] = byte;
      if (r === 0x0d && byte & 0x80 && (file[0x01] & 15) === 0x0c) transceive();
    }
  };
  const command = (byte) => {
    file[0x01] = byte;
    const what = byte & 15;
    if (what === 0x0f) boot();
    else if (what === 0x03) checksum();
    else if (what === 0x0c && file[0x0d] & 0x80) transceive();
    if (what === 0x00) file[0x04] |= 0x10;
  };
  const checksum = () => {
    let crc = 0x6363;
    for (const byte of fifo) {
      let b = (byte ^ crc) & 0xff;
      b = (b ^ (b << 4)) & 0xff;
      crc = (crc >> 8) ^ (b << 8) ^ (b << 3) ^ (b >> 4);
    }
    file[0x22] = crc & 0xff;
    file[0x21] = (crc >> 8) & 0xff;
    fifo = [];
    file[0x05] |= 0x04;
    file[0x01] = 0;
  };
  const crcOf = (bytes) => {
    const kept = fifo;
    fifo = bytes;
    checksum();
    fifo = kept;
    return [file[0x22], file[0x21]];
  };
  /** What the card answers to a frame, in bytes; null for silence. */
  const answer = (frame) => {
    if (!present || !(file[0x14] & 3)) return null;
    const long = card.length > 4;
    if (frame.length === 1 && (frame[0] === 0x26 || frame[0] === 0x52)) {
      if (halted && frame[0] === 0x26) return null;
      halted = false;
      return [long ? 0x44 : 0x04, 0x00];
    }
    if (frame[0] === 0x93 || frame[0] === 0x95) return level(frame, long);
    if (frame[0] === 0x50) halted = true;
    return null;
  };
  const level = (frame, long) => {
    const second = frame[0] === 0x95;
    const part = long ? (second ? card.slice(3) : [0x88, ...card.slice(0, 3)]) : card;
    const check = part.reduce((a, b) => a ^ b, 0);
    if (frame[1] === 0x20) return [...part, check];
    if (frame[1] !== 0x70 || !part.every((b, i) => b === frame[2 + i])) return null;
    const sak = long && !second ? 0x04 : 0x08;
    return [sak, ...crcOf([sak])];
  };
  const transceive = () => {
    const frame = fifo;
    fifo = [];
    const found = answer(frame);
    file[0x0d] &= 0x7f;
    file[0x06] = 0;
    file[0x0c] = 0;
    d.after(found ? 300 : 25000, () => {
      if (!found) return void (file[0x04] |= 0x01); // the timer ran out
      fifo = [...found];
      file[0x04] |= 0x30;
    });
  };
  d.onPower.push((on) => on && boot());
}
