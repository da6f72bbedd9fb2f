// What switches: transistors, drivers, optocouplers, relays.

/** A MOSFET: its channel's conductance grows with the square of the gate voltage over the threshold, to the RDS(on) given. */
export function mosfet(d) {
  const { threshold, vgs, ohm, channel, limit } = d.params;
  const [gate, drain, source] = ['G', 'D', 'S'].map((p) => d.node(p));
  const sign = channel === 'p' ? -1 : 1;
  const through = d.net.element(drain, source, 0, 0, { label: d.ref, limit });
  d.net.element(...(sign > 0 ? [source, drain] : [drain, source]), 0.7, 10, { kind: 'diode' }); // body diode
  d.net.element(gate, source, 0, 1e-8, { weak: true });
  const look = () => {
    const over = (sign * (d.net.v[gate] - d.net.v[source]) - threshold) / (vgs - threshold);
    const g = over <= 0 ? 0 : Math.min(1, over) ** 2 / ohm;
    d.net.set(through, 0, Number(g.toPrecision(3)));
  };
  d.net.watch(gate, look);
  d.net.watch(source, look);
  d.world.atStart(look);
  d.observe('on', () => through.g * ohm > 0.25);
}

/** A bipolar transistor: base current times hFE is the most its collector takes; saturated it drops VCE(sat). */
export function bjt(d) {
  const { hfe, vbe, sat, pnp, limit } = d.params;
  const [base, collector, emitter] = ['B', 'C', 'E'].map((p) => d.node(p));
  const junction = d.net.element(...(pnp ? [emitter, base] : [base, emitter]), vbe, 0.1, { kind: 'diode' });
  const ends = pnp ? [emitter, collector] : [collector, emitter];
  const path = d.net.element(...ends, 0, 1 / Math.max(0.2, sat / 0.1), { kind: 'collector', junction, gain: hfe, label: d.ref, limit });
  d.observe('on', () => d.net.current(junction) * hfe > 0.0005 && path.g > 0);
}

/** Darlington channels (ULN2003): 2.7 kohm and two junctions at each input, some 0.9 V left at a conducting output. */
export function darlington(d) {
  d.params.channels.forEach(([input, output], i) => {
    const ground = d.ground();
    const into = d.net.element(d.node(input), ground, 1.4, 1 / 2700, { kind: 'diode' });
    const sink = d.net.element(d.node(output), ground, 0.8, 0, { kind: 'diode', limit: d.params.limit, label: `${d.ref}.${output}` });
    const look = () => d.net.set(sink, 0.8, d.net.current(into) > 0.00025 ? 1 : 0);
    d.net.watch(d.node(input), look);
    d.world.atStart(look);
    d.observe(`on${i + 1}`, () => sink.g > 0);
  });
}

/** A bridge of bipolar half bridges (L298): about 1 V lost above and below. Logic works only with its supply. */
export function hbridge(d) {
  const { channels, motorSupply, drop, standby, jumpers } = d.params;
  const ground = d.ground();
  if (jumpers) jumper(d, [...new Set(channels.map((c) => c.enable))]);
  for (const { input, output, enable } of channels) {
    const element = d.net.element(d.node(output), ground, 0, 0, { limit: d.params.limit, label: `${d.ref}.${output}` });
    let look = () => {};
    const control = d.input(input, () => look());
    const allowed = enable ? d.input(enable, () => look()) : { level: 1 };
    const awake = standby ? d.input(standby, () => look()) : { level: 1 };
    look = () => {
      const supply = d.net.v[d.node(motorSupply)] - d.net.v[ground];
      if (!d.powered || !allowed.level || !awake.level || supply < 1) d.net.set(element, 0, 0);
      else if (control.level) d.net.set(element, Number(Math.max(0, supply - drop).toFixed(2)), 2);
      else d.net.set(element, drop * 0.8, 2);
    };
    d.onPower.push(look);
    d.net.watch(d.node(motorSupply), look);
    d.world.atStart(look);
  }
}

