// Nodes that influence each other without passing a fixed rail, and their voltages: nodal analysis, each answer remembered.

const GMIN = 1e-12; // siemens to ground from every node: gives floating nodes a definite answer without pulling anything
const CACHE = 4000; // answers remembered for an island

export class Island {
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

  /** 0 blocks, 1 conducts, 2 (collector) takes all that its junction allows. */
  stateOf(element, v) {
    const across = this.volt(element.a, v) - this.volt(element.b, v);
    if (element.kind === 'diode') return across > element.volts ? 1 : 0;
    const { junction, gain } = element;
    const most = gain * junction.g * (this.volt(junction.a, v) - this.volt(junction.b, v) - junction.volts);
    if (junction.state === 0 || most <= 0) return 0;
    if (across <= 0) return element.state === 2 ? 1 : 0;
    return element.g * (across - element.volts) > most ? 2 : 1;
  }

  linear() {
    const n = this.nodes.length;
    const m = Array.from({ length: n }, () => new Float64Array(n + 1));
    for (let i = 0; i < n; i++) m[i][i] = GMIN;
    for (const e of this.elements) this.stamp(m, n, e);
    return eliminate(m, n);
  }

  stamp(m, n, e) {
    if (e.kind !== 'linear' && e.state === 0) return;
    if (e.state === 2) {
      const { junction, gain } = e;
      this.flow(m, n, e.a, junction, gain * junction.g, 1);
      this.flow(m, n, e.b, junction, gain * junction.g, -1);
    } else {
      this.flow(m, n, e.a, e, e.g, 1);
      this.flow(m, n, e.b, e, e.g, -1);
    }
  }

  /** Into the equation of a node: g times the voltage across an element, less its own, leaves it (sign 1) or enters it. */
  flow(m, n, node, { a, b, volts }, g, sign) {
    const row = this.index.get(node);
    if (row === undefined) return;
    const put = (at, value) => {
      const column = this.index.get(at);
      if (column === undefined) m[row][n] -= value * this.net.v[at];
      else m[row][column] += value;
    };
    put(a, sign * g);
    put(b, -sign * g);
    m[row][n] += sign * g * volts;
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

/** Gaussian elimination with row exchange; the last column is the right-hand side. */
function eliminate(m, n) {
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i][k]) > 1e3 * Math.abs(m[best][k])) best = i; // the diagonal is right but for gains
    [m[k], m[best]] = [m[best], m[k]];
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
