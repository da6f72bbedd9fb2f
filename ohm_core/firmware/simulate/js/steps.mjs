// A scenario's steps against the running circuit. Waiting costs nothing: each step ends by an event or a time limit.

const POLL = 1000; // µs between looks at a derived observable while waiting for it

export class Steps {
  constructor(job, world, clock, send, report) {
    Object.assign(this, { steps: job.steps, world, clock, send, report });
    this.text = '';
    this.decoder = new TextDecoder('utf-8', { fatal: false });
    this.mark = 0; // where a wait for text begins to look: after the last stimulus or the last text found
    this.index = 0;
    this.results = [];
    this.finished = false;
    this.onFinish = () => {};
    this.check = null;
  }

  begin() {
    this.next();
  }

  /** A byte from the firmware's serial port. */
  serial(byte) {
    this.text += this.decoder.decode(Uint8Array.of(byte), { stream: true });
    if (this.text.length > 1_000_000) this.cut(500_000);
    if (this.check && this.waitsForText) this.check();
  }

  cut(count) {
    this.text = this.text.slice(count);
    this.mark = Math.max(0, this.mark - count);
    this.dropped = true;
  }

  next() {
    while (this.index < this.steps.length) {
      const step = this.steps[this.index];
      this.started = this.clock.now();
      if (!this[`do_${step.kind}`](step)) return;
    }
    this.finish();
  }

  finish() {
    this.finished = true;
    this.onFinish();
  }

  /** Notes how a step ended and goes on; after a wait that failed nothing more is run, for the rest hangs on it. */
  done(step, passed, seen = '') {
    this.record(step, passed, seen);
    this.index++;
    return true;
  }

  record(step, passed, seen) {
    const result = { index: this.index, passed, seen: String(seen), time_s: this.clock.now() / 1e6 };
    this.results.push(result);
    this.report(result);
  }

  do_delay(step) {
    this.clock.after(step.us, () => (this.done(step, true), this.next()));
    return false;
  }

  do_set(step) {
    this.mark = this.text.length;
    this.world.control(step.part, step.control, step.value);
    return this.done(step, true);
  }

  do_write(step) {
    this.mark = this.text.length;
    this.send(step.bytes);
    return this.done(step, true);
  }

  do_expect(step) {
    const seen = this.look(step);
    return this.done(step, agrees(step, seen), seen);
  }

  do_screenshot(step) {
    this.world.shots ??= [];
    this.world.shots.push(...this.world.frames().filter((f) => f.ref === step.part));
    return this.done(step, true);
  }

  do_serial(step) {
    const found = () => {
      const at = this.text.indexOf(step.text, this.mark);
      if (at >= 0) this.mark = at + step.text.length;
      return at >= 0;
    };
    return this.wait(step, found, () => this.lastLine(), true);
  }

  do_wait(step) {
    return this.waitFor(step, [step], () => agrees(step, this.look(step)), () => this.look(step));
  }

  do_waitAll(step) {
    const all = () => step.pins.map((p) => this.look(p));
    return this.waitFor(step, step.pins, () => step.pins.every((p) => agrees(p, this.look(p))), () => all().join(', '));
  }

  look(step) {
    return this.world.look(step.part, step.pin);
  }

  /** A wait for pins also looks at each change on their nets, so that no short pulse is missed. */
  waitFor(step, looks, met, seen) {
    const going = this.wait(step, met, seen);
    for (const { part, pin } of going ? [] : looks) {
      this.world.onChange(part, pin, () => {
        if (this.check && this.steps[this.index] === step && met()) this.check();
      });
    }
    return going;
  }

  /** Ends the step as soon as met() holds, or unmet at its time limit. */
  wait(step, met, seen, text = false) {
    if (met()) return this.done(step, true, text ? step.text : seen());
    this.waitsForText = text;
    let poll = null;
    const limit = this.clock.after(step.timeout_us, () => this.gaveUp(step, seen(), poll));
    this.check = () => {
      if (!met()) return;
      this.clock.cancel(limit);
      this.clock.cancel(poll);
      this.check = null;
      this.done(step, true, text ? step.text : seen());
      this.next();
    };
    const again = () => {
      poll = this.clock.after(POLL, () => {
        again();
        this.check?.();
      });
    };
    if (!text) again();
    return false;
  }

  gaveUp(step, seen, poll) {
    this.clock.cancel(poll);
    this.check = null;
    this.record(step, false, seen);
    this.finish();
  }

  lastLine() {
    const since = this.text.slice(this.mark).trimEnd();
    const lines = since.split('\n');
    return lines[lines.length - 1].slice(-200) || 'nothing on the serial port';
  }
}

/** Whether what was seen is what the step asks for: a number within its tolerance or limits, or a text. */
export function agrees(step, seen) {
  if (typeof step.value === 'string' && typeof seen !== 'number') {
    const text = String(seen);
    return step.contains ? text.includes(step.value) : text.trim() === step.value.trim();
  }
  const number = Number(seen);
  if (step.min !== undefined && !(number >= step.min)) return false;
  if (step.max !== undefined && !(number <= step.max)) return false;
  if (step.value === undefined || step.value === null) return true;
  return Math.abs(number - Number(step.value)) <= (step.tolerance ?? 1e-6);
}
