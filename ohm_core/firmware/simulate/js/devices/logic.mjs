// Logic chips: shift registers, analog multiplexers, buffers, level shifters.

/** 74HC595: shifts at the rising clock, shows at the rising latch (Nexperia data sheet, table 3). An NLSF595 does the same, its outputs only pull down (onsemi data sheet). */
export function shiftOut(d) {
  const { data, clock, latch, enable, reset, serial, outputs, openDrain = false } = d.params;
  const pins = outputs.map((pin) => d.output(pin, { ohm: 40, initial: 0, openDrain }));
  const carry = d.output(serial, { ohm: 40, initial: 0 });
  let stage = 0;
  let shown = 0;
  const off = d.input(enable, () => show());
  const clear = d.input(reset, (level) => level || (stage = 0));
  const show = () => pins.forEach((pin, bit) => pin.set(off.level ? 'z' : (shown >> bit) & 1));
  const shift = (bit) => {
    stage = clear.level ? ((stage << 1) | bit) & 0xff : 0;
    carry.set(stage >> 7);
  };
  const input = d.input(data);
  d.input(clock, (level) => level && shift(input.level));
  d.input(latch, (level) => {
    if (!level) return;
    shown = stage;
    show();
  });
  d.world.spi.chain(d, { sck: clock, din: data, dout: serial }, { shift, out: () => stage >> 7, data: () => input.level });
  d.onPower.push((on) => on && (stage = shown = 0));
  d.observe('value', () => (off.level || !d.powered ? 0 : shown));
}

/** 74HC165: takes its inputs while PL is low, shifts towards Q7 at the rising clock while CE is low (Nexperia data sheet, table 3). */
export function shiftIn(d) {
  const { load, clock, inhibit, serial, inputs, output, inverse } = d.params;
  const outs = [d.output(output, { ohm: 40, initial: 0 }), d.output(inverse, { ohm: 40, initial: 1 })];
  let stage = 0;
  const show = () => outs.forEach((out, i) => out.set((stage >> 7) ^ i));
  const take = () => {
    if (!d.powered || parallel.level) return;
    stage = pins.reduce((all, pin, bit) => all | (pin.level << bit), 0);
    show();
  };
  const pins = inputs.map((pin) => d.input(pin, () => take()));
  const parallel = d.input(load, () => take());
  const held = d.input(inhibit);
  const open = () => d.net.floating[d.node(inhibit)] === 1; // an open CE is no low
  const shift = (bit) => {
    if (!d.powered || !parallel.level || held.level || open()) return;
    stage = ((stage << 1) | bit) & 0xff;
    show();
  };
  const input = d.input(serial);
  d.input(clock, (level) => level && shift(input.level));
  d.world.spi.chain(d, { sck: clock, din: serial, dout: output }, { shift, out: () => stage >> 7, data: () => input.level });
  d.onPower.push(take);
  d.observe('value', () => pins.reduce((all, pin, bit) => all | (pin.level << bit), 0));
}

/** CD74HC4067 and CD4051: the common pin is joined to one channel, chosen by the select lines while the enable is low (TI SCHS209 and SCHS047).
 *  A CD4051's VEE is the lowest voltage it passes: left open it passes nothing. */
export function analogMux(d) {
  const { common, channels, select, enable, lowest, ohm } = d.params;
  let at = -1;
  const ways = channels.map((pin, i) => {
    d.world.link(d.node(common), d.node(pin), () => at === i);
    return d.net.element(d.node(common), d.node(pin), 0, 0);
  });
  const look = () => {
    at = d.powered && !off.level && based() ? lines.reduce((all, line, bit) => all | (line.level << bit), 0) : -1;
    d.net.together(() => ways.forEach((way, i) => d.net.set(way, 0, i === at ? 1 / ohm : 0)));
  };
  const based = () => !lowest || (!d.net.floating[d.node(lowest)] && d.volts(lowest) < 0.5);
  const lines = select.map((pin) => d.input(pin, () => look()));
  const off = d.input(enable, () => look());
  d.onPower.push(look);
  d.world.atStart(look);
  d.observe('channel', () => at);
}

/** Buffers with an enable that is low when it lets through. */
export function buffer(d) {
  for (const [input, output, enable] of d.params.gates) {
    const out = d.output(output, { ohm: 40 });
    let look = () => {};
    const from = d.input(input, () => look());
    const off = d.input(enable, () => look());
    look = () => out.set(off.level ? 'z' : from.level);
    d.world.link(d.node(input), d.node(output), () => d.powered && !off.level);
    d.onPower.push(look);
    d.world.atStart(look);
  }
}

/** BSS138 channels: a low on either side pulls the other low; else 10 kohm pull each side to its own supply. */
export function levelShifter(d) {
  const { channels, low, high } = d.params;
  for (const [lv, hv] of channels) {
    d.net.element(d.node(lv), d.node(low), 0, 1e-4);
    d.net.element(d.node(hv), d.node(high), 0, 1e-4);
    const channel = d.net.element(d.node(lv), d.node(hv), 0, 0);
    d.world.link(d.node(lv), d.node(hv), () => d.volts(low) > 1.5 && d.volts(high) > 1.5);
    const look = () => {
      const supply = d.net.v[d.node(low)];
      const least = Math.min(d.net.v[d.node(lv)], d.net.v[d.node(hv)]);
      d.net.set(channel, 0, supply - least > 1.3 ? 0.2 : 0); // VGS(th) of the BSS138: 1.3 V typical
    };
    for (const pin of [lv, hv, low]) d.net.watch(d.node(pin), look);
    d.world.atStart(look);
  }
}
