// The radio nRF24L01 on SPI; the other end is the scenario.

const SIZE = 32;

/** nRF24L01: registers, payloads of 32 bytes, status flags (Nordic product specification, SPI instruction set and register map). */
export function nrf24(d) {
  const { cs, sck, mosi, miso, ce } = d.params;
  const file = new Uint8Array(32);
  let fifo = [];
  let payload = null;
  let sent = '';
  Object.assign(file, { 0: 0x08, 7: 0x0e });
  const answers = d.control('answers', 1, () => {});
  const text = (bytes) => String.fromCharCode(...bytes.filter(Boolean));
  d.control('message', '', (words) => {
    if ((file[0] & 3) === 3 && enable.level) fifo.push(Array.from({ length: SIZE }, (_, i) => String(words).charCodeAt(i) || 0));
  });
  const enable = d.input(ce, (level) => {
    if (!level || !payload || (file[0] & 3) !== 2) return;
    const data = payload;
    payload = null;
    d.after(answers.value ? 600 : 9000, () => {
      if (answers.value) sent = text(data);
      file[7] |= answers.value ? 0x20 : 0x10;
    });
  });
  let at = 0;
  let command = 0;
  let data = [];
  const read = (i) => {
    if (command === 0x61) return fifo[0]?.[i] ?? 0;
    if (command === 0x17) return fifo.length ? 0 : 1;
    return command < 0x20 ? file[command] : 0;
  };
  const got = (byte) => {
    if (at++ === 0) {
      [command, data] = [byte, []];
      if (byte === 0xe1) payload = null;
      if (byte === 0xe2) fifo = [];
      return;
    }
    data.push(byte);
    const register = command & 0x1f;
    if (command === 0xa0) payload = data;
    else if (command === 0x61 && data.length === SIZE) fifo.shift();
    else if (command >> 5 === 1 && register === 7) file[7] &= ~(byte & 0x70);
    else if (command >> 5 === 1 && data.length === 1) file[register] = byte;
  };
  d.world.spi.join(d, { sck, mosi, miso, cs }, { select: () => (at = 0), next: () => (at === 0 ? file[7] : read(at - 1)), got });
  d.observe('sent', () => sent);
}
