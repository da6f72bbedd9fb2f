// I2C chips that are a set of registers: a pointer, then bytes written or read one after the other.

/** Joins the bus: write(register, byte) and read(register) work on one register each. */
export function registers(d, { addresses, read, write, begin = () => {} }) {
  let pointer = null;
  d.world.i2c.join(d, d.params.sda, d.params.scl, {
    addresses,
    start: (writing) => {
      begin();
      if (writing) pointer = null;
    },
    write: (byte) => {
      if (pointer === null) pointer = byte;
      else write(pointer++ & 0xff, byte);
    },
    read: () => read(((pointer ??= 0), pointer++ & 0xff)) & 0xff,
  });
}

/** The address an address pin chooses: the second one where it is high. */
export function chosen(d) {
  const { addresses, choices, select } = d.params;
  if (!select || choices.length < 2) return () => addresses;
  const pin = d.input(select);
  return () => (pin.level && addresses[0] === choices[0] ? [choices[1]] : addresses);
}

export function word(value) {
  const whole = Math.max(-32768, Math.min(32767, Math.round(value))) & 0xffff;
  return [whole >> 8, whole & 0xff];
}

/** MPU6050: measurements from 0x3B, ranges in 0x1B and 0x1C, asleep until PWR_MGMT_1 says otherwise (register map, rev. 4.2). */
export function mpu6050(d) {
  const file = new Uint8Array(128);
  const reset = () => {
    file.fill(0);
    file[0x6b] = 0x40;
    file[0x75] = 0x68;
  };
  reset();
  const axes = ['X', 'Y', 'Z'];
  const accel = axes.map((axis) => d.control(`accel${axis}`, axis === 'Z' ? 1 : 0, () => {}));
  const gyro = axes.map((axis) => d.control(`rotation${axis}`, 0, () => {}));
  const temperature = d.control('temperature', 24, () => {});
  const measure = () => {
    if (file[0x6b] & 0x40) return;
    const perG = 16384 >> ((file[0x1c] >> 3) & 3);
    const perDegree = 131 / 2 ** ((file[0x1b] >> 3) & 3);
    file.set([...accel.flatMap((a) => word(a.value * perG)), ...word((temperature.value - 36.53) * 340), ...gyro.flatMap((g) => word(g.value * perDegree))], 0x3b);
    file[0x3a] |= 1;
  };
  const write = (register, byte) => {
    if (register === 0x6b && byte & 0x80) reset();
    else if (register < 0x75) file[register] = byte;
  };
  registers(d, { addresses: chosen(d), begin: measure, read: (r) => file[r & 127], write });
  d.onPower.push((on) => on && reset());
}

// Trimming values of the example in the Bosch BMP280 data sheet (rev. 1.19, section 3.12) and humidity ones like those parts carry.
const T = [27504, 26435, -1000];
const P = [36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];
const H = [75, 361, 0, 313, 50, 30];

function fine(adc) {
  const a = (adc / 16384 - T[0] / 1024) * T[1];
  const b = (adc / 131072 - T[0] / 8192) ** 2 * T[2];
  return a + b;
}

function pascals(adc, t) {
  let a = t / 2 - 64000;
  let b = (a * a * P[5]) / 32768 + a * P[4] * 2;
  b = b / 4 + P[3] * 65536;
  a = ((P[2] * a * a) / 524288 + P[1] * a) / 524288;
  a = (1 + a / 32768) * P[0];
  const p = ((1048576 - adc - b / 4096) * 6250) / a;
  return p + ((P[8] * p * p) / 2147483648 + (p * P[7]) / 32768 + P[6]) / 16;
}

function relative(adc, t) {
  const x = t - 76800;
  const h = (adc - (H[3] * 64 + (H[4] / 16384) * x)) * ((H[1] / 65536) * (1 + (H[5] / 67108864) * x * (1 + (H[2] / 67108864) * x)));
  return h * (1 - (H[0] * h) / 524288);
}

/** The raw value whose compensation gives the wanted one: formulas only go one way. */
function inverse(formula, wanted, top, rising) {
  let [low, high] = [0, top];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (formula(middle) < wanted === rising) low = middle;
    else high = middle;
  }
  return Math.round(low);
}

const little = (values) => values.flatMap((v) => [v & 0xff, (v >> 8) & 0xff]);
const raw20 = (value) => [value >> 12, (value >> 4) & 0xff, (value << 4) & 0xff];

/** BME280 (chip 0x60) and BMP280 (0x58): trimming from 0x88 and 0xE1, measurements from 0xF7 (Bosch BST-BME280-DS002, section 5). */
export function bme280(d) {
  const file = new Uint8Array(256);
  const { humid } = d.params;
  const temperature = d.control('temperature', 24, () => {});
  const pressure = d.control('pressure', 101325, () => {});
  const humidity = d.control('humidity', 40, () => {});
  const reset = () => {
    file.fill(0);
    file[0xd0] = humid ? 0x60 : 0x58;
    file.set([...little(T), ...little(P)], 0x88);
    file[0xa1] = H[0];
    file.set([H[1] & 0xff, H[1] >> 8, H[2], H[3] >> 4, (H[3] & 15) | ((H[4] & 15) << 4), H[4] >> 4, H[5]], 0xe1);
    file.set([0x80, 0, 0, 0x80, 0, 0, 0x80, 0], 0xf7);
  };
  reset();
  const measure = () => {
    if (!(file[0xf4] & 3)) return; // asleep
    const adc = inverse((x) => fine(x) / 5120, temperature.value, 1 << 20, true);
    const t = fine(adc);
    const p = inverse((x) => pascals(x, t), pressure.value, 1 << 20, false);
    const h = humid ? inverse((x) => relative(x, t), humidity.value, 65535, true) : 0x8000;
    file.set([...(file[0xf4] & 0x1c ? raw20(p) : [0x80, 0, 0]), ...(file[0xf4] & 0xe0 ? raw20(adc) : [0x80, 0, 0]), ...(file[0xf2] & 7 ? [h >> 8, h & 0xff] : [0x80, 0])], 0xf7);
    if ((file[0xf4] & 3) !== 3) file[0xf4] &= 0xfc; // forced mode ends asleep
  };
  const write = (register, byte) => {
    if (register === 0xe0 && byte === 0xb6) reset();
    else if ([0xf2, 0xf4, 0xf5].includes(register)) {
      file[register] = byte;
      measure();
    }
  };
  registers(d, { addresses: chosen(d), begin: () => (file[0xf4] & 3) === 3 && measure(), read: (r) => file[r], write });
  d.onPower.push((on) => on && reset());
}

