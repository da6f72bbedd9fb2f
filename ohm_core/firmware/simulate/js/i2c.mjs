// The I2C bus as its devices see it: whole bytes from a hardware controller, or bits read off the two nets.
//
// A device is {addresses: () => [7-bit], start(write, address), write(byte) → ack, read() → byte, stop()}.

export class I2cBus {
  constructor(world) {
    this.world = world;
    this.members = []; // {device, sda, scl, target}
  }

  /** A device joins with its two pins; it also follows bit-banged traffic on their nets. */
  join(device, sdaPin, sclPin, target) {
    const sda = device.node(sdaPin);
    const scl = device.node(sclPin);
    const member = { device, sda, scl, target };
    this.members.push(member);
    new BitSlave(device, sdaPin, sclPin, target);
  }

  /** Who answers on these two nets: powered, wired the right way round, on a bus that rests high. */
  answer(sda, scl, address) {
    const { net } = this.world;
    const high = (node) => net.v[node] > 0.5 * this.world.job.board.vcc && !net.floating[node];
    if (!high(sda) || !high(scl)) return null;
    const [sdas, scls] = [this.world.reached(sda), this.world.reached(scl)];
    return this.members.filter((m) => sdas.includes(m.sda) && scls.includes(m.scl) && m.device.powered && m.target.addresses().includes(address));
  }

  /** One hardware transaction's state: start(address, write) → ack, write(byte) → ack, read() → byte, stop(). */
  controller(sda, scl) {
    let chosen = [];
    return {
      start: (address, write) => {
        chosen = this.answer(sda, scl, address) ?? [];
        for (const { target } of chosen) target.start?.(write, address);
        return chosen.length > 0;
      },
      write: (byte) => chosen.map(({ target }) => target.write(byte)).some((ack) => ack !== false),
      read: () => chosen.reduce((bits, { target }) => bits & target.read(), 0xff),
      stop: () => {
        for (const { target } of chosen) target.stop?.();
        chosen = [];
      },
    };
  }
}

/** A target on the wires: start and stop conditions, address, bytes, acknowledge (NXP UM10204, section 3.1). */
class BitSlave {
  constructor(device, sdaPin, sclPin, target) {
    this.target = target;
    this.device = device;
    this.sda = device.input(sdaPin, (level) => this.sdaChanged(level));
    this.scl = device.input(sclPin, (level) => this.sclChanged(level));
    this.out = device.output(sdaPin, { openDrain: true });
    this.idle();
  }

  idle() {
    this.state = 'idle';
    this.bits = 0;
    this.shift = 0;
    if (this.out.level !== 'z') this.out.set('z');
  }

  sdaChanged(level) {
    if (!this.scl.level || this.driving) return;
    if (level === 0) {
      this.idle();
      this.state = 'address';
    } else {
      if (this.state !== 'idle') this.target.stop?.();
      this.idle();
    }
  }

  put(level) {
    this.driving = true;
    this.out.set(level ? 'z' : 0);
    this.driving = false;
  }

  sclChanged(level) {
    if (this.state === 'idle') return;
    if (level) this.rise();
    else this.fall();
  }

  rise() {
    if (this.state === 'address' || this.state === 'write') {
      if (this.bits < 8) this.shift = ((this.shift << 1) | this.sda.level) & 0xff;
      this.bits++;
    } else if (this.state === 'read') {
      if (this.bits === 8) this.acked = this.sda.level === 0;
      this.bits++;
    }
  }

  fall() {
    if (this.state === 'read') this.readFall();
    else if (this.bits === 8) this.byteDone();
    else if (this.bits === 9) this.afterAck();
  }

  byteDone() {
    if (this.state === 'address') {
      this.address = this.shift >> 1;
      this.writing = !(this.shift & 1);
      if (!this.device.powered || !this.target.addresses().includes(this.address)) return this.idle();
      this.target.start?.(this.writing, this.address);
      this.put(0);
    } else this.put(this.target.write(this.shift) === false ? 1 : 0);
  }

  afterAck() {
    this.bits = 0;
    this.shift = 0;
    if (this.state === 'address' && !this.writing) {
      this.state = 'read';
      return this.nextByte();
    }
    this.state = 'write';
    this.put(1);
  }

  nextByte() {
    this.byte = this.target.read() & 0xff;
    this.bits = 0;
    this.put(this.byte >> 7);
  }

  readFall() {
    if (this.bits === 0) return;
    if (this.bits < 8) this.put((this.byte >> (7 - this.bits)) & 1);
    else if (this.bits === 8) this.put(1);
    else if (this.acked) this.nextByte();
    else this.idle();
  }
}
