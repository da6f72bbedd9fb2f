// Parts that are only wire and resistance: resistors, diodes, potentiometers, light and heat dependent resistors.

/** A part that does nothing by itself: what it gives stands in its rails. */
export function nothing() {}

export function resistor(d) {
  d.resistor('1', '2', Math.max(d.params.ohm, 0.001));
  if (d.params.ohm <= 1000) d.world.link(d.node('1'), d.node('2')); // more is a pull-up, not a way for fast signals
}

/** At rest a capacitor carries no direct current; its charging is not simulated. */
export function capacitor() {}

export function diode(d) {
  d.net.element(d.node('A'), d.node('C'), d.params.vf, 10, { kind: 'diode', label: d.ref, limit: d.params.limit ?? 0 });
}

export function potentiometer(d) {
  const { ohm, pins } = d.params;
  const part = (x) => Math.max(1, ohm * x);
  const low = d.resistor(pins[0], pins[1], part(0.5));
  const high = d.resistor(pins[1], pins[2], part(0.5));
  const position = d.control('position', 0.5, (x) => {
    low.ohm(part(x));
    high.ohm(part(1 - x));
  });
  d.observe('position', () => position.value);
}

/** A photoresistor: R = R10 · (10 lx / E)^gamma (GL55 series data sheet). */
export function ldr(d) {
  const ohms = (lux) => d.params.r10 * (10 / Math.max(lux, 0.01)) ** d.params.gamma;
  const resistor = d.resistor(d.params.pins[0], d.params.pins[1], ohms(500));
  d.control('lux', 500, (lux) => resistor.ohm(ohms(lux)));
  d.observe('ohm', () => 1 / resistor.element.g);
}

/** A thermistor: R = R25 · exp(B · (1/T − 1/298.15 K)). */
export function ntc(d) {
  const ohms = (celsius) => d.params.r25 * Math.exp(d.params.beta * (1 / (celsius + 273.15) - 1 / 298.15));
  const resistor = d.resistor(d.params.pins[0], d.params.pins[1], ohms(24));
  d.control('temperature', 24, (celsius) => resistor.ohm(ohms(celsius)));
  d.observe('ohm', () => 1 / resistor.element.g);
}
