// Real-time clocks on I2C. They run on their own cell: what is set stays set.

import { registers } from './registers.mjs';

const bcd = (value) => ((Math.floor(value / 10) << 4) | value % 10) & 0xff;
const number = (byte) => (byte >> 4) * 10 + (byte & 15);
const hours = (byte) => (byte & 0x40 ? (number(byte & 0x1f) % 12) + (byte & 0x20 ? 12 : 0) : number(byte & 0x3f));

/** A clock whose registers from `first` on hold seconds, minutes, hours and the rest in this order of names, in BCD. */
function clock(d, { size, first, order, sunday, more = () => {} }) {
  const file = new Uint8Array(size);
  let base = Date.UTC(2026, 0, 1);
  let since = 0;
  const time = () => base + (d.now() - since) / 1000;
  const set = (ms) => ((base = ms), (since = d.now()));
  d.control('time', '', (text) => {
    const ms = Date.parse(`${text}Z`);
    if (!Number.isNaN(ms)) set(ms);
  });
  const snapshot = () => {
    const now = new Date(time());
    const parts = { second: now.getUTCSeconds(), minute: now.getUTCMinutes(), hour: now.getUTCHours(), weekday: now.getUTCDay() || sunday, day: now.getUTCDate(), month: now.getUTCMonth() + 1, year: now.getUTCFullYear() % 100 };
    order.forEach((name, i) => (file[first + i] = bcd(parts[name])));
    more(file);
  };
  const at = (name) => file[first + order.indexOf(name)];
  const write = (register, byte) => {
    if (register >= size) return;
    file[register] = byte;
    if (register < first || register >= first + 7) return;
    set(Date.UTC(2000 + number(at('year')), number(at('month') & 0x1f) - 1, number(at('day') & 0x3f), hours(at('hour')), number(at('minute') & 0x7f), number(at('second') & 0x7f)));
  };
  registers(d, { addresses: () => d.params.addresses, begin: snapshot, read: (r) => file[r % size], write });
  d.observe('time', () => new Date(time()).toISOString().slice(0, 19));
  return file;
}

/** DS3231: clock in 0x00–0x06, status 0x0F, temperature in 0x11 (Maxim data sheet, figure 1). */
export function ds3231(d) {
  const temperature = d.control('temperature', 24, () => {});
  const more = (file) => {
    const quarters = Math.round(temperature.value * 4);
    file.set([(quarters >> 2) & 0xff, (quarters & 3) << 6], 0x11);
  };
  clock(d, { size: 0x13, first: 0, order: ['second', 'minute', 'hour', 'weekday', 'day', 'month', 'year'], sunday: 7, more });
}

/** PCF8523: clock in 0x03–0x09, bit 7 of the seconds says that it had stopped (NXP data sheet, table 4). */
export function pcf8523(d) {
  clock(d, { size: 0x14, first: 3, order: ['second', 'minute', 'hour', 'day', 'weekday', 'month', 'year'], sunday: 0 });
}

/** DS1307: clock in 0x00–0x06, bit 7 of the seconds stops it (Maxim data sheet, table 2); running, as once set. */
export function ds1307(d) {
  clock(d, { size: 0x40, first: 0, order: ['second', 'minute', 'hour', 'weekday', 'day', 'month', 'year'], sunday: 7 });
}
