// A serial unit of the processor on its own two pins, bit by bit: 8 bits, no parity, at the rate the program sets.

import { HIGH, LOW } from './world.mjs';

/** Joins a USART of avr8js to the board pins `tx` and `rx` of the world. */
export function joinUart(usart, { tx, rx }, world, clock) {
  const bit = () => 1e6 / usart.baudRate;
  let free = 0;
  const rest = () => {
    const on = usart.txEnable;
    if (on === (tx.taken ?? false)) return;
    tx.taken = on; // the unit overrides the port (datasheet 22.6.1)
    if (on) world.drive(tx, HIGH);
    else tx.release();
  };
  usart.onConfigurationChange = rest;
  usart.onByteTransmit = (byte) => {
    const start = Math.max(free, clock.now());
    const bits = [0, ...Array.from({ length: 8 }, (_, i) => (byte >> i) & 1), 1];
    bits.forEach((level, i) => clock.at(start + i * bit(), () => tx.taken && world.drive(tx, level ? HIGH : LOW)));
    free = start + 10 * bit();
  };
  let busy = false;
  world.net.watch(rx.node, () => {
    if (busy || rx.level || !usart.rxEnable) return;
    busy = true;
    let byte = 0;
    for (let i = 0; i < 8; i++) clock.after((1.5 + i) * bit(), () => (byte |= rx.level << i));
    clock.after(9.5 * bit(), () => {
      busy = false;
      if (rx.level) usart.writeByte(byte, true);
    });
  });
}
