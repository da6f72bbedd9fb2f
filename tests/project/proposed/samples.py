"""A planned design that tests of proposals share."""

from __future__ import annotations

from functools import cache

from ohm_core.project.prototype import Prototype, make


@cache
def waterer() -> Prototype:
    return make("water my plant when the soil is dry with an ESP32 and show the moisture on an OLED, and a red LED when dry")
