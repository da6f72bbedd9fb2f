// Parts on a serial line, bit by bit: a GPS receiver, a Bluetooth module, a music player.

const NMEA_END = '\r\n';
const letters = (text) => [...text].map((c) => c.charCodeAt(0) & 0xff);

/** Both directions of a serial line, 8 bits without parity: say(bytes) sends on tx, heard(byte) is told what comes on rx. */
function line(d, heard = () => {}) {
  const { tx, rx, baud = 9600 } = d.params;
  const bit = 1e6 / baud;
  const out = tx && d.has(tx) ? d.output(tx, { ohm: 100, initial: 1 }) : null;
  let free = 0;
  const say = (bytes) => {
    for (const byte of out ? bytes : []) {
      const start = Math.max(free, d.now());
      [0, ...Array.from({ length: 8 }, (_, i) => (byte >> i) & 1), 1].forEach((level, i) => d.after(start - d.now() + i * bit, () => out.set(level)));
      free = start + 10 * bit;
    }
  };
  if (rx && d.has(rx)) {
    let busy = false;
    const pin = d.input(rx, (level) => {
      if (level || busy || !d.powered) return;
      busy = true;
      let byte = 0;
      for (let i = 0; i < 8; i++) d.after((1.5 + i) * bit, () => (byte |= pin.level << i));
      d.after(9.5 * bit, () => {
        busy = false;
        if (pin.level) heard(byte);
      });
    });
  }
  return say;
}

const two = (n) => String(Math.floor(n)).padStart(2, '0');

/** What a receiver says of where it is: RMC and GGA of NMEA 0183, with their checksums. */
function sentences(d) {
  const place = Object.fromEntries([['latitude', 51.5], ['longitude', -0.125], ['altitude', 20], ['speed', 0], ['fix', 1]].map(([name, at]) => [name, d.control(name, at, () => {})]));
  const angle = (value, digits, [plus, minus]) => {
    const size = Math.abs(value);
    const minutes = (size % 1) * 60;
    return `${String(Math.floor(size)).padStart(digits, '0')}${minutes.toFixed(4).padStart(7, '0')},${value < 0 ? minus : plus}`;
  };
  const framed = (words) => `$${words}*${letters(words).reduce((sum, x) => sum ^ x, 0).toString(16).toUpperCase().padStart(2, '0')}${NMEA_END}`;
  return () => {
    const seconds = 43200 + d.now() / 1e6;
    const utc = `${two((seconds / 3600) % 24)}${two((seconds / 60) % 60)}${two(seconds % 60)}.00`;
    const fix = place.fix.value;
    const where = fix ? `${angle(place.latitude.value, 2, 'NS')},${angle(place.longitude.value, 3, 'EW')}` : ',,,';
    return framed(`GPRMC,${utc},${fix ? 'A' : 'V'},${where},${fix ? (place.speed.value / 1.852).toFixed(3) : ''},0.0,010126,,,A`)
      + framed(`GPGGA,${utc},${where},${fix ? '1,08,1.0' : '0,00,99.9'},${fix ? place.altitude.value.toFixed(1) : ''},M,,M,,`);
  };
}

/** A receiver that says where it is once a second; the time is noon of UTC and counts on. */
export function gps(d) {
  const said = sentences(d);
  const say = line(d);
  const tell = () => {
    if (d.powered) say(letters(said()));
    d.after(1e6, tell);
  };
  d.world.atStart(() => d.after(2e5, tell));
}

/** The same lines over I2C: 0x0A where there is nothing to tell (GlobalTop PA1010D). */
export function gpsI2c(d) {
  const said = sentences(d);
  let waiting = [];
  const tell = () => {
    waiting = letters(said());
    d.after(1e6, tell);
  };
  d.world.atStart(() => d.after(2e5, tell));
  d.world.i2c.join(d, d.params.sda, d.params.scl, { addresses: () => d.params.addresses, start: () => {}, write: () => {}, read: () => waiting.shift() ?? 0x0a });
}

/** What comes on the line, in whole lines; and what somebody at the other end types. */
export function textLink(d) {
  let words = '';
  let heard = '';
  const say = line(d, (byte) => {
    if (byte === 10) [heard, words] = [words, ''];
    else if (byte !== 13) words += String.fromCharCode(byte);
  });
  d.control('message', '', (text) => say(letters(`${text}\n`)));
  d.observe('heard', () => heard);
}

/** DFPlayer: frames of ten bytes 7E FF 06 command 00 high low checksum EF; deaf while it reads its card (DFRobot manual, 3.1). */
export function dfplayer(d) {
  let frame = [];
  let [track, volume] = [0, 30];
  let since = Infinity;
  d.onPower.push((on) => (since = on ? d.now() : Infinity));
  d.world.atStart(() => (since = Math.min(since, d.now())));
  line(d, (byte) => {
    frame = byte === 0x7e && frame.length < 9 ? [byte] : [...frame, byte];
    if (frame.length < 10) return;
    const [, version, length, command, , high, low, sumHigh, sumLow, end] = frame;
    const sum = (version + length + command + frame[4] + high + low + (sumHigh << 8) + sumLow) & 0xffff;
    frame = [];
    if (end !== 0xef || sum || d.now() - since < 1.5e6) return;
    if (command === 0x03) track = (high << 8) | low;
    else if (command === 0x06) volume = low;
    else if (command === 0x16) track = 0;
  });
  d.observe('track', () => track);
  d.observe('volume', () => volume);
}
