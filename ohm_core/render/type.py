"""How wide text is, without a font at hand: reckoned from DejaVu Sans, the widest of the families named, so nothing overflows."""

from __future__ import annotations

# Advance widths of DejaVu Sans in thousandths of the size, by class of character.
_NARROW = {c: w for w, cs in ((280, "ijl|'"), (320, "I.,:; "), (395, "ftr()[]-/\\!"), (520, "zsJ?\"xckvy"), (640, "0123456789$€_"),
                              (690, "AVXYZTKBPRSEFL"), (770, "CDGHNOQU&wÀ"), (860, "Mm"), (990, "W%@—…")) for c in cs}


def width_of(words: str, size: float, mono: bool = False, bold: bool = False) -> float:
    """The width of one line at SIZE, in the same unit; a few per cent more than it will be."""
    if mono:
        return 0.602 * size * len(words)
    return sum(_NARROW.get(c, 620 if ord(c) < 0x2E80 else 1000) for c in words) / 1000 * size * (1.1 if bold else 1.0)


def wrap(words: str, size: float, most: float, lines: int = 99) -> list[str]:
    """WORDS broken at spaces (a longer word anywhere) into lines no wider than MOST; what is over LINES ends in "…"."""
    out: list[str] = [""]
    for word in words.split():
        for piece in _pieces(word, size, most):
            joined = f"{out[-1]} {piece}".strip()
            if width_of(joined, size) <= most or not out[-1]:
                out[-1] = joined
            else:
                out.append(piece)
    if len(out) > lines:
        out = [*out[: lines - 1], fit(out[lines - 1] + " …", size, most)]
    return out


def _pieces(word: str, size: float, most: float) -> list[str]:
    out = []
    while width_of(word, size) > most and len(word) > 4:
        cut = max(3, int(len(word) * most / width_of(word, size)) - 1)
        out.append(word[:cut])
        word = word[cut:]
    return [*out, word]


def fit(words: str, size: float, most: float) -> str:
    """WORDS cut to MOST with "…"."""
    if width_of(words, size) <= most:
        return words
    while words and width_of(words + "…", size) > most:
        words = words[:-1]
    return words.rstrip() + "…"