// Trimming values of the worked example in the Bosch BMP180 data sheet (BST-BMP180-DS000-09, section 3.5).
const [AC1, AC2, AC3, AC4, AC5, AC6, B1, B2, MB, MC, MD] = [408, -72, -14383, 32741, 32757, 23153, 6190, 4, -32768, -8711, 2868];

const b5 = (ut) => {
  const x1 = ((ut - AC6) * AC5) / 32768;
  return x1 + (MC * 2048) / (x1 + MD);
};

function bmp180Pascals(up, warmth, over) {
  const b6 = warmth - 4000;
  const b3 = ((AC1 * 4 + (B2 * b6 * b6) / 8388608 + (AC2 * b6) / 2048) * 2 ** over + 2) / 4;
  const b4 = (AC4 * ((AC3 * b6) / 8192 + ((B1 * b6 * b6) / 4096) / 65536 + 2) / 4 + AC4 * 32768) / 32768;
  const p = (((up - b3) * (50000 / 2 ** over)) / b4) * 2;
  return p + (((p / 256) ** 2 * 3038) / 65536 + (-7357 * p) / 65536 + 3791) / 16;
}

const WAITS = [4500, 7500, 13500, 25500]; // µs of a pressure conversion by oversampling, table 3; a temperature takes 4.5 ms

/** BMP180: trimming from 0xAA, a conversion begun by a write to 0xF4, its value in 0xF6 to 0xF8 when it is done (BST-BMP180-DS000-09, section 4). */
export function bmp180(d) {
  const file = new Uint8Array(256);
  const temperature = d.control('temperature', 24, () => {});
  const pressure = d.control('pressure', 101325, () => {});
  let busy = null;
  const reset = () => {
    d.cancel(busy);
    file.fill(0);
    file[0xd0] = 0x55;
    file.set([AC1, AC2, AC3, AC4, AC5, AC6, B1, B2, MB, MC, MD].flatMap((v) => [(v >> 8) & 0xff, v & 0xff]), 0xaa);
    file.set([0x80, 0, 0], 0xf6);
  };
  reset();
  const convert = (control) => {
    const over = control >> 6;
    const ut = inverse((x) => (b5(x) + 8) / 160, temperature.value, 65535, true);
    const done = (bytes) => {
      file.set(bytes, 0xf6);
      file[0xf4] &= ~0x20; // Sco
    };
    if ((control & 0x1f) === 0x0e) busy = d.after(WAITS[0], () => done([ut >> 8, ut & 0xff, 0]));
    else if ((control & 0x1f) === 0x14) {
      const up = inverse((x) => bmp180Pascals(x, b5(ut), over), pressure.value, 2 ** (16 + over), true) << (8 - over);
      busy = d.after(WAITS[over], () => done([up >> 16, (up >> 8) & 0xff, up & 0xff]));
    }
  };
  const write = (register, byte) => {
    if (register === 0xe0 && byte === 0xb6) reset();
    else if (register === 0xf4) {
      file[0xf4] = byte;
      if (byte & 0x20) convert(byte);
    }
  };
  registers(d, { addresses: () => d.params.addresses, read: (r) => file[r], write });
  d.onPower.push((on) => on && reset());
}

/** TCS34725: four sums of light from 0x14, by integration time and gain; each register is named with bit 7 (ams TCS3472 data sheet). */
export function tcs34725(d) {
  const file = new Uint8Array(32);
  const reset = () => Object.assign(file.fill(0), { 1: 0xff, 18: 0x44 });
  reset();
  const lux = d.control('lux', 200, () => {});
  const color = d.control('color', '#ffffff', () => {});
  const measure = () => {
    if ((file[0] & 3) !== 3) return;
    const hex = parseInt(String(color.value).replace('#', ''), 16) || 0;
    const [red, green, blue] = [16, 8, 0].map((shift) => (hex >> shift) & 0xff);
    const seen = Math.max(0.136 * red + green - 0.444 * blue, (red + green + blue) / 6, 1);
    const each = (lux.value * (256 - file[1]) * 2.4 * [1, 4, 16, 60][file[15] & 3]) / 310 / seen;
    const sums = [red + green + blue, red, green, blue].map((x) => Math.min(65535, Math.round(x * each)));
    file.set(little(sums), 0x14);
  };
  registers(d, { addresses: () => d.params.addresses, begin: measure, read: (r) => file[r & 31], write: (r, byte) => (file[r & 31] = byte) });
  d.onPower.push((on) => on && reset());
}
