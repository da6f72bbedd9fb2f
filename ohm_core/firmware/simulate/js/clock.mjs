// Virtual time in microseconds and what is to happen when. Nothing here knows a processor; the processor moves `now`.

export class Clock {
  constructor() {
    this.now = () => 0;
    this.onSooner = () => {};
    this.heap = [];
    this.order = 0;
  }

  /** Calls fn at the given time (µs); the entry returned can be cancelled. */
  at(time, fn) {
    const entry = { time, order: this.order++, fn };
    this.heap.push(entry);
    this.up(this.heap.length - 1);
    if (this.heap[0] === entry) this.onSooner(time);
    return entry;
  }

  after(us, fn) {
    return this.at(this.now() + us, fn);
  }

  cancel(entry) {
    if (entry) entry.fn = null;
  }

  /** When the next thing happens; Infinity where nothing is planned. */
  next() {
    while (this.heap.length && !this.heap[0].fn) this.pop();
    return this.heap.length ? this.heap[0].time : Infinity;
  }

  /** Runs everything due by now. */
  runDue() {
    while (this.next() <= this.now()) {
      const { fn } = this.pop();
      fn();
    }
  }

  pop() {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length) {
      heap[0] = last;
      this.down(0);
    }
    return top;
  }

  before(a, b) {
    return a.time < b.time || (a.time === b.time && a.order < b.order);
  }

  up(i) {
    const { heap } = this;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(heap[i], heap[parent])) return;
      [heap[i], heap[parent]] = [heap[parent], heap[i]];
      i = parent;
    }
  }

  down(i) {
    const { heap } = this;
    for (;;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && this.before(heap[child], heap[least])) least = child;
      }
      if (least === i) return;
      [heap[i], heap[least]] = [heap[least], heap[i]];
      i = least;
    }
  }
}
