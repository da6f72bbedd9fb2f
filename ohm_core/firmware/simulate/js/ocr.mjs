// Reads text off a one-bit picture: characters of a fixed pitch, compared with the glyphs of known fonts, small differences allowed.
//
// The table has the dot-matrix shapes that displays have used for decades (five columns, lowest bit on top), with the variants
// that are about; MicroPython's own 8 x 8 font is asked of its framebuf module when it runs.

const SHAPES = {
  '!': '00005F0000', '"': '0007000700', '#': '147F147F14', $: '242A7F2A12', '%': '2313086462', '&': '3649552250', "'": '0005030000',
  '(': '001C224100', ')': '0041221C00', '*': '14083E0814 2A1C7F1C2A', '+': '08083E0808', ',': '0050300000', '-': '0808080808', '.': '0060600000',
  '/': '2010080402', 0: '3E5149453E', 1: '00427F4000', 2: '4261514946 7249494946', 3: '2141454B31 2141494D33', 4: '1814127F10', 5: '2745454539', 6: '3C4A494930',
  7: '0171090503 4121110907', 8: '3649494936', 9: '064949291E', ':': '0036360000 0000140000', ';': '0056360000', '<': '0814224100 0008142241', '=': '1414141414',
  '>': '0041221408 4122140800', '?': '0201510906 0201590906', '@': '324979413E 3E415D594E 3E415D550E', A: '7E1111117E 7C1211127C 7E0909097E', B: '7F49494936', C: '3E41414122',
  D: '7F4141221C 7F4141413E', E: '7F49494941', F: '7F09090901', G: '3E4149497A 3E41415173', H: '7F0808087F', I: '00417F4100', J: '2040413F01', K: '7F08142241', L: '7F40404040',
  M: '7F020C027F 7F021C027F', N: '7F0408107F', O: '3E4141413E', P: '7F09090906', Q: '3E4151215E', R: '7F09192946', S: '4649494931 2649494932', T: '01017F0101 03017F0103',
  U: '3F4040403F', V: '1F2040201F', W: '3F4038403F 7F2018207F', X: '6314081463', Y: '0708700807 0304780403', Z: '6151494543 61594D4D43', '[': '007F414100', '\\': '0204081020',
  ']': '0041417F00', '^': '0402010204', _: '4040404040', '`': '0001020400', a: '2054545478 2054547840', b: '7F48444438 7F28444438', c: '3844444420 3844444428',
  d: '384444487F 384444287F', e: '3854545418', f: '087E090102 00087E0902', g: '0C5252523E 18A4A4A47C 18A4A49C78 0854545438 085454543C', h: '7F08040478', i: '00447D4000', j: '2040443D00 2040403D00', k: '7F10284400',
  l: '00417F4000', m: '7C04180478 7C04780478', n: '7C08040478', o: '3844444438', p: '7C14141408 FC18242418 7E1212120C', q: '081414187C 18242418FC 0C1212127E', r: '7C08040408', s: '4854545420 4854545424',
  t: '043F444020 04043F4424', u: '3C4040207C', v: '1C2040201C', w: '3C4030403C', x: '4428102844', y: '0C5050503C 4C9090907C 1CA0A0A07C 0E5050503E', z: '4464544C44', '{': '0008364100',
  '|': '00007F0000 0000770000', '}': '0041360800', '~': '1008081008 0804081008 0201020402 0402040804', '°': '0006090906 0006090600 0002050200 0000070507',
};

const columns = (hex) => Uint8Array.from(hex.match(/../g), (x) => parseInt(x, 16));
const FIVE = { pitch: 6, wide: 5, glyphs: Object.entries(SHAPES).flatMap(([char, forms]) => forms.split(' ').map((hex) => [char, columns(hex)])) };
const fonts = [FIVE];
const ONES = Uint8Array.from({ length: 256 }, (_, n) => n.toString(2).replaceAll('0', '').length);

/** Adds MicroPython's font: 8 columns for each character from the blank on, as hex. */
export function addFont(hex) {
  const all = columns(hex);
  const glyphs = [];
  for (let i = 1; i * 8 < all.length; i++) glyphs.push([String.fromCharCode(32 + i), all.slice(i * 8, i * 8 + 8)]);
  fonts.unshift({ pitch: 8, wide: 8, glyphs });
}

/** All text in the picture, line by line; lines that are no text are left out. */
export function readText(width, height, bits) {
  const lit = (x, y) => (x >= 0 && y >= 0 && x < width && y < height ? bits[y * width + x] : 0);
  const lines = bands(height, (y) => bits.subarray(y * width, (y + 1) * width).includes(1)).flatMap(([top, bottom]) => {
    if (bottom - top > 9) return [4, 3, 2].map((scale) => readBand(lit, width, top, bottom, scale)).find((t) => t) ?? readRows(lit, width, top, bottom);
    return readBand(lit, width, top, bottom, 1);
  });
  return lines.filter((line) => line).join('\n');
}

/** A band of several lines without a blank one between: cut at the eight rows of a page. */
function readRows(lit, width, top, bottom) {
  const found = [];
  for (let y = top - (top % 8); y < bottom; y += 8) found.push(readBand(lit, width, Math.max(y, top), Math.min(y + 8, bottom), 1));
  return found;
}

/** [first, end) of each run for which some(i) holds. */
function bands(count, some, gap = 1) {
  const found = [];
  for (let i = 0; i < count; i++) {
    if (!some(i)) continue;
    const last = found[found.length - 1];
    if (last && i - last[1] < gap) last[1] = i + 1;
    else found.push([i, i + 1]);
  }
  return found;
}

function readBand(lit, width, top, bottom, scale) {
  const column = (x) => {
    for (let y = top; y < bottom; y++) if (lit(x, y)) return true;
    return false;
  };
  const words = bands(width, column, 10 * scale).map(([left, right]) => readWords(lit, left, right, top, bottom, scale));
  return words.every((word) => word !== null) ? words.join(' ') : '';
}

/** The best reading over fonts and small shifts; null where none is near. */
function readWords(lit, left, right, top, bottom, scale) {
  let best = null;
  for (const font of fonts) {
    for (let y = bottom - 8 * scale; y <= top; y++) {
      for (let x = left - (font.wide - 1) * scale; x <= left; x += scale) {
        const read = readAt(lit, font, x, right, y, scale);
        if (read && (!best || read.cost < best.cost)) best = read;
      }
    }
  }
  return best && best.cost <= 3 ? best.text : null;
}

/** {text, cost}: characters from x on at the font's pitch, and the mean number of wrong dots in a character. */
function readAt(lit, font, x0, right, y, scale) {
  let text = '';
  let cost = 0;
  let count = 0;
  for (let x = x0; x < right; x += font.pitch * scale) {
    const cell = new Uint8Array(font.pitch);
    for (let c = 0; c < font.pitch; c++) for (let r = 0; r < 8; r++) cell[c] |= lit(x + c * scale, y + r * scale) << r;
    if (cell.every((b) => b === 0)) {
      text += ' ';
      continue;
    }
    const [char, wrong] = nearest(font, cell);
    text += char;
    cost += wrong;
    count++;
    if (cost > 5 * count + 5) return null;
  }
  return count ? { text: text.trim(), cost: cost / count } : null;
}

function nearest(font, cell) {
  let found = ['?', 99];
  for (const [char, glyph] of font.glyphs) {
    let wrong = 0;
    for (let c = 0; c < font.pitch; c++) wrong += ONES[cell[c] ^ (glyph[c] ?? 0)];
    if (wrong < found[1]) found = [char, wrong];
  }
  return found;
}
