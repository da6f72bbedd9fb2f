// Transfers of a host-run program: I2C, SPI, and network lines to servers that accept everything.

import { Buffer } from 'node:buffer';

const NONE = 255;

export class HostBuses {
  constructor(host) {
    this.host = host;
    this.controllers = new Map();
    this.lines = [];
  }

  together(fn) {
    let answer;
    this.host.world.net.together(() => (answer = fn()));
    return answer;
  }

  node(number) {
    return number === NONE ? null : (this.host.pinOf[number]?.node ?? null);
  }

  controller(sda, scl) {
    const key = sda * 256 + scl;
    if (!this.controllers.has(key)) this.controllers.set(key, this.host.world.i2c.controller(this.node(sda), this.node(scl)));
    return this.controllers.get(key);
  }

  /** A transmission or a request: value 0 done, 2 nobody answers, 3 a byte was refused. */
  wire(r) {
    const { host } = this;
    const [sda, scl, hertz, address, writes, stops, count, bytes] = [r.byte(), r.byte(), r.number(), r.byte(), r.byte(), r.byte(), r.number(), r.text()];
    if (this.node(sda) === null || this.node(scl) === null) return { value: 4 };
    const bus = this.controller(sda, scl);
    const us = 9e6 / hertz;
    host.elapse(us + 5);
    if (!this.together(() => bus.start(address, Boolean(writes)))) return this.together(() => bus.stop()), { value: 2 };
    const done = writes ? this.put(bus, bytes, us) : this.get(bus, count, us);
    if (stops) this.together(() => bus.stop());
    return done;
  }

  put(bus, bytes, us) {
    for (const byte of bytes) {
      this.host.elapse(us);
      if (!this.together(() => bus.write(byte))) return this.together(() => bus.stop()), { value: 3 };
    }
    return { value: 0 };
  }

  get(bus, count, us) {
    this.host.elapse(us * count);
    return { data: Buffer.from(Array.from({ length: count }, () => this.together(() => bus.read()))) };
  }

  spi(r) {
    const { host } = this;
    const [sck, miso, mosi] = [this.node(r.byte()), this.node(r.byte()), this.node(r.byte())];
    const us = 8e6 / r.number();
    const bytes = Buffer.from(r.text()).map((byte) => {
      host.elapse(us);
      return sck === null ? NONE : this.together(() => host.world.spi.byte(byte, sck, mosi, miso));
    });
    return { data: bytes };
  }

  /** A connection to a host; its number, -1 where the network is not there. */
  dial(port, name) {
    if (!this.host.facts.wifi) return -1;
    this.host.elapse(40000);
    return this.lines.push({ name, port, got: Buffer.alloc(0), answers: [], topics: false }) - 1;
  }

  sent(number, bytes) {
    const line = this.lines[number];
    if (!line) return;
    line.got = Buffer.concat([line.got, bytes]);
    if (/^[A-Z]{3,7} /.test(line.got.subarray(0, 8).toString('latin1'))) this.http(line);
    else this.mqtt(line);
  }

  received(number) {
    const line = this.lines[number];
    if (!line) return Buffer.alloc(0);
    this.host.elapse(1000);
    if (line.topics) for (const text of this.host.facts.inbox?.splice(0) ?? []) line.answers.push(publication(text));
    return Buffer.concat(line.answers.splice(0)).subarray(0, 1024);
  }

  /** A whole request is noted and answered with an empty success. */
  http(line) {
    const text = line.got.toString('utf8');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const size = Number(/content-length:\s*(\d+)/i.exec(text)?.[1] ?? 0);
    const body = line.got.subarray(Buffer.byteLength(text.slice(0, end + 4)));
    if (body.length < size) return;
    const [method, path] = text.split(' ', 2);
    this.host.facts.requested = `${method} http://${line.name}${line.port === 80 ? '' : `:${line.port}`}${path} ${body.subarray(0, size)}`.trim();
    line.answers.push(Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'));
    line.got = Buffer.alloc(0);
  }

  /** Packets as OASIS MQTT 3.1.1 has them: CONNECT, PUBLISH at quality 0, SUBSCRIBE, PINGREQ. */
  mqtt(line) {
    for (let packet = cut(line); packet; packet = cut(line)) {
      const { kind, body } = packet;
      if (kind === 1) line.answers.push(Buffer.from([0x20, 2, 0, 0]));
      else if (kind === 12) line.answers.push(Buffer.from([0xd0, 0]));
      else if (kind === 8) {
        line.topics = true;
        line.answers.push(Buffer.from([0x90, 3, body[0], body[1], 0]));
      } else if (kind === 3) {
        const size = body.readUInt16BE(0);
        this.host.facts.published = `${body.subarray(2, 2 + size)} ${body.subarray(2 + size)}`;
      }
    }
  }
}

/** The first whole packet of what came in, taken off; null where there is none. */
function cut(line) {
  let size = 0;
  for (let i = 1; i < line.got.length && i < 5; i++) {
    size += (line.got[i] & 127) << (7 * (i - 1));
    if (line.got[i] & 128) continue;
    if (line.got.length < 1 + i + size) return null;
    const packet = { kind: line.got[0] >> 4, body: line.got.subarray(1 + i, 1 + i + size) };
    line.got = line.got.subarray(1 + i + size);
    return packet;
  }
  return null;
}

/** "topic text" as a PUBLISH packet; both short. */
function publication(text) {
  const blank = text.indexOf(' ');
  const [topic, message] = blank < 0 ? [text, ''] : [text.slice(0, blank), text.slice(blank + 1)];
  const body = Buffer.concat([Buffer.from([0, Buffer.byteLength(topic)]), Buffer.from(topic), Buffer.from(message)]);
  const size = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
  return Buffer.concat([Buffer.from([0x30, ...size]), body]);
}
