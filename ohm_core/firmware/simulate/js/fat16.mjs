// A small FAT16 volume behind a partition table, as blocks: formatted here, written by the firmware, read back for whoever looks.
// (Microsoft, FAT: General Overview of On-Disk Format 1.03; the partition table as every card from the shop has it.)

const BLOCK = 512;
const START = 128; // first block of the partition
const CLUSTER = 4; // blocks
const ROOT_ENTRIES = 512;
const END = 0xfff8; // from here on a chain ends

const ascii = (text) => [...text].map((c) => c.charCodeAt(0) & 0xff);

export class Volume {
  constructor(blocks) {
    this.blocks = blocks;
    this.data = new Map(); // number → 512 bytes; what is not here is zero
    this.fatBlocks = Math.ceil(((blocks - START) / CLUSTER + 2) / 256);
    this.fat = START + 1;
    this.root = this.fat + 2 * this.fatBlocks;
    this.first = this.root + (ROOT_ENTRIES * 32) / BLOCK; // of cluster 2
    this.format();
  }

  block(number) {
    return this.data.get(number) ?? new Uint8Array(BLOCK);
  }

  write(number, bytes) {
    this.data.set(number, Uint8Array.from(bytes));
  }

  format() {
    const total = this.blocks - START;
    const table = new Uint8Array(BLOCK);
    table.set([0, 1, 1, 0, 6, 0xfe, 0xff, 0xff, ...little(START, 4), ...little(total, 4)], 446);
    table.set([0x55, 0xaa], 510);
    this.write(0, table);
    const boot = new Uint8Array(BLOCK);
    boot.set([0xeb, 0x3c, 0x90, ...ascii('OHM     '), ...little(BLOCK, 2), CLUSTER, 1, 0, 2, ...little(ROOT_ENTRIES, 2), ...little(total < 65536 ? total : 0, 2), 0xf8, ...little(this.fatBlocks, 2), 32, 0, 64, 0]);
    boot.set(little(START, 4), 28);
    boot.set(little(total < 65536 ? 0 : total, 4), 32);
    boot.set([0x80, 0, 0x29, 1, 2, 3, 4, ...ascii('OHM CARD   FAT16   ')], 36);
    boot.set([0x55, 0xaa], 510);
    this.write(START, boot);
    for (const copy of [0, 1]) this.write(this.fat + copy * this.fatBlocks, [0xf8, 0xff, 0xff, 0xff, ...new Uint8Array(BLOCK - 4)]);
  }

  entry(cluster) {
    const block = this.block(this.fat + (cluster >> 8));
    return block[2 * (cluster & 255)] | (block[2 * (cluster & 255) + 1] << 8);
  }

  link(cluster, value) {
    for (const copy of [0, 1]) {
      const number = this.fat + copy * this.fatBlocks + (cluster >> 8);
      const block = Uint8Array.from(this.block(number));
      block.set(little(value, 2), 2 * (cluster & 255));
      this.write(number, block);
    }
  }

  /** The blocks of a chain of clusters; a broken chain ends. */
  chain(cluster) {
    const found = [];
    for (let at = cluster, n = 0; at >= 2 && at < END && n < 65536; at = this.entry(at), n++) for (let i = 0; i < CLUSTER; i++) found.push(this.first + (at - 2) * CLUSTER + i);
    return found;
  }

  /** Every file as {name, size, cluster}, those of folders with their path; long names by their short form. */
  files(blocks = range(this.root, this.first), path = '', depth = 0) {
    const found = [];
    for (const number of blocks) {
      const block = this.block(number);
      for (let at = 0; at < BLOCK; at += 32) {
        const [head, kind] = [block[at], block[at + 11]];
        if (head === 0) return found;
        if (head === 0xe5 || head === 0x2e || kind === 0x0f || kind & 8) continue;
        const word = (from, to) => String.fromCharCode(...block.subarray(at + from, at + to)).trimEnd();
        const name = path + word(0, 8) + (word(8, 11) ? `.${word(8, 11)}` : '');
        const cluster = block[at + 26] | (block[at + 27] << 8);
        const size = block[at + 28] | (block[at + 29] << 8) | (block[at + 30] << 16) | (block[at + 31] << 24);
        if (kind & 16) depth < 8 && found.push(...this.files(this.chain(cluster), `${name}/`, depth + 1));
        else found.push({ name, size: size >>> 0, cluster });
      }
    }
    return found;
  }

  /** A file's content, a byte a character; undefined where there is none of that name. */
  text(name) {
    const file = this.files().find((f) => f.name === name.toUpperCase());
    if (!file) return undefined;
    let text = '';
    for (const number of this.chain(file.cluster)) {
      if (text.length >= file.size) break;
      text += String.fromCharCode(...this.block(number));
    }
    return text.slice(0, file.size);
  }

  /** Puts a file into the root folder, in place of one of that name; false where the name or the room does not do. */
  put(name, text) {
    const [, base, ending = ''] = /^([A-Z0-9_~-]{1,8})(?:\.([A-Z0-9_~-]{1,3}))?$/.exec(name.toUpperCase()) ?? [];
    const slot = base === undefined ? null : this.slot(base.padEnd(8) + ending.padEnd(3));
    if (!slot) return false;
    const bytes = Uint8Array.from(ascii(text));
    const clusters = [];
    for (let c = 2; clusters.length < Math.ceil(bytes.length / (CLUSTER * BLOCK)) && c < this.fatBlocks * 256; c++) if (this.entry(c) === 0) clusters.push(c);
    clusters.forEach((c, i) => {
      this.link(c, clusters[i + 1] ?? 0xffff);
      for (let b = 0; b < CLUSTER; b++) {
        const part = new Uint8Array(BLOCK);
        part.set(bytes.subarray((i * CLUSTER + b) * BLOCK, (i * CLUSTER + b + 1) * BLOCK));
        this.write(this.first + (c - 2) * CLUSTER + b, part);
      }
    });
    const block = Uint8Array.from(this.block(slot.number));
    block.set([...ascii(base.padEnd(8) + ending.padEnd(3)), 0x20, ...new Uint8Array(14), ...little(clusters[0] ?? 0, 2), ...little(bytes.length, 4)], slot.at);
    this.write(slot.number, block);
    return true;
  }

  /** Where the root folder has this name, its clusters freed, or room for it. */
  slot(name) {
    let free = null;
    for (const number of range(this.root, this.first)) {
      const block = this.block(number);
      for (let at = 0; at < BLOCK; at += 32) {
        if (String.fromCharCode(...block.subarray(at, at + 11)) === name) {
          const cluster = block[at + 26] | (block[at + 27] << 8);
          for (let c = cluster, next; c >= 2 && c < END; c = next) {
            next = this.entry(c);
            this.link(c, 0);
          }
          return { number, at };
        }
        if (!free && (block[at] === 0 || block[at] === 0xe5)) free = { number, at };
        if (block[at] === 0) return free;
      }
    }
    return free;
  }
}

function little(value, count) {
  return Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** i) & 0xff);
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
