"""Units → the quantities they may measure, and the other way round."""

from __future__ import annotations

BY_UNIT = {"temperature": ("temperature",), "length": ("distance", "water_level"), "percent": ("humidity", "soil_moisture", "light", "water_level"), "weight": ("weight",)}
FITS_UNIT = {"temperature": ("temperature", "number"), "humidity": ("percent", "number"), "soil_moisture": ("percent", "number"), "distance": ("length", "number"), "weight": ("weight", "number"), "light": ("percent", "number", "other")}
