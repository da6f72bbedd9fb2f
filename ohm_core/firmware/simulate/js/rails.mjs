// Supplies that parts give: cells and adapters, plain connections, diodes, regulators and converters.

const CLOSED = 20; // siemens of a plain connection inside a part

export function addRail(world, ref, rail) {
  const { net } = world;
  if (rail.kind === 'source') net.element(rail.out, rail.gnd, rail.volts, 1 / rail.ohm, { label: ref });
  else if (rail.kind === 'direct') net.element(rail.in, rail.out, 0, CLOSED);
  else if (rail.kind === 'diode') net.element(rail.in, rail.out, rail.volts, 10, { kind: 'diode' });
  else converter(world, rail);
}

/** Gives its voltage while its input has enough; what it takes from the input is not simulated. */
function converter(world, rail) {
  const { net } = world;
  const output = net.element(rail.out, rail.gnd, 0, 0);
  net.element(rail.in, rail.gnd, 0, 1e-4);
  let on = false;
  const look = () => {
    const volts = net.v[rail.in] - net.v[rail.gnd];
    const now = volts >= rail.min * (on ? 0.95 : 1);
    if (now === on) return;
    on = now;
    net.set(output, on ? rail.volts : 0, on ? 10 : 0);
  };
  net.watch(rail.in, look);
  net.watch(rail.gnd, look);
  world.atStart(look);
}
