// The SPI bus as its devices see it: whole bytes from a hardware controller, or bits read off the nets (mode 0).
//
// A device is {next: () → byte it shows, got(byte), select?(), deselect?()}; next() only looks, what reading does happens in got().

export class SpiBus {
  constructor(world) {
    this.world = world;
    this.members = [];
  }

  /** Joins with its pins {sck, mosi, miso?, cs?}; without cs it always listens. */
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
    member.out = pins.miso && device.has(pins.miso) ? device.output(pins.miso) : null;
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
    let answer = 0xff;
    for (const member of this.members) {
      if (!member.device.powered || !member.selected || !clocks.includes(member.sck) || (member.mosi !== null && !outs.includes(member.mosi))) continue;
      const shown = member.target.next();
      if (member.miso !== null && ins.includes(member.miso)) answer &= shown;
      member.target.got(value);
    }
    return answer;
  }
}
