// A PWM output as its edges.

import { HIGH, LOW } from './world.mjs';

const FASTEST = 20000; // Hz simulated edge by edge; faster signals keep their duty

export class Pwm {
  constructor(world, pin) {
    Object.assign(this, { world, pin, entry: null, hertz: 0, duty: 0 });
  }

  set(hertz, duty) {
    if (hertz === this.hertz && duty === this.duty) return;
    Object.assign(this, { hertz, duty });
    this.stop();
    if (duty <= 0 || duty >= 1 || hertz <= 0) return this.world.drive(this.pin, duty >= 1 ? HIGH : LOW);
    this.period = 1e6 / Math.min(hertz, FASTEST);
    this.rise(this.world.clock.now());
  }

  rise(at) {
    this.world.drive(this.pin, HIGH);
    this.entry = this.world.clock.at(at + this.period * this.duty, () => {
      this.world.drive(this.pin, LOW);
      this.entry = this.world.clock.at(at + this.period, () => this.rise(at + this.period));
    });
  }

  stop() {
    this.world.clock.cancel(this.entry);
    this.entry = null;
  }
}
