// Measuring chips on I2C and SPI that give one or two numbers: light, temperature, current.

import { chosen, registers, word } from './registers.mjs';

/** BH1750: one byte commands, two bytes of counts, 1.2 a lux, ready 180 ms after the command (Rohm data sheet). */
export function bh1750(d) {
  const lux = d.control('lux', 500, () => {});
  let mode = 0;
  let since = 0;
  let bytes = [0, 0];
  let next = 0;
  const measured = () => mode && d.now() - since >= 120000;
  d.world.i2c.join(d, d.params.sda, d.params.scl, {
    addresses: chosen(d),
    start: (writing) => {
      next = 0;
      if (writing || !measured()) return;
      const half = (mode & 3) === 1 ? 2 : 1; // high resolution mode 2 counts half lux
      const counts = Math.min(65535, Math.round(lux.value * 1.2 * half));
      bytes = [counts >> 8, counts & 0xff];
    },
    write: (byte) => {
      if (byte === 0 || byte === 7) mode = 0;
      else if (byte & 0x30) [mode, since] = [byte, d.now()];
    },
    read: () => bytes[next++] ?? 0,
  });
  d.onPower.push(() => ((mode = 0), (bytes = [0, 0])));
}

/** Registers of 16 bits, high byte first. */
function wide(d, addresses, { read, write }) {
  let pointer = 0;
  let at = 0;
  let value = 0;
  d.world.i2c.join(d, d.params.sda, d.params.scl, {
    addresses,
    start: (writing) => {
      at = writing ? -1 : 0;
      if (!writing) value = read(pointer);
    },
    write: (byte) => {
      if (at === -1) pointer = byte;
      else if (at === 0) value = byte << 8;
      else if (at === 1) write(pointer, value | byte);
      at++;
    },
    read: () => (at++ % 2 ? value & 0xff : (value >> 8) & 0xff),
  });
}

/** MCP9808: ambient temperature in register 5 in sixteenths, 13 bits with the sign (Microchip data sheet, register 5-4). */
export function mcp9808(d) {
  const temperature = d.control('temperature', 24, () => {});
  const file = { 1: 0, 6: 0x0054, 7: 0x0400, 8: 3 };
  const read = (r) => (r === 5 ? Math.round(temperature.value * 16) & 0x1fff : (file[r] ?? 0));
  wide(d, () => d.params.addresses, { read, write: (r, value) => r < 6 && (file[r] = value) });
}

/** INA219: the drop over its own 0.1 ohm and the voltage behind it, measured in the circuit (TI data sheet, 8.6). */
export function ina219(d) {
  const shunt = d.resistor('VIN+', 'VIN-', 0.1);
  const file = { 0: 0x399f, 5: 0 };
  const drop = () => Math.round(d.volts('VIN+', 'VIN-') / 1e-5);
  const bus = () => Math.max(0, Math.round(d.volts('VIN-') / 0.004));
  const current = () => Math.trunc((drop() * file[5]) / 4096);
  const values = { 1: drop, 2: () => (bus() << 3) | 2, 3: () => Math.trunc((Math.abs(current()) * bus()) / 5000), 4: current };
  const read = (r) => (values[r]?.() ?? file[r] ?? 0) & 0xffff;
  wide(d, chosen(d), { read, write: (r, value) => (file[r] = value) });
  d.observe('current_ma', () => -d.net.current(shunt.element) * 1000);
  d.observe('volts', () => d.volts('VIN-'));
}

/** MAX6675: 16 bits while CS is low: sign, 12 bits of quarter degrees, bit 2 for an open thermocouple (Maxim data sheet, table 2). */
export function max6675(d) {
  const temperature = d.control('temperature', 24, () => {});
  const broken = d.control('fail', 0, () => {});
  let bytes = [0, 0];
  let at = 0;
  d.world.spi.join(d, { sck: d.params.sck, miso: d.params.so, cs: d.params.cs }, {
    select: () => {
      const value = (Math.max(0, Math.min(4095, Math.round(temperature.value * 4))) << 3) | (broken.value ? 4 : 0);
      bytes = [value >> 8, value & 0xff];
      at = 0;
    },
    next: () => bytes[at] ?? 0,
    got: () => at++,
  });
}

/** PCA9685: sixteen outputs at 25 MHz / 4096 / (prescale + 1), on and off counts from register 6 (NXP data sheet, 7.3). */
export function pca9685(d) {
  const file = new Uint8Array(256);
  const outputs = d.params.outputs.map((pin) => d.output(pin, { ohm: 100, initial: 0 }));
  const reset = () => {
    file.fill(0);
    file[0] = 0x11;
    file[0xfe] = 0x1e;
  };
  reset();
  let planned = null;
  const counts = (n) => {
    const [onLow, onHigh, offLow, offHigh] = file.subarray(6 + 4 * n, 10 + 4 * n);
    if (offHigh & 0x10) return [0, 0];
    return onHigh & 0x10 ? [0, 4096] : [((onHigh & 15) << 8) | onLow, ((offHigh & 15) << 8) | offLow];
  };
  const period = () => {
    planned = null;
    if (!d.powered || file[0] & 0x10) return outputs.forEach((o) => o.set(0));
    const tick = (file[0xfe] + 1) / 25;
    outputs.forEach((output, n) => {
      const [on, off] = counts(n);
      if (off <= on) return output.set(0);
      if (on === 0) output.set(1);
      else d.after(on * tick, () => output.set(1));
      if (off < 4096) d.after(off * tick, () => output.set(0));
    });
    planned = d.after(4096 * tick, period);
  };
  const write = (register, byte) => {
    file[register] = byte;
    if (register === 0 && !(byte & 0x10) && !planned) period();
  };
  registers(d, { addresses: () => d.params.addresses, read: (r) => file[r], write });
  d.onPower.push((on) => on && reset());
  return word && {};
}
