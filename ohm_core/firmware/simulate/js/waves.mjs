// Square waves as a chip's PWM unit makes them: a new duty begins with the next period. Their edges are kept apart from all other
// events, so that a wave nobody listens to need not wake the program.

import { HIGH, LOW } from './world.mjs';

const FASTEST = 20000; // Hz simulated edge by edge; faster signals keep their duty

class Wave {
  constructor(world, pin) {
    Object.assign(this, { world, pin, next: Infinity, ends: Infinity, loud: false, hertz: 0, share: 0, high: false });
  }

  /** `lasts` in µs, 0 for ever. */
  set(now, hertz, share, lasts) {
    this.ends = lasts > 0 ? now + lasts : Infinity;
    const going = this.next !== Infinity && hertz === this.hertz;
    Object.assign(this, { hertz, share, period: 1e6 / Math.min(hertz, FASTEST) });
    if (going) return this.soonest();
    if (share > 0 && share < 1 && hertz > 0) return this.rise(now);
    this.rest(share >= 1);
  }

  rest(high) {
    this.high = high;
    this.next = this.ends;
    this.world.drive(this.pin, high ? HIGH : LOW);
  }

  rise(at) {
    if (this.share <= 0 || this.share >= 1) return this.rest(this.share >= 1);
    this.began = at;
    this.high = true;
    this.next = at + this.period * this.share;
    this.soonest();
    this.world.drive(this.pin, HIGH);
  }

  soonest() {
    if (this.ends < this.next) this.next = this.ends;
  }

  /** What happens at `next`. */
  turn() {
    if (this.next >= this.ends) {
      this.share = 0;
      this.ends = Infinity;
      this.rest(false);
      this.next = Infinity;
    } else if (this.high) {
      this.high = false;
      this.next = this.began + this.period;
      this.soonest();
      this.world.drive(this.pin, LOW);
    } else this.rise(this.began + this.period);
  }
}

export class Waves {
  constructor(world) {
    this.world = world;
    this.all = new Map();
  }

  set(pin, now, hertz, share, lasts) {
    if (!this.all.has(pin)) this.all.set(pin, new Wave(this.world, pin));
    this.all.get(pin).set(now, hertz, share, lasts);
  }

  stop(pin) {
    this.all.delete(pin);
  }

  /** The wave that turns first; null where there is none. */
  first() {
    let found = null;
    for (const wave of this.all.values()) if (wave.next < (found?.next ?? Infinity)) found = wave;
    return found;
  }

  loud() {
    return [...this.all.values()].some((wave) => wave.loud);
  }

  /** When a wave turns that other pins of the board were seen to follow. */
  nextLoud() {
    let at = Infinity;
    for (const wave of this.all.values()) if ((wave.loud || wave.ends < Infinity) && wave.next < at) at = wave.next;
    return at;
  }
}
