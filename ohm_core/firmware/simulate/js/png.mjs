// A PNG (PNG specification, 2nd edition) of a small picture, of one bit or of colours, in base64.

import { Buffer } from 'node:buffer';
import zlib from 'node:zlib';

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** bits: one value 0 or 1 a pixel, row by row. */
export function png(width, height, bits) {
  const stride = Math.ceil(width / 8) + 1;
  const rows = Buffer.alloc(stride * height);
  bits.forEach((bit, i) => {
    const x = i % width;
    if (bit) rows[Math.floor(i / width) * stride + 1 + (x >> 3)] |= 0x80 >> (x & 7);
  });
  return whole(width, height, [1, 0], rows);
}

/** colours: red, green, blue a pixel, row by row. */
export function colourPng(width, height, colours) {
  const rows = Buffer.alloc((3 * width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(colours.subarray(3 * width * y, 3 * width * (y + 1)), (3 * width + 1) * y + 1);
  return whole(width, height, [8, 2], rows);
}

/** kind: bit depth and colour type. */
function whole(width, height, kind, rows) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([...kind, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', zlib.deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]).toString('base64');
}
