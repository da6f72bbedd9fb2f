// Wokwi's single gates and flip-flops: ideal, without supply pins, at the board's own logic level.
//
// Truth tables as in IEC 60617-12; flip-flops take D at the rising edge of CLK, set and reset act at once (74HC74, Nexperia data sheet, table 3).

/** An output at the board's level, and inputs that switch at half of it. */
function ends(d) {
  const volts = d.world.job.board.vcc;
  return {
    out: (pin) => (d.has(pin) ? d.output(pin, { ohm: 40, volts, initial: 0 }) : { set: () => {} }),
    into: (pin, fn) => (d.has(pin) ? d.input(pin, fn, { lo: 0.4 * volts, hi: 0.6 * volts }) : { level: 0 }),
  };
}

const TABLES = {
  and: (a, b) => a & b, nand: (a, b) => 1 - (a & b), or: (a, b) => a | b, nor: (a, b) => 1 - (a | b), xor: (a, b) => a ^ b, xnor: (a, b) => 1 - (a ^ b),
  not: (a) => 1 - a, buffer: (a) => a, mux_2: (a, b, sel) => (sel ? b : a),
};

export function gate(d) {
  const { kind, inputs, output } = d.params;
  const { out, into } = ends(d);
  const y = out(output);
  let level = 0;
  const look = () => y.set((level = TABLES[kind](...pins.map((pin) => pin.level))));
  const pins = inputs.map((pin) => into(pin, () => look()));
  d.world.atStart(look);
  d.observe('value', () => level);
}

export function flipFlop(d) {
  const { kind } = d.params;
  const { out, into } = ends(d);
  const [q, notQ] = [out('Q'), out('NOTQ')];
  let state = 0;
  const put = (level) => {
    state = level;
    q.set(state);
    notQ.set(1 - state);
  };
  const clocked = kind === 'sr';
  const [data, set, reset] = [into('D', () => {}), into('S', () => force()), into('R', () => force())];
  const force = () => {
    if (clocked) return;
    if (reset.level) put(0);
    else if (set.level) put(1);
  };
  into('CLK', (level) => {
    if (!level) return;
    if (!clocked && (set.level || reset.level)) return;
    if (!clocked) put(data.level);
    else if (set.level !== reset.level) put(set.level);
  });
  d.world.atStart(() => (put(0), force()));
  d.observe('value', () => state);
}

/** A square wave that runs from the start. */
export function clockGate(d) {
  const { out } = ends(d);
  const clk = out('CLK');
  const half = 5e5 / d.params.hertz;
  let level = 0;
  const turn = () => {
    clk.set((level = 1 - level));
    d.after(half, turn);
  };
  d.world.atStart(() => d.after(half, turn));
}
