// Sensors with a digital or analog output.

/** A module whose output has one level for yes and the other for no (tilt, touch, flame, obstacle, hall …). */
export function digitalSensor(d) {
  const { output, control, activeLow, openDrain, analog, ends } = d.params;
  const out = d.output(output, { ohm: 100, openDrain, initial: activeLow ? 1 : 0 });
  let seen = 0;
  const beside = analog && d.has(analog) ? d.analog(analog, () => ends[seen] * d.vdd, 5000) : null;
  const state = d.control(control, 0, (on) => {
    seen = on ? 1 : 0;
    out.set(Boolean(on) !== Boolean(activeLow) ? 1 : 0);
    beside?.refresh();
  });
  d.observe(control, () => state.value);
}

/** A PIR sensor: its output stays high for the delay after the last motion, then it is blind for a moment. */
export function pir(d) {
  const { output, delay, inhibit } = d.params;
  const out = d.output(output, { ohm: 1000, initial: 0 });
  let end = null;
  let blindUntil = -Infinity;
  const motion = d.control('motion', 0, (on) => {
    d.cancel(end);
    if (on) seen();
    else if (out.level === 1) end = d.after(delay * 1e6, over);
  });
  const seen = () => {
    const wait = blindUntil - d.now();
    if (wait > 0) end = d.after(wait, () => motion.value && seen());
    else out.set(1);
  };
  const over = () => {
    out.set(0);
    blindUntil = d.now() + inhibit * 1e6;
  };
  d.observe('motion', () => motion.value);
}

/** The value of a curve of [x, y] points at x; straight between them, flat beyond. */
export function along(points, x) {
  const last = points.length - 1;
  if (x <= points[0][0]) return points[0][1];
  if (x >= points[last][0]) return points[last][1];
  const i = points.findIndex(([px]) => px > x);
  const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** A sensor that gives a voltage: `curve` of control value → volts or (ratio) share of its supply; a comparator beside it. */
export function analogSensor(d) {
  const { output, digital, control, start, curve, ratio, ohm, below } = d.params;
  let value = start;
  const volts = () => along(curve, value) * (ratio ? d.vdd : 1);
  const outputs = [];
  if (output && d.has(output)) outputs.push(d.analog(output, volts, ohm));
  if (digital && d.has(digital)) outputs.push(comparator(d, digital, volts, below));
  const refresh = () => outputs.forEach((o) => o.refresh());
  const set = d.control(control, start, (x) => ((value = x), refresh()));
  d.observe(control, () => set.value);
  d.observe('volts', volts);
}

/** DO of a module with an LM393: at the level `past` beyond the trimmer's threshold, which is set to the middle. */
function comparator(d, pin, volts, below) {
  const out = d.output(pin, { openDrain: true, initial: 1 });
  const share = d.params.threshold ?? 0.5;
  const element = d.net.element(d.node(pin), d.supply.vcc, 0, 1e-4);
  const refresh = () => {
    const past = below ? volts() < share * d.vdd : volts() > share * d.vdd;
    out.set(past === (d.params.past === 'high') ? 1 : 0);
  };
  d.onPower.push(refresh);
  return { refresh, element };
}

const TONE = 440; // Hz, what the microphone hears
const STEPS = 8; // voltages it is drawn with in a period

/** A microphone amplifier: half its supply, and around it a tone as loud as the control says. */
export function microphone(d) {
  const { output, control } = d.params;
  let level = 0;
  let phase = 0;
  const out = d.analog(output, () => (d.vdd / 2) * (1 + (level / 100) * Math.round(1000 * Math.sin((2 * Math.PI * (phase + 0.5)) / STEPS)) / 1000), 500);
  let planned = null;
  const next = () => {
    phase = (phase + 1) % STEPS;
    out.refresh();
    planned = level > 0 ? d.after(1e6 / TONE / STEPS, next) : null;
  };
  const sound = d.control(control, 0, (x) => {
    level = x;
    if (!planned) next();
  });
  d.observe(control, () => sound.value);
}

const BEAT_STEPS = 40; // voltages a heartbeat is drawn with

/** The share of light that the blood of a beat takes, 0 to 1: a quick rise and a slow fall with the notch of the aortic valve. */
function pulseWave(x) {
  const bump = (at, wide) => Math.exp(-(((x - at) / wide) ** 2));
  return bump(0.18, 0.08) + 0.4 * bump(0.45, 0.12);
}

/** KY-039: the phototransistor's voltage behind a finger, on which the pulse is a small wave; bright and low without one (Joy-IT, KY-039). */
export function heartbeat(d) {
  const { output, rest, open, amplitude } = d.params;
  let phase = 0;
  let planned = null;
  const volts = () => (finger.value ? d.vdd * rest + (beats.value > 0 ? amplitude * pulseWave(phase / BEAT_STEPS) : 0) : d.vdd * open);
  const next = () => {
    phase = (phase + 1) % BEAT_STEPS;
    out.refresh();
    plan();
  };
  const plan = () => (planned = finger.value && beats.value > 0 ? d.after(60e6 / beats.value / BEAT_STEPS, next) : null);
  const changed = () => {
    d.cancel(planned);
    out.refresh();
    plan();
  };
  const finger = d.control('finger', 1, changed);
  const beats = d.control('bpm', 72, changed);
  const out = d.analog(output, volts, 5000);
  d.world.atStart(changed);
  d.observe('bpm', () => beats.value);
  d.observe('volts', () => d.volts(output));
}

/** A flow sensor: 7.5 pulses a second for each litre a minute (YF-S201 data sheet). */
export function flowSensor(d) {
  const out = d.output(d.params.output, { ohm: 1000, initial: 0 });
  let planned = null;
  const flip = () => {
    out.set(1 - out.level);
    plan();
  };
  const plan = () => (planned = flow.value > 0 ? d.after(1e6 / (7.5 * flow.value) / 2, flip) : null);
  const flow = d.control('flow', 0, () => {
    d.cancel(planned);
    plan();
  });
  d.observe('flow', () => flow.value);
}
