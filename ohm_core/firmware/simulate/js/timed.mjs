// A board without its own simulated processor: time passes when its program calls, sleeps or waits. What MicroPython and
// host-run C++ have in common.

const WALL_EVERY = 2000; // calls between looks at the wall clock

export class Timed {
  constructor(job, clock) {
    Object.assign(this, { job, clock });
    this.us = 0;
    this.calls = 0;
    this.facts = { wifi: 1, requested: '', published: '' };
    clock.now = () => this.us;
  }

  join(world, steps) {
    Object.assign(this, { world, steps });
    this.extraControls();
  }

  /** What a scenario may set and see of the board itself. */
  extraControls() {
    const { world, facts } = this;
    world.boardControls = {
      wifi: (value) => (facts.wifi = Number(value)),
      time: (value) => (facts.epoch = Date.parse(`${value}Z`) - this.us / 1000),
      received: (value) => (facts.inbox ??= []).push(String(value)),
    };
    world.boardObservables = { requested: () => facts.requested, published: () => facts.published };
  }

  /** The program has ended: the world goes on until the scenario is over. */
  idle() {
    while (!this.end()) this.elapse(20000);
  }

  /** Hands the result over when the run is done; the process ends there, whatever the program is in the middle of. */
  end() {
    const why = this.over ? 'done' : this.host.ended();
    if (!why) return false;
    this.host.end(why);
    return true;
  }

  /** Time passes; whatever is due happens. */
  elapse(us) {
    this.passTo(this.us + us);
  }

  passTo(target) {
    const { clock } = this;
    for (let next = clock.next(); next <= target; next = clock.next()) {
      if (next > this.us) this.us = next;
      this.world.net.together(() => clock.runDue());
      if (this.over) this.end();
    }
    if (target > this.us) this.us = target;
    this.lookAtWall();
  }

  lookAtWall() {
    if (++this.calls % WALL_EVERY === 0) this.end();
    if (this.job.realtime) this.host?.wait();
  }

  pin(number) {
    return this.world.byNumber.get(number);
  }

  /** Lets time pass until the pin has this level; false where that is not before the limit. */
  until(pin, level, limit) {
    while (pin.level !== level) {
      if (this.us >= limit) return false;
      this.passTo(Math.min(Math.max(this.next(), this.us + 0.01), limit));
    }
    return true;
  }

  /** When something happens by itself. */
  next() {
    return this.clock.next();
  }

  /** How long the pin keeps a level, in µs: -2 where the level never comes, -1 where it does not end (machine.time_pulse_us). */
  pulse(pin, level, timeout) {
    if (!this.until(pin, level, this.us + timeout)) return -2;
    const begin = this.us;
    return this.until(pin, 1 - level, begin + timeout) ? Math.round(this.us - begin) : -1;
  }
}
