// MicroPython's WebAssembly build in the virtual circuit: virtual time, pins, buses and interrupts under its `machine` module.
//
// Python calls in with small integers and short texts (bytes as hex). Time passes when it sleeps or waits, and by a small cost
// for each call, so that loops that only look at a pin or a clock end too.

import fs from 'node:fs';
import { api } from './mpy_api.mjs';
import { addFont } from './ocr.mjs';
import { Timed } from './timed.mjs';
import { FLOAT } from './world.mjs';

const MODULES = new URL('./python/', import.meta.url);

// The glyphs of framebuf, so that text drawn with them can be read back.
const FONT = `
import binascii, framebuf
_buf = bytearray(8 * 95)
framebuf.FrameBuffer(_buf, 8 * 95, 8, framebuf.MONO_VLSB).text(bytes(range(32, 127)).decode(), 0, 0)
_font = binascii.hexlify(_buf).decode()
del _buf
`;

// The same "random" numbers in every run, so that a run can be repeated (xorshift32, Marsaglia 2003); the build asks here for its seed.
function repeatable() {
  let state = 0x9e3779b9;
  globalThis.crypto.getRandomValues = (view) => {
    for (let i = 0; i < view.length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      view[i] = state;
    }
    return view;
  };
}

export class Python extends Timed {
  constructor(loadMicroPython, job, clock) {
    super(job, clock);
    this.loadMicroPython = loadMicroPython;
    this.pending = [];
    this.targets = [];
    this.input = [];
  }

  async load(world, steps) {
    this.join(world, steps);
    world.onInput = (pin, level) => this.edge(pin, level);
    repeatable();
    const options = { heapsize: 16 * 1024 * 1024, pystack: 16 * 1024, linebuffer: false };
    const out = (bytes) => bytes.forEach((byte) => this.print(byte));
    this.mp = await this.loadMicroPython({ ...options, stdout: out, stderr: out });
    this.mp.registerJsModule('_ohm', api(this));
    const own = fs.readdirSync(MODULES, { recursive: true }).filter((name) => name.endsWith('.upy'));
    this.write('/lib', own.map((name) => [name.replaceAll('\\', '/').replace('.upy', '.py'), fs.readFileSync(new URL(name, MODULES), 'utf8')]));
    this.write('', Object.entries(this.job.files));
    this.mp.runPython(FONT);
    addFont(this.mp.globals.get('_font'));
  }

  /** A byte of output, at 115200 baud; a line ends as boards end it. */
  print(byte) {
    if (byte === 10) this.steps.serial(13);
    this.steps.serial(byte);
    this.elapse(87);
  }

  write(folder, files) {
    for (const [name, text] of files) {
      const path = `${folder}/${name}`;
      path.split('/').slice(1, -1).reduce((at, part) => {
        const next = `${at}/${part}`;
        if (!this.mp.FS.analyzePath(next).exists) this.mp.FS.mkdir(next);
        return next;
      }, '');
      this.mp.FS.writeFile(path, text);
    }
  }

  /** Bytes typed at the console. */
  send(bytes) {
    this.input.push(...bytes);
  }

  run(host) {
    this.host = host;
    this.steps.onFinish = () => (this.over = true);
    this.steps.begin();
    let again = true;
    while (again) {
      try {
        this.mp.runPython('import _boot\n_ended = _boot.again()');
        again = this.mp.globals.get('_ended') === 'reset';
      } catch (error) {
        this.say(String(error.message));
        again = false;
      }
      if (again) this.letGo();
    }
    this.idle();
  }

  say(text) {
    for (const byte of new TextEncoder().encode(text.replace(/\n?$/, '\n'))) this.print(byte);
  }

  /** After a reset every pin floats and nothing calls back. */
  letGo() {
    for (const pin of this.world.pins) {
      pin.pwm?.stop();
      pin.irq = null;
      this.world.drive(pin, FLOAT);
    }
    this.pending = [];
    for (const timer of this.timers ?? []) this.clock.cancel(timer?.entry);
    this.timers = [];
  }

  /** Sleeps until the target or the first callback; true when callbacks wait to be run. */
  sleepOn() {
    const target = this.targets[this.targets.length - 1];
    const { clock } = this;
    while (this.us < target) {
      const next = Math.min(clock.next(), target, this.us + 50000);
      this.passTo(next);
      if (this.calls++ % 16 === 0) this.end();
      if (this.pending.length && !this.inHandler) return true;
    }
    this.targets.pop();
    return false;
  }

  edge(pin, level) {
    if (pin.irq && pin.irq.trigger & (level ? 1 : 2)) this.pending.push(pin.irq.id);
  }

  drive(pin, mode) {
    pin.pwm?.stop();
    pin.pwm = null;
    this.world.drive(pin, mode);
  }
}
