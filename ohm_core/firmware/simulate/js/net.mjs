// The circuit as nodes and elements: small islands between fixed rails (island.mjs) that settle when something changes.
//
// Every element is a voltage behind a conductance between two nodes (a resistor has no voltage, an output pin has a level),
// so the matrix stays symmetric and diagonally dominant. Diodes are piecewise linear; a collector takes `gain`
// times the current of its `junction`, or what its saturation voltage leaves.

import { Island } from './island.mjs';

const MOST_ROUNDS = 3000; // changes that may follow from one; a circuit that goes on longer swings for ever

/** One element. `code` stands for (volts, g) in the island's key; `weak` ones (input leakage) do not hold a node. */
class Element {
  constructor(a, b, volts, g, options) {
    Object.assign(this, { a, b, volts, g, kind: 'linear', weak: false, limit: 0, label: '', clamp: false, junction: null, gain: 0 }, options);
    this.code = 0;
    this.island = null;
    this.state = 0;
  }
}

export class Net {
  constructor(count) {
    this.v = new Float64Array(count);
    this.floating = new Uint8Array(count);
    this.fixed = new Uint8Array(count);
    this.watchers = Array.from({ length: count }, () => []);
    this.elements = [];
    this.dirty = [];
    this.codes = new Map();
    this.codeCount = 0;
    this.busy = false;
    this.built = false;
    this.onOverload = () => {};
    this.onRestless = () => {};
  }

  fix(node, volts) {
    this.fixed[node] = 1;
    this.v[node] = volts;
  }

  element(a, b, volts = 0, g = 0, options = {}) {
    const made = new Element(a, b, volts, g, options);
    made.code = this.code(volts, g);
    this.elements.push(made);
    return made;
  }

  /** A small number that stands for this drive; equal drives have equal numbers. */
  code(volts, g) {
    let byVolts = this.codes.get(g);
    if (!byVolts) this.codes.set(g, (byVolts = new Map()));
    let code = byVolts.get(volts);
    if (code === undefined) byVolts.set(volts, (code = this.codeCount++));
    return code;
  }

  /** Changes what an element is and lets the circuit settle. */
  set(element, volts, g) {
    if (element.volts === volts && element.g === g) return;
    element.volts = volts;
    element.g = g;
    element.code = this.code(volts, g);
    this.touch(element);
  }

  touch(element) {
    const { island } = element;
    if (!island) {
      if (this.built) this.check(element);
      return;
    }
    if (!island.dirty) {
      island.dirty = true;
      this.dirty.push(island);
    }
    if (!this.busy) this.settle();
  }

  watch(node, fn) {
    this.watchers[node].push(fn);
  }

  /** Changes several elements at once: what follows is worked out when fn is done. */
  together(fn) {
    if (this.busy) return fn();
    this.busy = true;
    try {
      fn();
    } finally {
      this.busy = false;
    }
    this.settle();
  }

  /** Amperes out of the element's source into node a. */
  current(element) {
    const across = this.v[element.a] - this.v[element.b];
    if (element.kind === 'diode') return Math.max(0, element.g * (across - element.volts));
    if (element.kind === 'collector') return Math.min(element.gain * this.current(element.junction), Math.max(0, element.g * (across - element.volts)));
    return element.g * (element.volts - across);
  }

  check(element) {
    if (element.limit && Math.abs(this.current(element)) > element.limit) this.onOverload(element, Math.abs(this.current(element)));
  }

  /** The circuit is complete: finds its islands and lets them settle. */
  build() {
    const root = this.joined();
    const islands = new Map();
    const islandOf = (node) => {
      if (!islands.has(root(node))) islands.set(root(node), new Island(this));
      return islands.get(root(node));
    };
    this.v.forEach((_, node) => this.fixed[node] || islandOf(node).addNode(node));
    for (const element of this.elements) {
      const inner = this.fixed[element.a] ? element.b : element.a;
      if (!this.fixed[inner]) islandOf(inner).addElement(element);
    }
    this.built = true;
    this.dirty = [...islands.values()];
    for (const island of this.dirty) island.dirty = true;
    for (const element of this.elements) if (!element.island) this.check(element);
    this.settle();
  }

  /** Which nodes belong together: the function gives a node's representative. */
  joined() {
    const parent = Array.from({ length: this.v.length }, (_, i) => i);
    const find = (x) => {
      while (parent[x] !== x) x = parent[x] = parent[parent[x]];
      return x;
    };
    for (const { a, b, junction } of this.elements) {
      const loose = (junction ? [a, b, junction.a, junction.b] : [a, b]).filter((node) => !this.fixed[node]);
      for (const node of loose) parent[find(node)] = find(loose[0]);
    }
    return find;
  }

  /** Solves what changed and tells who watches, until nothing changes any more. */
  settle() {
    if (!this.built) return;
    this.busy = true;
    const calls = [];
    let rounds = 0;
    while (this.dirty.length || calls.length) {
      if (++rounds > MOST_ROUNDS) {
        this.onRestless();
        this.dirty.length = 0;
        break;
      }
      while (this.dirty.length) this.dirty.pop().apply(calls);
      for (const list of calls.splice(0)) for (let i = 0; i < list.length; i++) list[i]();
    }
    this.busy = false;
  }
}
