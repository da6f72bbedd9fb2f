// DS18B20 on 1-Wire.

function crc8(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >> 1) ^ 0x8c : crc >> 1;
  }
  return crc;
}

/** DS18B20: reset and presence, slots read 15 to 45 µs after they fall, ROM and function commands of its data sheet. */
export function ds18b20(d) {
  const line = d.output(d.params.data, { openDrain: true, ohm: 20 });
  const temperature = d.control('temperature', 24, () => {});
  const rom = [0x28, d.params.serial, 0x1b, 0x04, 0, 0, 0];
  rom.push(crc8(rom));
  const romBits = rom.flatMap((byte) => Array.from({ length: 8 }, (_, i) => (byte >> i) & 1));
  const scratch = [0x50, 0x05, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10, 0];
  let fell = 0;
  let own = false;
  let state = null;
  let convertedAt = -Infinity;
  const pull = (us) => {
    own = true;
    line.set(0);
    d.after(us, () => line.set('z'));
    d.after(us + 1, () => (own = false)); // its own rising edge comes in between
  };
  const pin = d.input(d.params.data, (level) => {
    if (!d.powered || own) return;
    if (!level) {
      fell = d.now();
      slotBegins();
    } else slotEnds(d.now() - fell);
  });
  const slotEnds = (low) => {
    if (low >= 400) {
      state = romCommand();
      d.after(30, () => pull(120));
    } else if (state && state.take) state.take(low < 30 ? 1 : 0);
  };
  const slotBegins = () => {
    if (!state || !state.give) return;
    if (state.give() === 0) pull(30);
  };
  const bytesIn = (count, done) => {
    const bits = [];
    return {
      take: (bit) => {
        bits.push(bit);
        if (bits.length === count * 8) done(Array.from({ length: count }, (_, n) => bits.slice(n * 8, n * 8 + 8).reduce((all, b, i) => all | (b << i), 0)));
      },
    };
  };
  const bitsOut = (bits) => {
    let next = 0;
    return { give: () => bits[next++] ?? 1 };
  };
  const bytesOut = (bytes) => bitsOut(bytes.flatMap((byte) => Array.from({ length: 8 }, (_, i) => (byte >> i) & 1)));
  const romCommand = () => bytesIn(1, ([command]) => {
    if (command === 0xcc) state = functionCommand();
    else if (command === 0x33) state = bytesOut(rom);
    else if (command === 0x55) state = bytesIn(8, (wanted) => (state = wanted.every((b, i) => b === rom[i]) ? functionCommand() : null));
    else if (command === 0xf0) state = search();
    else state = null;
  });
  /** Each bit is sent plain, then inverted, then the host's choice is taken; who differs drops out. */
  const search = () => {
    let at = 0;
    let phase = 0;
    const taking = {
      give: () => {
        if (phase === 2) return 1;
        const bit = phase === 0 ? romBits[at] : 1 - romBits[at];
        phase++;
        if (phase === 2) taking.skip = bit === 1; // the end of a slot that nobody holds low looks like a written one
        return bit;
      },
      take: (bit) => {
        if (phase !== 2) return;
        if (taking.skip) return (taking.skip = false);
        if (bit !== romBits[at]) return (state = null);
        phase = 0;
        if (++at === 64) state = functionCommand();
      },
    };
    return taking;
  };
  const functionCommand = () => bytesIn(1, ([command]) => {
    if (command === 0x44) convert();
    else if (command === 0xbe) state = bytesOut([...scratch.slice(0, 8), crc8(scratch.slice(0, 8))]);
    else if (command === 0x4e) state = bytesIn(3, (values) => scratch.splice(2, 3, values[0], values[1], (values[2] & 0x60) | 0x1f));
    else state = null;
  });
  /** 750 ms at 12 bits, half of it for each bit less. */
  const convert = () => {
    const bits = 9 + ((scratch[4] >> 5) & 3);
    const began = (convertedAt = d.now());
    state = { give: () => (d.now() - began > 750000 / 2 ** (12 - bits) ? 1 : 0) };
    d.after(750000 / 2 ** (12 - bits), () => {
      if (began !== convertedAt) return;
      const raw = (Math.round(temperature.value * 16) >> (12 - bits)) << (12 - bits);
      scratch.splice(0, 2, raw & 0xff, (raw >> 8) & 0xff);
    });
  };
  d.onPower.push((on) => on && ((state = null), scratch.splice(0, 5, 0x50, 0x05, 0x4b, 0x46, 0x7f)));
  return pin && {};
}