/** ENA and ENB of an L298N board carry a jumper to 5 V as sold; a wire on them takes its place. */
function jumper(d, enables) {
  for (const pin of enables) if (pin && !d.params.wired.includes(pin)) d.net.element(d.node(pin), d.supply.vcc, 0, 1e-5);
}

/** A switch module with a MOSFET: its load hangs between the supply and VOUT-. */
export function mosfetModule(d) {
  const { input, plusIn, plusOut, low, minusIn } = d.params;
  const ground = minusIn ? d.node(minusIn) : d.ground();
  if (minusIn) d.net.element(ground, d.ground(), 0, 20);
  d.net.element(d.node(plusIn), d.node(plusOut), 0, 20);
  const channel = d.net.element(d.node(low), ground, 0, 0, { label: d.ref });
  const pull = d.net.element(d.node(input), d.ground(), 0, 1e-4);
  const look = () => d.net.set(channel, 0, d.volts(input) > 2.2 ? 20 : 0);
  d.net.watch(d.node(input), look);
  d.world.atStart(look);
  d.observe('on', () => channel.g > 0 && pull.g > 0);
}

/** LED and phototransistor: the collector takes at most the LED's current times the transfer ratio. */
export function optocoupler(d) {
  const { plus, minus, vf, ratio, collector, emitter } = d.params;
  const light = d.net.element(d.node(plus), d.node(minus), vf - 0.1, 0.1, { kind: 'diode' });
  const path = d.net.element(d.node(collector), d.node(emitter), 0.1, 0.05, { kind: 'collector', junction: light, gain: ratio });
  d.observe('on', () => d.net.current(light) * ratio > 0.0005 && path.g > 0);
}

/** Relay contacts, with the few milliseconds they take. */
function contacts(d, { com, no, nc }) {
  const open = nc && d.has(nc) ? d.contact(com, nc, true) : null;
  const closed = no && d.has(no) ? d.contact(com, no) : null;
  let planned = null;
  const state = { on: false };
  state.want = (on) => {
    if (on === state.wanted) return;
    state.wanted = on;
    d.cancel(planned);
    planned = d.after(on ? 7000 : 3000, () => {
      state.on = on;
      open?.close(!on);
      closed?.close(on);
    });
  };
  return state;
}

/** A relay module: an optocoupler's LED (active low) or a transistor's base (active high) behind 1 kohm at each input. */
export function relayModule(d) {
  const { vcc } = d.supply;
  d.params.channels.forEach((channel, i) => {
    const input = d.node(channel.input);
    const ends = d.params.active === 'low' ? [vcc, input, 1.5] : [input, d.ground(), 0.7];
    const eye = d.net.element(ends[0], ends[1], ends[2], 1 / 1000, { kind: 'diode' });
    const state = contacts(d, channel);
    const look = () => state.want(d.powered && d.net.current(eye) > 0.001);
    for (const node of new Set([input, ends[0], ends[1]])) d.net.watch(node, look);
    d.onPower.push(look);
    d.world.atStart(look);
    d.observe(i ? `closed${i + 1}` : 'closed', () => state.on);
    if (i === 0 && d.params.channels.length > 1) d.observe('closed1', () => state.on);
  });
}

/** A bare relay: a coil that pulls in at 75 % of its voltage and drops out at 10 %. */
export function relay(d) {
  const { coil, volts, ohm } = d.params;
  d.resistor(coil[0], coil[1], ohm);
  const states = d.params.channels.map((channel) => contacts(d, channel));
  const look = () => {
    const across = Math.abs(d.volts(coil[0], coil[1]));
    for (const state of states) if (across >= 0.75 * volts || across <= 0.1 * volts) state.want(across >= 0.75 * volts);
  };
  for (const pin of coil) d.net.watch(d.node(pin), look);
  d.world.atStart(look);
  d.observe('closed', () => states[0]?.on ?? false);
}
