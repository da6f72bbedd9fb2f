// What a meter on a digital signal shows: duty, frequency and the last pulse, from its most recent edges.

const EDGES = 64; // remembered edges
const WINDOW = 45000; // µs in which pulses count as one PWM signal (covers a 50 Hz servo)

export class Signal {
  constructor(level = 0) {
    this.level = level;
    this.times = new Float64Array(EDGES);
    this.count = 0;
    this.lastRise = -Infinity;
    this.lastHigh = 0;
    this.rises = 0;
  }

  edge(time, level) {
    if (level === this.level) return;
    this.level = level;
    this.times[this.count++ % EDGES] = time;
    if (level) {
      this.lastRise = time;
      this.rises++;
    } else this.lastHigh = time - this.lastRise;
  }

  /** The edges in the window, oldest first, as times; the newest edge went to the present level. */
  recent(now) {
    const times = [];
    for (let k = this.count - 1; k >= Math.max(0, this.count - EDGES); k--) {
      const time = this.times[k % EDGES];
      if (time < now - WINDOW) break;
      times.unshift(time);
    }
    return times;
  }

  /** Whole periods among the recent edges: {periods, length, high} in µs, or null for a steady signal. */
  periods(now) {
    const times = this.recent(now);
    const firstRise = (times.length - 1) % 2 === (this.level ? 0 : 1) ? 0 : 1; // edges alternate; the last one led to `level`
    const rises = [];
    for (let i = firstRise; i < times.length; i += 2) rises.push(i);
    if (rises.length < 2) return null;
    const first = rises[0];
    const last = rises[rises.length - 1];
    const length = times[last] - times[first];
    const periods = rises.length - 1;
    if (now - times[times.length - 1] > (2.5 * length) / periods) return null;
    let high = 0;
    for (let i = first; i < last; i += 2) high += times[i + 1] - times[i];
    return { periods, length, high };
  }

  /** Share of the time the signal is high, 0 to 1; its level where it is steady. */
  duty(now) {
    const found = this.periods(now);
    return found ? found.high / found.length : this.level;
  }

  /** Hertz; 0 where it is steady. */
  frequency(now) {
    const found = this.periods(now);
    return found ? (found.periods * 1e6) / found.length : 0;
  }
}
