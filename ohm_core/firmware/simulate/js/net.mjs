// The circuit as nodes and elements, solved by nodal analysis: small islands between fixed rails, each answer remembered.
//
// Every element is a voltage behind a conductance between two nodes (a resistor has no voltage, an output pin has a level),
// so the matrix stays symmetric and diagonally dominant. Diodes and transistors' collectors are piecewise linear.

const GMIN = 1e-12; // siemens to ground from every node: gives floating nodes a definite answer without pulling anything
const CACHE = 4000; // answers remembered for an island

/** One element. `code` stands for (volts, g) in the island's key; `weak` ones (input leakage) do not hold a node. */
class Element {
  constructor(a, b, volts, g, options) {
    Object.assign(this, { a, b, volts, g, kind: 'linear', weak: false, limit: 0, label: '', ceiling: Infinity }, options);
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

/** Nodes that influence each other without passing a fixed rail. */
class Island {
  constructor(net) {
    this.net = net;
    this.nodes = [];
    this.index = new Map();
    this.elements = [];
    this.cache = new Map();
    this.dirty = false;
    this.variable = null;
  }

  addNode(node) {
    this.index.set(node, this.nodes.length);
    this.nodes.push(node);
  }

  addElement(element) {
    element.island = this;
    this.elements.push(element);
  }

  key() {
    const list = this.elements;
    if (list.length === 1) return list[0].code;
    if (list.length === 2) return list[0].code * 1048576 + list[1].code;
    let key = '';
    for (let i = 0; i < list.length; i++) key += list[i].code + ',';
    return key;
  }

  /** Brings the nodes to their new voltages; adds the watchers of those that moved to calls. */
  apply(calls) {
    this.dirty = false;
    const key = this.key();
    let answer = this.cache.get(key);
    const fresh = !answer;
    if (fresh) {
      answer = this.solve();
      if (this.cache.size >= CACHE) this.cache.clear();
      this.cache.set(key, answer);
    }
    this.load(answer);
    if (fresh) for (const element of this.elements) this.net.check(element);
    this.moved(answer, calls);
  }

  moved(answer, calls) {
    const { net, nodes } = this;
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (this.last === undefined || Math.abs(this.last.v[i] - answer.v[i]) > 1e-6 || this.last.floating[i] !== answer.floating[i]) {
        if (net.watchers[node].length) calls.push(net.watchers[node]);
      }
    }
    this.last = answer;
  }

  load(answer) {
    const { net, nodes } = this;
    for (let i = 0; i < nodes.length; i++) {
      net.v[nodes[i]] = answer.v[i];
      net.floating[nodes[i]] = answer.floating[i];
    }
  }

  /** Nodal analysis; states of diodes and collectors are tried until they agree with the voltages. */
  solve() {
    const bent = this.elements.filter((e) => e.kind !== 'linear');
    let v = this.linear();
    for (let round = 0; round < 60; round++) {
      let changed = false;
      for (const element of bent) {
        const state = this.stateOf(element, v);
        if (state !== element.state) {
          element.state = state;
          changed = true;
          if (round > 8) break; // one at a time where all at once went round in circles
        }
      }
      if (!changed) break;
      v = this.linear();
    }
    return { v, floating: this.unheld() };
  }

  volt(node, v) {
    const i = this.index.get(node);
    return i === undefined ? this.net.v[node] : v[i];
  }

  /** 0 blocks, 1 conducts, 2 (collector) is at its ceiling. */
  stateOf(element, v) {
    const across = this.volt(element.a, v) - this.volt(element.b, v);
    if (element.kind === 'diode') return across > element.volts ? 1 : 0;
    if (element.ceiling <= 0) return 0;
    if (across <= 0) return element.state === 2 ? 1 : 0;
    return element.g * (across - element.volts) > element.ceiling ? 2 : 1;
  }

  linear() {
    const n = this.nodes.length;
    const m = Array.from({ length: n }, () => new Float64Array(n + 1));
    for (let i = 0; i < n; i++) m[i][i] = GMIN;
    for (const e of this.elements) this.stamp(m, n, e);
    for (let k = 0; k < n; k++) {
      for (let i = k + 1; i < n; i++) {
        const factor = m[i][k] / m[k][k];
        if (factor === 0) continue;
        for (let j = k; j <= n; j++) m[i][j] -= factor * m[k][j];
      }
    }
    const v = new Float64Array(n);
    for (let i = n - 1; i >= 0; i--) {
      let sum = m[i][n];
      for (let j = i + 1; j < n; j++) sum -= m[i][j] * v[j];
      v[i] = sum / m[i][i];
    }
    return v;
  }

  stamp(m, n, e) {
    const i = this.index.get(e.a);
    const j = this.index.get(e.b);
    if (e.kind !== 'linear' && e.state === 0) return;
    if (e.state === 2) {
      if (i !== undefined) m[i][n] -= e.ceiling;
      if (j !== undefined) m[j][n] += e.ceiling;
      return;
    }
    const { g, volts } = e;
    if (i !== undefined) {
      m[i][i] += g;
      m[i][n] += g * volts;
      if (j === undefined) m[i][n] += g * this.net.v[e.b];
    }
    if (j !== undefined) {
      m[j][j] += g;
      m[j][n] -= g * volts;
      if (i === undefined) m[j][n] += g * this.net.v[e.a];
    }
    if (i !== undefined && j !== undefined) {
      m[i][j] -= g;
      m[j][i] -= g;
    }
  }

  /** Which nodes nothing holds: no conducting path to a fixed rail but leakage. */
  unheld() {
    const held = new Uint8Array(this.nodes.length);
    const conducts = this.elements.filter((e) => !e.weak && e.g > 0 && (e.kind === 'linear' || e.state !== 0));
    for (let grew = true; grew; ) {
      grew = false;
      for (const e of conducts) {
        const i = this.index.get(e.a);
        const j = this.index.get(e.b);
        const a = i === undefined || held[i] === 1;
        const b = j === undefined || held[j] === 1;
        if (a === b) continue;
        if (a) held[j] = 1;
        else held[i] = 1;
        grew = true;
      }
    }
    return held.map((x) => 1 - x);
  }
}
