"""Texts with several readings, brought into the lines of a small display."""

from __future__ import annotations

import re

# What a reading takes on the display: "-12.5".
NUMBER_WIDTH = 5
SHORT = {"temperature": "Temp", "humidity": "Hum", "pressure": "Press", "distance": "Dist", "moisture": "Soil", "soil moisture": "Soil", "brightness": "Light",
         "weight": "Weight", "acceleration": "Acc", "voltage": "U", "current": "I", "position": "Pos"}


def fitted(template: str, columns: int, lines: int) -> str:
    """The text with line breaks where a display of so many columns and lines needs them, words shortened only then."""
    text = re.sub(r"%\s*RH\b", "%", template)
    if width(text) <= columns or "\n" in text:
        return text
    parts = [p.strip() for p in text.split(", ")]
    if len(parts) > 1 and len(parts) <= lines and all(width(p) <= columns for p in parts):
        return "\n".join(parts)
    parts = [_short(p) for p in parts]
    while len(parts) > lines > 0:
        parts = [" ".join(_letters(p) for p in parts[i:i + 2]) for i in range(0, len(parts), 2)]
    return "\n".join(p if width(p) <= columns else _letters(p) for p in parts)


def width(text: str) -> int:
    """Characters on the display, readings at their usual width."""
    return len(re.sub(r"\{[^{}]*\}", "0" * NUMBER_WIDTH, text))


def _short(part: str) -> str:
    """'Temperature {t} °C' → 'Temp {t}°C'."""
    for word, short in SHORT.items():
        part = re.sub(rf"^{word}\b", short, part, flags=re.IGNORECASE)
    return re.sub(r"\} (?=[°%a-zA-Z])", "}", part)


def _letters(part: str) -> str:
    """'Temp {t}°C' → 'T{t}°C'."""
    match = re.match(r"([^\W\d_])[\w ]*?\s*(\{[^{}]*\}.*)$", part)
    return f"{match[1]}{match[2]}" if match else part
