// An Arduino program compiled for this computer, in the virtual circuit. It runs in a process of its own and asks over two pipes;
// host/frames.h holds the other side of what is said. It knows until when nothing happens by itself, and asks only then.

import fs from 'node:fs';
import { Buffer } from 'node:buffer';
import { HostBuses } from './host_buses.mjs';
import { ASKS, CALLS } from './host_calls.mjs';
import { Timed } from './timed.mjs';
import { Waves } from './waves.mjs';
import { FLOAT, HIGH, LOW } from './world.mjs';

const LONGEST = 5000; // µs that the program may go on without asking

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
    this.cause = 0; // switched on
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
    this.host.end(this.fell ?? (this.greeted ? 'crash: it ended' : 'the firmware could not be started: this system refuses its fence (seccomp)'));
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
      const answer = CALLS[operation](this, reader);
      if (operation >= ASKS && this.fell === undefined) this.reply(answer);
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

  /** After a reset and in deep sleep every pin floats and nothing is listened to. */
  letGo() {
    for (const pin of this.world.pins) {
      this.waves.stop(pin);
      pin.listens = 0;
      this.world.drive(pin, FLOAT);
    }
    this.pending.clear();
  }

  /** A pin that is there and may do this; otherwise null and a remark. */
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
}
