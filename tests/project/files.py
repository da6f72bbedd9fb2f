"""Files as people send them, and as those do who mean harm."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def photo(width: int = 640, height: int = 480, form: str = "JPEG", orientation: int = 0, color: tuple[int, int, int] = (200, 40, 40)) -> bytes:
    """A picture whose left half is COLOR and right half blue; with an orientation also a place (GPS) in its metadata."""
    made = Image.new("RGB", (width, height), (20, 40, 200))
    made.paste(color, (0, 0, width // 2, height))
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x010F] = "SecretCam"
    out = io.BytesIO()
    made.save(out, form, **({"exif": exif} if orientation else {}))
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it is huge."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes(5_000_000), 9)) + chunk(b"IEND", b"")


def pdf(*texts: str) -> bytes:
    """A PDF with one page a text, in Helvetica."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(texts)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for i, text in enumerate(texts):
        lines = " T* ".join(f"({line}) Tj" for line in text.replace("\\", "").replace("(", "[").replace(")", "]").splitlines() or [""])
        stream = f"BT /F1 10 Tf 12 TL 40 800 Td {lines} ET"
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>", f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
    return bytes(out) + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


OWNED = b"part,quantity\narduino-uno,1\nLED red,5\nresistor 220,10\nflux capacitor,1\n"
DIAGRAM = b"""{"version": 1, "parts": [{"type": "wokwi-arduino-uno", "id": "uno"}, {"type": "wokwi-led", "id": "led1", "attrs": {"color": "red"}}],
 "connections": [["uno:13", "led1:A", "red", []], ["led1:C", "uno:GND.1", "black", []]]}"""
