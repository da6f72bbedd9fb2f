"""SVG → PNG."""

from __future__ import annotations

from functools import cache

from ohm_core.errors import BadInput, Missing

MOST_PIXELS = 60_000_000


def png(svg: str, scale: float = 2) -> bytes:
    """The picture as PNG bytes, SCALE pixels for one of the SVG. Raises Missing without resvg, BadInput for what is no SVG."""
    try:
        import resvg_py
    except ImportError:
        raise Missing("PNG pictures need resvg; install it with: pip install resvg-py.", "resvg-py") from None
    _check_size(svg, scale)
    families = _families()
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, font_family=families[0], sans_serif_family=families[0], monospace_family=families[1]))
    except ValueError as error:
        raise BadInput(f"The picture cannot be drawn: {str(error)[:120]}.", "svg") from None


def _check_size(svg: str, scale: float) -> None:
    import re

    size = re.search(r'<svg[^>]*?width="([\d.]+)" height="([\d.]+)"', svg[:600])
    if size and float(size[1]) * float(size[2]) * scale * scale > MOST_PIXELS:
        raise BadInput("The picture is too large for one PNG; choose a smaller scale, or use the SVG.", "scale")


@cache
def _families() -> tuple[str, str]:
    """The first sans and mono family this system has of those the pictures name; resvg takes any other by itself."""
    import sys

    if sys.platform == "darwin":
        return "Verdana", "Menlo"
    if sys.platform == "win32":
        return "Verdana", "Consolas"
    return "DejaVu Sans", "DejaVu Sans Mono"
