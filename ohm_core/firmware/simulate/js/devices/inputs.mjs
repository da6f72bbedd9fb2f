// What a hand moves: buttons, switches, keypads, joysticks, encoders.

// Contacts part and meet for about a millisecond after a push: microseconds of each change, the first one closes.
const BOUNCE = [0, 90, 170, 310, 420, 640, 780];

/** Moves contacts with the bounce of real ones, unless the part's attribute says bounce = 0; what is moved to where it is stays still. */
function bouncing(d, apply, start = false) {
  let planned = [];
  let last = start;
  return (closed) => {
    if (closed === last && d.world.started) return;
    last = closed;
    for (const entry of planned) d.cancel(entry);
    planned = [];
    apply(closed);
    if (!d.params.bounce || !d.world.started) return;
    planned = BOUNCE.slice(1).map((us, i) => d.after(us, () => apply(i % 2 ? closed : !closed)));
  };
}

export function button(d) {
  const contact = d.contact(d.params.pins[0], d.params.pins[1]);
  const move = bouncing(d, (closed) => contact.close(closed), Boolean(d.params.normallyClosed));
  const normally = d.params.normallyClosed ? 1 : 0;
  d.world.atStart(() => contact.close(Boolean(normally)));
  const pressed = d.control(d.params.control ?? 'pressed', 0, (value) => move(Boolean(value) !== Boolean(normally)));
  d.observe(d.params.control ?? 'pressed', () => pressed.value);
}

/** A change-over switch: the common pin on pin 1 (value 0) or pin 3 (value 1). */
export function slideSwitch(d) {
  const left = d.contact('2', '1', true);
  const right = d.contact('2', '3');
  const move = bouncing(d, (value) => {
    left.close(!value);
    right.close(value);
  });
  const value = d.control('value', 0, (x) => move(Boolean(x)));
  d.observe('value', () => value.value);
}

/** Contacts side by side, each set by its number: 1 joins its two ends. */
export function dipSwitch(d) {
  d.params.contacts.forEach(([a, b], i) => {
    const contact = d.contact(a, b);
    const move = bouncing(d, (closed) => contact.close(closed));
    const value = d.control(`${i + 1}`, 0, (x) => move(Boolean(x)));
    d.observe(`${i + 1}`, () => value.value);
  });
}

/** Rows and columns that a pressed key joins. */
export function keypad(d) {
  const { rows, columns, keys } = d.params;
  const contacts = new Map();
  rows.forEach((row, r) => columns.forEach((column, c) => contacts.set(keys[r][c], d.contact(row, column))));
  let down = null;
  d.control('key', '', (key) => {
    down?.close(false);
    down = contacts.get(String(key).toUpperCase()) ?? null;
    down?.close(true);
  });
}

/** Two-axis joystick: half the supply in the middle, and a push switch to ground. */
export function joystick(d) {
  const axes = d.params.axes.map(([name, pin, sign]) => {
    let value = 0;
    const out = d.analog(pin, () => ((1 + sign * value) / 2) * d.vdd, 5000);
    d.control(name, 0, (x) => ((value = x), out.refresh()));
    return out;
  });
  const element = d.net.element(d.node(d.params.push), d.ground(), 0, 0);
  d.control('pressed', 0, (on) => d.net.set(element, 0, on ? 20 : 0));
  return axes && {};
}

/** A quadrature encoder; `rotate` turns it so many detents, 5 ms each. */
export function rotaryEncoder(d) {
  const { clk, dt, push } = d.params;
  const a = d.net.element(d.node(clk), d.ground(), 0, 0);
  const b = d.net.element(d.node(dt), d.ground(), 0, 0);
  const close = (element, yes) => d.net.set(element, 0, yes ? 20 : 0);
  let free = 0;
  let position = 0;
  const detent = (way) => {
    const [first, second] = way > 0 ? [a, b] : [b, a];
    const begin = Math.max(free, d.now() + 100);
    [[0, first, true], [1200, second, true], [2400, first, false], [3600, second, false]].forEach(([us, element, yes]) => d.after(begin - d.now() + us, () => close(element, yes)));
    free = begin + 5000;
    position += way;
  };
  d.control('rotate', 0, (steps) => {
    for (let i = 0; i < Math.min(200, Math.abs(Math.round(steps))); i++) detent(Math.sign(steps));
  });
  d.observe('position', () => position);
  if (!push || !d.has(push)) return;
  const sw = d.net.element(d.node(push), d.ground(), 0, 0);
  d.control('pressed', 0, (on) => close(sw, on));
}
