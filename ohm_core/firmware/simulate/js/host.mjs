// An Arduino program compiled for this computer, in the virtual circuit. It runs in a process of its own and asks over two pipes;
// host/frames.h holds the other side of what is said. It knows until when nothing happens by itself, and asks only then.

import fs from 'node:fs';
import { Buffer } from 'node:buffer';
import { HostBuses } from './host_buses.mjs';
import { Timed } from './timed.mjs';
import { Waves } from './waves.mjs';
import { FLOAT, HIGH, LOW } from './world.mjs';

const LONGEST = 5000; // µs that the program may go on without asking
const CAUSES = { power: 0, restart: 1, slept: 2, bitten: 3 };

/** Reads a request's records one number or text after the other. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    this.at += 8;
    return this.bytes.readDoubleLE(this.at - 8);
  }

  text() {
    const size = this.bytes.readUInt16LE(this.at);
    this.at += 2 + size;
    return this.bytes.subarray(this.at - size, this.at);
  }
}

export class Host extends Timed {
  constructor(job, clock) {
    super(job, clock);
    this.typed = [];
    this.pending = new Set();
    this.kept = [Buffer.alloc(0), Buffer.alloc(0)];
    this.cause = CAUSES.power;
    this.request = Buffer.alloc(1 << 17);
  }

  attach(world, steps) {
    this.join(world, steps);
    this.waves = new Waves(world);
    this.buses = new HostBuses(this);
    world.onInput = (pin, level) => this.edge(pin, level);
    this.pinOf = world.pins.reduce((all, pin) => ((all[pin.number] = pin), all), []);
    this.converters = new Map(world.pins.filter((p) => p.adc !== null).map((p) => [p.number < 0 ? 17 : p.number, p])); // A0 of an ESP8266 is 17 to its core
    this.analog = [...this.converters.values()].map((p) => p.node);
  }

  run(host) {
    this.host = host;
    this.to = fs.openSync(this.job.pipes.to, 'w');
    this.from = fs.openSync(this.job.pipes.from, 'r');
    this.steps.onFinish = () => (this.over = true);
    this.steps.begin();
    if (this.over) this.end();
    while (this.serve());
    this.host.end(this.fell ?? 'crash: it ended');
  }

  read(count) {
    for (let at = 0; at < count; ) {
      const got = fs.readSync(this.from, this.request, at, count - at, null);
      if (got === 0) return false;
      at += got;
    }
    return true;
  }

  write(bytes) {
    try {
      for (let at = 0; at < bytes.length; ) at += fs.writeSync(this.to, bytes, at);
    } catch (error) {
      if (error.code !== 'EPIPE') throw error;
      this.fell ??= 'crash: it was stopped';
    }
  }

  /** One request, and the answer where its last record asks. */
  serve() {
    if (!this.read(4)) return false;
    const size = this.request.readUInt32LE(0);
    if (size > this.request.length || !this.read(size)) return false;
    const reader = new Reader(this.request.subarray(0, size));
    while (reader.at < size) {
      const operation = reader.byte();
      const time = reader.number();
      if (time > this.us) this.passTo(time);
      const answer = this[`on${operation}`](reader);
      if (operation >= 32 && this.fell === undefined) this.reply(answer);
    }
    return this.fell === undefined;
  }

  /** value: a number; data: bytes. */
  reply({ value = 0, data = Buffer.alloc(0) } = {}) {
    const interrupts = [...this.pending];
    this.pending.clear();
    const typed = this.typed.splice(0, 500);
    const size = 47 + interrupts.length + typed.length + data.length;
    const out = Buffer.allocUnsafe(4 + size);
    out.writeUInt32LE(size, 0);
    out.writeDoubleLE(this.us, 4);
    out.writeDoubleLE(this.typed.length ? this.us : Math.min(this.clock.next(), this.waves.nextLoud(), this.us + LONGEST), 12);
    out.writeUInt32LE(this.levels(0), 20);
    out.writeUInt32LE(this.levels(32), 24);
    out.writeDoubleLE(this.facts.epoch ?? Date.UTC(2026, 0, 1), 28);
    out.writeDoubleLE(value, 36);
    out[44] = this.facts.wifi ? 1 : 0;
    out.writeUInt16LE(interrupts.length, 45);
    out.writeUInt16LE(typed.length, 47);
    out.writeUInt16LE(data.length, 49);
    out.set(interrupts, 51);
    out.set(typed, 51 + interrupts.length);
    out.set(data, 51 + interrupts.length + typed.length);
    this.write(out);
    this.lookAtWall();
  }

  levels(from) {
    let bits = 0;
    for (let i = 0; i < 32; i++) if (this.pinOf[from + i]?.level) bits |= 1 << i;
    return bits >>> 0;
  }

  /** Waves turn between the other events, in order of time. */
  passTo(target) {
    for (let wave = this.waves.first(); wave && wave.next <= target; wave = this.waves.first()) {
      super.passTo(wave.next);
      if (this.waves.first() !== wave) continue;
      this.turn(wave);
    }
    super.passTo(target);
  }

  /** A wave's edge; it is loud when another pin's level or voltage follows. */
  turn(wave) {
    const { v } = this.world.net;
    const before = wave.loud ? [] : this.analog.map((node) => v[node]);
    this.turning = wave;
    wave.turn();
    this.turning = null;
    if (before.some((volts, i) => this.analog[i] !== wave.pin.node && v[this.analog[i]] !== volts)) wave.loud = true;
  }

  next() {
    return Math.min(this.clock.next(), this.waves.first()?.next ?? Infinity);
  }

  edge(pin, level) {
    if (this.turning && pin !== this.turning.pin) this.turning.loud = true;
    if (pin.listens & (level ? 1 : 2)) this.pending.add(pin.number);
  }

  send(bytes) {
    this.typed.push(...bytes);
  }

  /** A pin that is there and may do this; otherwise a remark. */
  usable(number, mode) {
    const pin = this.pinOf[number];
    if (!pin) {
      if (number < 64) this.world.note('pin', `GPIO${number}`, `The program uses GPIO${number}, which this board does not bring out.`);
      return null;
    }
    if (pin.out || mode === FLOAT) return pin;
    if (mode === LOW || mode === HIGH) this.world.note('pin', pin.label, `${pin.label} can only be an input; what the program writes to it is lost.`);
    else this.world.note('pin', pin.label, `${pin.label} has no pull-up or pull-down of its own.`);
    return null;
  }

  /** DRIVE */
  on1(r) {
    const [number, mode] = [r.byte(), r.byte()];
    const pin = this.usable(number, mode);
    if (!pin) return;
    this.waves.stop(pin);
    this.world.drive(pin, mode);
  }

  /** WAVE */
  on2(r) {
    const pin = this.usable(r.byte(), HIGH);
    const [hertz, share, lasts] = [r.number(), r.number(), r.number()];
    if (pin) this.waves.set(pin, this.us, hertz, share, lasts);
  }

  /** SERIAL_OUT */
  on3(r) {
    const done = r.number();
    const bytes = Uint8Array.from(r.text());
    const arrive = () => bytes.forEach((byte) => this.steps.serial(byte));
    if (done <= this.us) arrive();
    else this.clock.at(done, arrive);
  }

  /** LISTEN */
  on4(r) {
    const pin = this.pinOf[r.byte()];
    const edges = r.byte();
    if (pin) pin.listens = edges;
  }

  /** VOLTS */
  on5(r) {
    const pin = this.usable(r.byte(), HIGH);
    const volts = r.number();
    if (!pin) return;
    this.waves.stop(pin);
    pin.mode = -1;
    this.world.net.set(pin.element, volts, 1 / 100);
  }

  /** TELL */
  on6(r) {
    this.facts[r.text().toString()] = r.text().toString();
  }

  /** KEEP */
  on7(r) {
    const what = r.byte();
    this.kept[what] = Buffer.from(r.text());
  }

  /** REMARK */
  on8(r) {
    this.world.note(r.text().toString(), r.text().toString(), r.text().toString());
  }

  /** SEND */
  on9(r) {
    const line = r.byte();
    this.buses.sent(line, r.text());
  }

  /** HELLO */
  on32() {
    const sized = this.kept.flatMap((bytes) => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(bytes.length);
      return [size, bytes];
    });
    return { value: this.cause, data: Buffer.concat(sized) };
  }

  /** SYNC */
  on33() {
    return {};
  }

  /** SLEEP: until the time given or the first interrupt. */
  on34(r) {
    const until = r.number();
    while (this.us < until && !this.pending.size) this.passTo(Math.min(until, Math.max(this.us, Math.min(this.next(), this.us + 50000))));
    return {};
  }

  /** CONVERT: volts; the converter's unit, and an s where the value holds as long as nothing happens. */
  on35(r) {
    const pin = this.converters.get(r.byte());
    if (!pin) return {};
    const steady = !this.world.floats(pin) && !this.waves.loud();
    return { value: Math.max(0, this.world.volts(pin)), data: Buffer.from(`${pin.adcUnit}${steady ? 's' : ''}`) };
  }

  /** PULSE: the next whole pulse of this level, as pulseIn() measures it. */
  on36(r) {
    const pin = this.pinOf[r.byte()];
    const [level, limit] = [r.byte(), this.us + r.number()];
    if (!pin || !this.until(pin, 1 - level, limit) || !this.until(pin, level, limit)) return {};
    const begin = this.us;
    return this.until(pin, 1 - level, limit) ? { value: Math.round(this.us - begin) } : {};
  }

  /** WIRE */
  on37(r) {
    return this.buses.wire(r);
  }

  /** SPI_BYTES */
  on38(r) {
    return this.buses.spi(r);
  }

  /** DIAL */
  on39(r) {
    return { value: this.buses.dial(r.number(), r.text().toString()) };
  }

  /** RECEIVE */
  on40(r) {
    return { data: this.buses.received(r.byte()) };
  }

  /** AGAIN: the program starts anew; every pin floats. */
  on41(r) {
    this.cause = r.byte();
    for (const pin of this.world.pins) {
      this.waves.stop(pin);
      pin.listens = 0;
      this.world.drive(pin, FLOAT);
    }
    this.pending.clear();
    this.elapse(this.cause === CAUSES.slept ? 0 : 100000);
    return {};
  }

  /** DEEP_SLEEP: pins float meanwhile. An ESP8266 wakes only by its reset pin. */
  on42(r) {
    const us = r.number();
    const { board } = this.job;
    for (const pin of this.world.pins) {
      this.waves.stop(pin);
      this.world.drive(pin, FLOAT);
    }
    const wakes = us > 0 && (board.family !== 'esp8266' || (board.nodes.D0 !== undefined && board.nodes.D0 === board.nodes.RST));
    if (!wakes && board.family === 'esp8266') this.world.note('sleep', board.ref, `${board.ref} sleeps for ever: deep sleep of an ESP8266 ends only where D0 is joined to RST.`);
    const until = wakes ? this.us + us : Infinity;
    while (this.us < until) this.passTo(Math.min(until, this.us + 50000));
    return {};
  }

  /** CRASH */
  on43(r) {
    this.fell = `crash: ${r.text()}`;
    return {};
  }
}
