// The circuit as nodes and elements: small islands between fixed rails (island.mjs) that settle when something changes.
//
// Every element is a voltage behind a conductance between two nodes (a resistor has no voltage, an output pin has a level),
// so the matrix stays symmetric and diagonally dominant. Diodes and transistors' collectors are piecewise linear.

import { Island } from './island.mjs';

/** One element. `code` stands for (volts, g) in the island's key; `weak` ones (input leakage) do not hold a node. */
class Element {
  constructor(a, b, volts, g, options) {
    Object.assign(this, { a, b, volts, g, kind: 'linear', weak: false, limit: 0, label: '', ceiling: Infinity, clamp: false }, options);
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
  }

  fix(node, volts) {
    this.fixed[node] = 1;
    this.v[node] = volts;
  }

  element(a, b, volts = 0, g = 0, options = {}) {
    const made = new Element(a, b, volts, g, options);
    made.code = this.code(volts, g, made.ceiling);
    this.elements.push(made);
    return made;
  }

  /** A small number that stands for this drive; equal drives have equal numbers. */
  code(volts, g, ceiling = Infinity) {
    let byVolts = this.codes.get(g);
    if (!byVolts) this.codes.set(g, (byVolts = new Map()));
    let byCeiling = byVolts.get(volts);
    if (!byCeiling) byVolts.set(volts, (byCeiling = new Map()));
    let code = byCeiling.get(ceiling);
    if (code === undefined) byCeiling.set(ceiling, (code = this.codeCount++));
    return code;
  }

  /** Changes what an element is and lets the circuit settle. */
  set(element, volts, g, ceiling = Infinity) {
    if (element.volts === volts && element.g === g && element.ceiling === ceiling) return;
    element.volts = volts;
    element.g = g;
    element.ceiling = ceiling;
    element.code = this.code(volts, g, ceiling);
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
    if (element.kind === 'collector') return Math.min(element.ceiling, Math.max(0, element.g * (across - element.volts)));
    return element.g * (element.volts - across);
  }

  check(element) {
    if (element.limit && Math.abs(this.current(element)) > element.limit) this.onOverload(element, Math.abs(this.current(element)));
  }

  build() {
    const parent = Array.from({ length: this.v.length }, (_, i) => i);
    const find = (x) => {
      while (parent[x] !== x) x = parent[x] = parent[parent[x]];
      return x;
    };
    for (const { a, b } of this.elements) if (!this.fixed[a] && !this.fixed[b]) parent[find(a)] = find(b);
    const islands = new Map();
    const islandOf = (node) => {
      const root = find(node);
      if (!islands.has(root)) islands.set(root, new Island(this));
      return islands.get(root);
    };
    for (let node = 0; node < this.v.length; node++) if (!this.fixed[node]) islandOf(node).addNode(node);
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

  /** Solves what changed and tells who watches, until nothing changes any more. */
  settle() {
    if (!this.built) return;
    this.busy = true;
    const calls = [];
    let rounds = 0;
    while (this.dirty.length || calls.length) {
      if (++rounds > 20000) {
        this.dirty.length = 0;
        break;
      }
      while (this.dirty.length) this.dirty.pop().apply(calls);
      for (const list of calls.splice(0)) for (let i = 0; i < list.length; i++) list[i]();
    }
    this.busy = false;
  }
}
