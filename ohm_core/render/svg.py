"""SVG in small pieces: elements as text, every text and attribute escaped, numbers short. Users' words can never become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

SANS = "'DejaVu Sans', Verdana, 'Segoe UI', Arial, sans-serif"
MONO = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def num(value: float) -> str:
    """Two decimals at most, no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def clean(text: str) -> str:
    """TEXT without characters that XML forbids."""
    return _CONTROL.sub("", text)


def el(name: str, body: str = "", /, **attrs: object) -> str:
    """One element; None attributes are left out, `_` in names is `-`, numbers are shortened."""
    pairs = "".join(f" {k.rstrip('_').replace('_', '-')}={_value(v)}" for k, v in attrs.items() if v is not None)
    return f"<{name}{pairs}>{body}</{name}>" if body else f"<{name}{pairs}/>"


def _value(value: object) -> str:
    return f'"{num(value)}"' if isinstance(value, (int, float)) else quoteattr(clean(str(value)))


def rect(x: float, y: float, w: float, h: float, fill: str = "none", stroke: str | None = None, r: float | None = None, width: float | None = None, **more: object) -> str:
    return el("rect", x=x, y=y, width=w, height=h, rx=r, fill=fill, stroke=stroke, stroke_width=width, **more)


def circle(x: float, y: float, r: float, fill: str = "none", stroke: str | None = None, width: float | None = None, **more: object) -> str:
    return el("circle", cx=x, cy=y, r=r, fill=fill, stroke=stroke, stroke_width=width, **more)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1.0, **more: object) -> str:
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)


def path(d: str, fill: str = "none", stroke: str | None = None, width: float | None = None, **more: object) -> str:
    return el("path", d=d, fill=fill, stroke=stroke, stroke_width=width, **more)


def text(x: float, y: float, words: str, size: float, fill: str, anchor: str | None = None, mono: bool = False, bold: bool = False, turn: float = 0, **more: object) -> str:
    """Words with their middle line near Y (baseline shifted by a third of the size)."""
    base = y + size * 0.35
    spin = f"rotate({num(turn)} {num(x)} {num(y)})" if turn else None
    return el("text", escape(clean(words)), x=x, y=base, font_size=size, fill=fill, text_anchor=anchor, font_family=MONO if mono else None,
              font_weight="700" if bold else None, transform=spin, **more)


def title(words: str) -> str:
    """What a pointer that rests there shows."""
    return el("title", escape(clean(words)) or " ")


def group(children: Iterable[str] | str, **attrs: object) -> str:
    body = children if isinstance(children, str) else "".join(children)
    return el("g", body, **attrs) if body else ""


def document(width: float, height: float, body: str, background: str, label: str, note: str = "") -> str:
    """A whole picture, WIDTH × HEIGHT in pixels, with its name for screen readers and what there is to say about it."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(width)} {num(height)}" width="{num(width)}" height="{num(height)}" font-family="{SANS}" role="img">'
    said = el("desc", escape(clean(note))) if note else ""
    return head + title(label) + said + rect(0, 0, width, height, background) + body + "</svg>"


def poly(points: Iterable[tuple[float, float]], close: bool = True) -> str:
    """The d of a polygon or an open line."""
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) + ("Z" if close else "")
