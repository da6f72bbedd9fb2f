// The SPI bus as its devices see it: whole bytes from a hardware controller, or bits read off the nets (mode 0).
//
// A device is {next: () → byte it shows, got(byte), select?(), deselect?()}; next() only looks, what reading does happens in got().
// A shift register is {shift(bit), out: () → its last bit, data: () → level at its input}: one may feed the next.

export class SpiBus {
  constructor(world) {
    this.world = world;
    this.members = [];
    this.registers = [];
  }

  /** A shift register on the clock, with its input and output; it follows single bits by itself. */
  chain(device, { sck, din, dout }, target) {
    const node = (pin) => (pin && device.has(pin) ? device.node(pin) : null);
    this.registers.push({ device, target, sck: node(sck), din: node(din), dout: node(dout) });
  }

  /** Eight clocks through the shift registers on these nets; what the last of a chain gives back. All of them see the levels before a clock. */
  through(value, clocks, outs, ins) {
    const found = this.registers.filter((r) => r.device.powered && clocks.includes(r.sck));
    if (!found.length) return 0xff;
    const last = found.find((r) => r.dout !== null && ins.includes(r.dout));
    const before = found.map((r) => (outs.includes(r.din) ? null : found.find((x) => x !== r && x.dout === r.din && r.din !== null) ?? r));
    let answer = last ? 0 : 0xff;
    for (let bit = 7; bit >= 0; bit--) {
      if (last) answer |= last.target.out() << bit;
      const levels = found.map((r, i) => (before[i] === null ? (value >> bit) & 1 : before[i] === r ? r.target.data() : before[i].target.out()));
      found.forEach((r, i) => r.target.shift(levels[i]));
    }
    return answer;
  }

  /** Joins with its pins {sck, mosi, miso?, cs?}, and misoVolts where its high level is not its supply's; without cs it always listens. */
  join(device, pins, target) {
    const node = (pin) => (pin && device.has(pin) ? device.node(pin) : null);
    const member = { device, target, sck: node(pins.sck), mosi: node(pins.mosi), miso: node(pins.miso), selected: !pins.cs };
    this.members.push(member);
    if (pins.cs) device.input(pins.cs, (level) => this.chipSelect(member, level === 0));
    if (pins.cs) device.onPower.push((on) => this.chipSelect(member, on && !device.net.v[node(pins.cs)]));
    if (pins.bits !== false) this.follow(member, pins);
  }

  chipSelect(member, selected) {
    if (member.selected === selected) return;
    member.selected = selected;
    member.bits = 0;
    if (selected) member.target.select?.();
    else member.target.deselect?.();
    if (selected) this.show(member);
    else member.out?.set('z');
  }

  /** The next bit for the controller to read: the first one from the selection on, each further one after a falling clock. */
  show(member) {
    if (!member.out) return;
    if (member.bits === 0) member.shown = member.target.next();
    member.out.set((member.shown >> (7 - member.bits)) & 1);
  }

  /** Bit-banged traffic in mode 0: data is taken on the rising clock. */
  follow(member, pins) {
    const { device, target } = member;
    const mosi = pins.mosi ? device.input(pins.mosi) : { level: 0 };
    member.out = pins.miso && device.has(pins.miso) ? device.output(pins.miso, { volts: pins.misoVolts ?? null }) : null;
    member.bits = 0;
    let shift = 0;
    device.input(pins.sck, (level) => {
      if (!member.selected) return;
      if (!level) return this.show(member);
      shift = ((shift << 1) | mosi.level) & 0xff;
      if (++member.bits < 8) return;
      member.bits = 0;
      target.got(shift);
    });
  }

  /** One byte of a hardware controller on these nets; 0xff where nobody drives MISO. */
  byte(value, sck, mosi, miso) {
    const [clocks, outs, ins] = [sck, mosi, miso].map((node) => this.world.reached(node));
    let answer = this.through(value, clocks, outs, ins);
    for (const member of this.members) {
      if (!member.device.powered || !member.selected || !clocks.includes(member.sck) || (member.mosi !== null && !outs.includes(member.mosi))) continue;
      const shown = member.target.next();
      if (member.miso !== null && ins.includes(member.miso)) answer &= shown;
      member.target.got(value);
    }
    return answer;
  }
}
