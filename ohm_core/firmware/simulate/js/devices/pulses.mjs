// Sensors that speak in timed pulses on a line of their own.

/** HC-SR04: 10 µs at TRIG start a burst; ECHO is high for 58 µs a centimetre, 38 ms where nothing answers (user's manual). */
export function hcsr04(d) {
  const echo = d.output(d.params.echo, { ohm: 200, initial: 0 });
  let rose = -Infinity;
  let busy = false;
  const distance = d.control('distance', 400, () => {});
  d.input(d.params.trig, (level) => {
    if (level) rose = d.now();
    else if (d.powered && !busy && d.now() - rose >= 9.5) measure();
  });
  const measure = () => {
    busy = true;
    const cm = distance.value;
    const length = cm >= 2 && cm <= 400 ? cm * 58 : 38000;
    d.after(460, () => {
      echo.set(1);
      d.after(length, () => {
        echo.set(0);
        busy = false;
      });
    });
  };
  d.observe('distance', () => distance.value);
}

/** DHT11 and DHT22: 40 bits after the host held the line low (Aosong AM2302 data sheet, section 7). */
export function dht(d) {
  const { data, kind } = d.params;
  const dht11 = kind === 'dht11';
  const line = d.output(data, { openDrain: true });
  const temperature = d.control('temperature', 24, () => {});
  const humidity = d.control('humidity', 40, () => {});
  d.control('fail', 0, () => {}); // 1: the sensor stays silent, as a broken one does
  const interval = dht11 ? 1e6 : 2e6;
  let fell = Infinity;
  let sending = false;
  let bytes = null;
  let measured = -Infinity;
  const pin = d.input(data, (level) => {
    if (sending) return;
    const low = level ? d.now() - fell : 0;
    fell = level ? Infinity : d.now();
    if (d.powered && !d.controls.fail.value && low >= (dht11 ? 15000 : 800) && low < 1e6) answer();
  });
  const sample = () => {
    if (bytes && d.now() - measured < interval) return bytes; // asked too soon it repeats the last measurement
    measured = d.now();
    bytes = dht11 ? dht11Bytes(humidity.value, temperature.value) : dht22Bytes(humidity.value, temperature.value);
    return bytes;
  };
  const answer = () => {
    sending = true;
    const times = [[30, 0], [80, 1], [80, 0]];
    for (const byte of sample()) {
      for (let bit = 7; bit >= 0; bit--) times.push([50, 1], [(byte >> bit) & 1 ? 70 : 26, 0]);
    }
    times.push([50, 1]);
    let at = 0;
    times.forEach(([us, level], i) => {
      at += us;
      d.after(at, () => {
        line.set(level ? 'z' : 0);
        if (i === times.length - 1) sending = false;
      });
    });
  };
  d.onPower.push((on) => on || (line.set('z'), (fell = Infinity)));
  return pin && {};
}

function withSum(bytes) {
  return [...bytes, bytes.reduce((a, b) => a + b) & 0xff];
}

function dht22Bytes(humidity, temperature) {
  const h = Math.round(Math.max(0, Math.min(100, humidity)) * 10);
  const t = Math.round(Math.abs(Math.max(-40, Math.min(80, temperature))) * 10) | (temperature < 0 ? 0x8000 : 0);
  return withSum([h >> 8, h & 0xff, t >> 8, t & 0xff]);
}

function dht11Bytes(humidity, temperature) {
  const t = Math.round(Math.max(0, Math.min(50, temperature)) * 10);
  return withSum([Math.round(Math.max(0, Math.min(100, humidity))), 0, Math.floor(t / 10), t % 10]);
}

/** An infrared receiver: a NEC frame of `code` (32 bits) or {address, command} at its output, which rests high. */
export function irReceiver(d) {
  const out = d.output(d.params.output, { openDrain: true, initial: 1 });
  d.net.element(d.node(d.params.output), d.supply.vcc, 0, 1 / 30000); // TSOP382xx data sheet, block diagram
  const busyUntil = { at: 0 };
  d.control('code', 0, (code) => frame(Number(code) >>> 0));
  d.control('command', 0, (command) => frame(necCode(0, Number(command))));
  const frame = (code) => {
    let at = Math.max(0, busyUntil.at - d.now()) + 100;
    const mark = (us) => {
      d.after(at, () => out.set(0));
      d.after((at += us), () => out.set(1));
    };
    mark(9000);
    at += 4500;
    for (let bit = 31; bit >= 0; bit--) {
      mark(562);
      at += (code >>> bit) & 1 ? 1688 : 562;
    }
    mark(562);
    busyUntil.at = d.now() + at + 40000;
  };
}

/** Address and command as the 32 bits in the order they are sent: each byte least significant bit first, then inverted. */
function necCode(address, command) {
  const flip = (byte) => Array.from({ length: 8 }, (_, i) => (byte >> i) & 1).reduce((all, bit) => (all << 1) | bit, 0);
  return ((flip(address) << 24) | (flip(~address & 0xff) << 16) | (flip(command) << 8) | flip(~command & 0xff)) >>> 0;
}

/** HX711: 24 bits, most significant first, at each rising PD_SCK; one to three pulses more choose the next gain. */
export function hx711(d) {
  const { data, clock, rate, countsPerKg } = d.params;
  const out = d.output(data, { ohm: 100, initial: 1 });
  const load = d.control('load', 0, () => {});
  let bits = 0;
  let value = 0;
  let rose = 0;
  let ready = null;
  const convert = () => {
    value = Math.max(-0x800000, Math.min(0x7fffff, Math.round(load.value * countsPerKg))) & 0xffffff;
    bits = 0;
    out.set(0);
  };
  const begin = (us) => {
    d.cancel(ready);
    out.set(1);
    ready = d.after(us, convert);
  };
  d.input(clock, (level) => {
    if (!level) {
      if (d.now() - rose > 60) begin(400000); // PD_SCK high over 60 µs: power down, then it settles anew
      return;
    }
    rose = d.now();
    if (out.level === 1 && bits === 0) return;
    if (bits < 24) out.set((value >> (23 - bits)) & 1);
    else if (bits === 24) begin(1e6 / rate);
    bits++;
  });
  d.onPower.push((on) => on && begin(400000));
  d.observe('load', () => load.value);
}
