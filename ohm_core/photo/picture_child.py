"""Run as a program: one picture decoded and scaled. Prints one JSON object and imports nothing of OHM.

    python -I picture_child.py FILE FOLDER MOST_PIXELS NAME:SIDE …

Only these decoders are let near a file: others start programs (EPS) or are rarely looked after.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PIL import AvifImagePlugin, BmpImagePlugin, GifImagePlugin, Image, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

DECODERS = (JpegImagePlugin, PngImagePlugin, GifImagePlugin, WebPImagePlugin, BmpImagePlugin, TiffImagePlugin, AvifImagePlugin)
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
QUALITY = 88


def main() -> None:
    source, folder, most, *copies = sys.argv[1:]
    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    try:
        print(json.dumps(made(source, Path(folder), int(most), {name: int(side) for name, _, side in (c.partition(":") for c in copies)})))
    except UnidentifiedImageError:
        print(json.dumps({"error": "unknown"}))
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, IndexError, KeyError, TypeError, AttributeError, NotImplementedError):
        print(json.dumps({"error": "broken"}))  # what decoders raise for bytes that make no sense


def made(source: str, folder: Path, most: int, copies: dict[str, int]) -> dict[str, object]:
    """Size of the picture; its copies are written."""
    with Image.open(source, formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > most:
            return {"error": "pixels", "width": width, "height": height}
        largest = max(copies.values())
        picture.draft("RGB", (largest, largest))  # a JPEG is decoded at the next larger eighth: less time and memory
        turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)  # 0x0112 orientation (Exif 2.32, 4.6.4): these four swap width and height
        upright = plain(ImageOps.exif_transpose(picture))
        for name, side in copies.items():
            small = upright.copy()
            small.thumbnail((side, side), Image.Resampling.LANCZOS)
            small.save(folder / name, "JPEG", quality=QUALITY)
    return {"width": height if turned else width, "height": width if turned else height}


def plain(picture: Image.Image) -> Image.Image:
    """Without transparency, palette, metadata: colours on white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        flat = Image.new("RGB", above.size, "white")
        flat.paste(above, mask=above.getchannel("A"))
        return flat
    if picture.mode.startswith("I") or picture.mode == "F":  # 16 bits a pixel and more: spread over the 8 that are shown
        low, high = picture.getextrema()
        span = (float(high) - float(low)) or 1.0  # type: ignore[arg-type]
        picture = picture.convert("F").point(lambda v: (v - float(low)) * (255.0 / span))  # type: ignore[arg-type]
        picture = picture.convert("L")
    bare = picture.convert("RGB")
    bare.info = {}
    return bare


if __name__ == "__main__":
    main()
