// Stepper motors and the driver that divides their steps.

const STEP_ORDER = [1, 3, 2, 6, 4, 12, 8, 9]; // coils on, half steps of a unipolar motor; full steps are every other one

/** A unipolar stepper: the rotor follows the pattern of its coils. */
export function stepper(d) {
  const { coils, common, ohm, halfStepsPerTurn } = d.params;
  const enough = 0.5 * d.params.volts;
  coils.forEach((coil) => d.resistor(common, coil, ohm));
  let position = 0;
  let phase = -1;
  const look = () => {
    let bits = 0;
    coils.forEach((coil, i) => (bits |= d.volts(common, coil) > enough ? 1 << i : 0));
    const next = STEP_ORDER.indexOf(bits);
    if (next < 0 || next === phase) return;
    if (phase >= 0) {
      const moved = ((next - phase + 12) % 8) - 4;
      if (Math.abs(moved) <= 2) position += moved;
    }
    phase = next;
  };
  for (const pin of [...coils, common]) d.net.watch(d.node(pin), look);
  d.observe('half_steps', () => position);
  d.observe('steps', () => position / 2);
  d.observe('angle', () => Math.round((position / halfStepsPerTurn) * 3600) / 10);
}

const HOLDS = 0.15; // share of the rated current that turns an unloaded rotor

/** Bipolar steppers: the rotor stands where the currents of its two coils point; a quarter turn of that pointer is a full step. */
export function bipolarStepper(d) {
  d.params.motors.forEach((motor, i) => {
    const name = (what) => (d.params.motors.length > 1 ? `${what}${i + 1}` : what);
    motor.coils.forEach(([plus, minus]) => d.resistor(plus, minus, motor.ohm));
    let turned = 0;
    let before = null;
    const look = () => {
      const [a, b] = motor.coils.map(([plus, minus]) => d.volts(plus, minus) / motor.ohm);
      if (Math.hypot(a, b) < HOLDS * motor.amperes) return; // without current it stays where it is
      const pointer = Math.atan2(b, a) / (Math.PI / 2);
      if (before !== null) {
        const moved = ((pointer - before + 6) % 4) - 2;
        if (Math.abs(moved) < 1.9) turned += moved; // half a turn of the pointer: it may go either way and does not
      }
      before = pointer;
    };
    for (const pin of motor.coils.flat()) d.net.watch(d.node(pin), look);
    const steps = () => Math.round(turned * 16) / 16;
    d.observe(name('steps'), steps);
    d.observe(name('angle'), () => Math.round(steps() * motor.degrees * 100) / 100);
  });
}

const PARTS = { 0: 1, 1: 2, 2: 4, 3: 8, 7: 16 }; // microsteps a step by MS3 MS2 MS1 (Allegro A4988-DS, table 1)

/** A4988: each rising STEP moves the currents of both bridges on, in the direction of DIR; RESET, SLEEP and ENABLE as in its data sheet (A4988-DS,
 *  "Functional Description"). A bridge gives the motor's voltage until the current that the trimmer sets flows. */
export function a4988(d) {
  const { outputs, motorSupply, limit } = d.params;
  const ground = d.ground();
  const halves = outputs.map((pin) => d.net.element(d.node(pin), ground, 0, 0, { limit: 2, label: `${d.ref}.${pin}` }));
  let at = 0; // sixteenths of a step from home, 45 degrees
  let asleepUntil = 0;
  const high = (pin) => pin.level === 1 && !d.net.floating[pin.node];
  const look = () => {
    const volts = d.net.v[d.node(motorSupply)] - d.net.v[ground];
    const works = d.powered && volts >= 7 && !off.level && high(awake) && high(free);
    const angle = ((2 * at + 16) / 64) * Math.PI;
    const shares = [Math.cos(angle), Math.sin(angle)];
    d.net.together(() => halves.forEach((half, i) => {
      const share = i % 2 ? -shares[i >> 1] : shares[i >> 1];
      if (!works) d.net.set(half, 0, 0);
      else d.net.set(half, Number((volts * Math.max(0, share)).toFixed(2)), Number(((2 * limit) / volts).toPrecision(4)));
    }));
  };
  const [off, free] = ['ENABLE', 'RESET'].map((name) => d.input(d.params[name], () => look()));
  const awake = d.input(d.params.SLEEP, (level) => {
    if (level) asleepUntil = d.now() + 1000; // "allow 1 ms before issuing a Step command"
    else at = 0;
    look();
  });
  const [ms1, ms2, ms3, dir] = ['MS1', 'MS2', 'MS3', 'DIR'].map((name) => d.input(d.params[name]));
  d.input(d.params.STEP, (level) => {
    if (!level || !high(awake) || !high(free) || d.now() < asleepUntil) return;
    const parts = PARTS[ms1.level | (ms2.level << 1) | (ms3.level << 2)] ?? 16;
    at = (at + (dir.level ? 1 : -1) * (16 / parts) + 64) % 64;
    look();
  });
  d.onPower.push(look);
  d.net.watch(d.node(motorSupply), look);
  d.world.atStart(look);
  d.observe('position', () => at);
}
