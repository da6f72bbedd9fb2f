// What a host-run program says and asks, by the numbers of host/frames.h. Each gets the board and what belongs to the call.

import { Buffer } from 'node:buffer';
import { HIGH } from './world.mjs';

export const ASKS = 32; // calls from here on wait for an answer: {value, data}
const SLEPT = 2;
const NOTHING = {};

// --- said -------------------------------------------------------------------------------------------------------------

function drive(host, r) {
  const [number, mode] = [r.byte(), r.byte()];
  const pin = host.usable(number, mode);
  if (!pin) return;
  host.waves.stop(pin);
  host.world.drive(pin, mode);
}

function wave(host, r) {
  const pin = host.usable(r.byte(), HIGH);
  const [hertz, share, lasts] = [r.number(), r.number(), r.number()];
  if (pin) host.waves.set(pin, host.us, hertz, share, lasts);
}

/** Text on the serial port; it is through when the line has carried it. */
function serialOut(host, r) {
  const done = r.number();
  const bytes = Uint8Array.from(r.text());
  const arrive = () => bytes.forEach((byte) => host.steps.serial(byte));
  if (done <= host.us) arrive();
  else host.clock.at(done, arrive);
}

function listen(host, r) {
  const [pin, edges] = [host.pinOf[r.byte()], r.byte()];
  if (pin) pin.listens = edges;
}

function volts(host, r) {
  const [pin, value] = [host.usable(r.byte(), HIGH), r.number()];
  if (!pin) return;
  host.waves.stop(pin);
  pin.mode = -1;
  host.world.net.set(pin.element, value, 1 / 100);
}

function tell(host, r) {
  host.facts[r.text().toString()] = r.text().toString();
}

function keep(host, r) {
  const what = r.byte();
  host.kept[what] = Buffer.from(r.text());
}

function remark(host, r) {
  host.world.note(r.text().toString(), r.text().toString(), r.text().toString());
}

function send(host, r) {
  const line = r.byte();
  host.buses.sent(line, r.text());
}

// --- asked ------------------------------------------------------------------------------------------------------------

/** The program begins: why it does, and what was kept for it. */
function hello(host) {
  host.greeted = true;
  const sized = host.kept.flatMap((bytes) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytes.length);
    return [size, bytes];
  });
  return { value: host.cause, data: Buffer.concat(sized) };
}

/** Until the time given or the first interrupt. */
function sleep(host, r) {
  const until = r.number();
  while (host.us < until && !host.pending.size) host.passTo(Math.min(until, Math.max(host.us, Math.min(host.next(), host.us + 50000))));
  return NOTHING;
}

/** Volts; the converter's unit, and an s where the value holds as long as nothing happens. */
function convert(host, r) {
  const pin = host.converters.get(r.byte());
  if (!pin) return NOTHING;
  const steady = !host.world.floats(pin) && !host.waves.loud();
  return { value: Math.max(0, host.world.volts(pin)), data: Buffer.from(`${pin.adcUnit}${steady ? 's' : ''}`) };
}

/** The next whole pulse of this level in µs, as pulseIn() measures it; 0 where there is none in time. */
function pulse(host, r) {
  const pin = host.pinOf[r.byte()];
  const [level, limit] = [r.byte(), host.us + r.number()];
  if (!pin || !host.until(pin, 1 - level, limit) || !host.until(pin, level, limit)) return NOTHING;
  const begin = host.us;
  return host.until(pin, 1 - level, limit) ? { value: Math.round(host.us - begin) } : NOTHING;
}

/** The program starts anew. */
function again(host, r) {
  host.cause = r.byte();
  host.letGo();
  host.elapse(host.cause === SLEPT ? 0 : 100000);
  return NOTHING;
}

/** Pins float meanwhile. An ESP8266 wakes only by its reset pin. */
function deepSleep(host, r) {
  const us = r.number();
  const { board } = host.job;
  host.letGo();
  const deaf = board.family === 'esp8266' && (board.nodes.D0 === undefined || board.nodes.D0 !== board.nodes.RST);
  if (deaf) host.world.note('sleep', board.ref, `${board.ref} sleeps for ever: deep sleep of an ESP8266 ends only where D0 is joined to RST.`);
  const until = deaf || us <= 0 ? Infinity : host.us + us;
  while (host.us < until) host.passTo(Math.min(until, host.us + 50000));
  return NOTHING;
}

function crash(host, r) {
  host.fell = `crash: ${r.text()}`;
}

export const CALLS = {
  1: drive, 2: wave, 3: serialOut, 4: listen, 5: volts, 6: tell, 7: keep, 8: remark, 9: send,
  32: hello, 33: () => NOTHING, 34: sleep, 35: convert, 36: pulse,
  37: (host, r) => host.buses.wire(r), 38: (host, r) => host.buses.spi(r),
  39: (host, r) => ({ value: host.buses.dial(r.number(), r.text().toString()) }), 40: (host, r) => ({ data: host.buses.received(r.byte()) }),
  41: again, 42: deepSleep, 43: crash,
};
