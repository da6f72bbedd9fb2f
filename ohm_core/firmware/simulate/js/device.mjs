// What a device model sees of the circuit: its pins, its supply, time, and the controls and observables it declares.

const LEAK = 1e-7; // siemens of an input: 10 Mohm to the part's own ground
const CLOSED = 20; // siemens of a closed contact: 50 mohm

export class Device {
  constructor(world, part) {
    this.world = world;
    this.net = world.net;
    this.clock = world.clock;
    this.ref = part.ref;
    this.pins = part.pins;
    this.params = part.params ?? {};
    this.controls = {};
    this.observables = {};
    this.families = []; // observables by a pattern of their names
    this.outputs = [];
    this.supply = part.supply ?? null;
    this.powered = !this.supply;
    this.vdd = 0;
    this.onPower = [];
    if (this.supply) this.useSupply();
  }

  now() {
    return this.clock.now();
  }

  /** Calls fn after so many microseconds; what it changes settles together. */
  after(us, fn) {
    return this.clock.after(us, () => this.net.together(fn));
  }

  cancel(entry) {
    this.clock.cancel(entry);
  }

  has(pin) {
    return this.pins[pin] !== undefined;
  }

  node(pin) {
    const node = this.pins[pin];
    if (node === undefined) throw new Error(`${this.ref} has no pin ${pin}`);
    return node;
  }

  /** Volts between two pins; against the part's ground where only one is named. */
  volts(pin, against) {
    const low = against !== undefined ? this.net.v[this.node(against)] : this.supply ? this.net.v[this.supply.gnd] : 0;
    return this.net.v[this.node(pin)] - low;
  }

  ground() {
    return this.supply ? this.supply.gnd : this.world.groundNode;
  }

  useSupply() {
    const { vcc, gnd, ohm } = this.supply;
    this.net.element(vcc, gnd, 0, 1 / ohm);
    const look = () => this.lookAtSupply();
    this.net.watch(vcc, look);
    this.net.watch(gnd, look);
    this.world.atStart(look);
  }

  lookAtSupply() {
    const { vcc, gnd, min, max } = this.supply;
    const volts = this.net.v[vcc] - this.net.v[gnd];
    if (volts > max) this.world.note('overvoltage', this.ref, `${this.ref} gets ${volts.toFixed(1)} V at its supply and stands ${max} V: it does not work.`);
    const on = volts >= min && volts <= max;
    const steady = Math.abs(volts - this.vdd) < 0.02;
    this.vdd = volts;
    if (on !== this.powered) {
      this.powered = on;
      for (const fn of this.onPower) fn(on);
    } else if (steady) return;
    for (const output of this.outputs) output.refresh();
  }

  /** Tells fn(level) of each digital change at a pin; the handle's `level` is 0 while the part has no power. */
  input(pin, fn = () => {}, { lo = null, hi = null } = {}) {
    const { net } = this;
    const node = this.node(pin);
    const low = this.ground();
    if (node !== low) net.element(node, low, 0, LEAK, { weak: true });
    const handle = { level: 0, node };
    const [a, b, ratio] = lo !== null ? [lo, hi, false] : this.thresholds(pin);
    const look = () => {
      const volts = net.v[node] - net.v[low];
      const scale = ratio ? this.vdd : 1;
      const level = !this.powered ? 0 : volts >= b * scale ? 1 : volts <= a * scale ? 0 : handle.level;
      if (level === handle.level) return;
      handle.level = level;
      fn(level);
    };
    net.watch(node, look);
    net.watch(low, look);
    this.onPower.push(look);
    this.world.atStart(look);
    return handle;
  }

  /** [low, high, as ratio of the supply] from the catalogue's facts. */
  thresholds(pin) {
    return this.params.levels?.[pin] ?? [0.8, 1.6, false];
  }

  /** A push-pull output against the part's own supply and ground; open drain only pulls low. */
  output(pin, { ohm = 50, openDrain = false, volts = null, initial = 'z' } = {}) {
    const element = this.net.element(this.node(pin), this.ground(), 0, 0);
    const g = 1 / ohm;
    const handle = {
      level: initial,
      refresh: () => {
        const { level } = handle;
        if (!this.powered || level === 'z' || (openDrain && level === 1)) this.net.set(element, 0, 0);
        else if (level === 1) this.net.set(element, volts ?? this.vdd, g);
        else this.net.set(element, 0, g);
      },
      set: (level) => {
        handle.level = level;
        handle.refresh();
      },
    };
    this.outputs.push(handle);
    this.world.atStart(() => handle.refresh());
    return handle;
  }

  /** A voltage output behind a resistance; fn() gives volts over the part's ground, at most its supply where it has one. */
  analog(pin, fn, ohm = 1000) {
    const element = this.net.element(this.node(pin), this.ground(), 0, 0);
    const handle = { refresh: () => (this.powered ? this.net.set(element, this.supply ? Math.min(fn(), this.vdd) : fn(), 1 / ohm) : this.net.set(element, 0, 0)) };
    this.outputs.push(handle);
    this.world.atStart(() => handle.refresh());
    return handle;
  }

  /** A resistor between two pins whose value may change. */
  resistor(a, b, ohm) {
    const element = this.net.element(this.node(a), this.node(b), 0, 1 / ohm);
    return { ohm: (value) => this.net.set(element, 0, 1 / value), element };
  }

  /** A contact between two pins, open to begin with. */
  contact(a, b, closed = false) {
    const element = this.net.element(this.node(a), this.node(b), 0, closed ? CLOSED : 0);
    return { close: (yes) => this.net.set(element, 0, yes ? CLOSED : 0), element };
  }

  /** The pull-up and pull-down resistors the catalogue knows inside the part. */
  pulls() {
    for (const { pin, to, ohm } of this.params.pulls ?? []) this.net.element(pin, to, 0, 1 / ohm);
  }

  /** Something a scenario can set; given in the part's attributes it starts there. */
  control(name, initial, set) {
    const control = { value: initial, set: (value) => ((control.value = value), set(value)) };
    this.controls[name] = control;
    const given = this.params.initial?.[name];
    if (given !== undefined) this.world.atStart(() => control.set(given));
    return control;
  }

  /** Something a scenario can look at; fn gives a number or a text. */
  observe(name, fn) {
    this.observables[name] = fn;
  }

  /** Many things to look at under one pattern of names; fn gets the pattern's match. */
  observeMany(pattern, fn) {
    this.families.push([pattern, fn]);
  }

  /** The observable of this name, as a function; undefined where there is none. */
  observable(name) {
    if (Object.hasOwn(this.observables, name)) return this.observables[name];
    for (const [pattern, fn] of this.families) {
      const match = pattern.exec(name);
      if (match) return () => fn(match);
    }
    return undefined;
  }
}
