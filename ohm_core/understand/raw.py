"""Limits in counts of a converter: who says "gas over 300" of a sensor that reads percent means what analogRead() gives."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import AllOf, AnyOf, Condition, Held, Reading
from ohm_core.understand.scene import Scene

COUNTS = (1023, 4095)  # full scale of the converters of 10 bits (AVR, ESP8266) and 12 bits (ESP32, RP2040)


def raw_limits(scene: Scene) -> None:
    """Turns limits of percent readings that no percent can reach into shares of the converter's full scale, and says so."""
    scene.behaviours[:] = [replace(b, when=_shared(scene, b.when)) for b in scene.behaviours]


def _shared(scene: Scene, condition: Condition) -> Condition:
    if isinstance(condition, AllOf):
        return AllOf(tuple(_shared(scene, c) for c in condition.all))
    if isinstance(condition, AnyOf):
        return AnyOf(tuple(_shared(scene, c) for c in condition.any))
    if isinstance(condition, Held):
        return replace(condition, held=_shared(scene, condition.held))
    if not isinstance(condition, Reading) or not condition.read.endswith("_pct") or not isinstance(condition.value, int | float) or not 100 < condition.value <= COUNTS[-1]:
        return condition
    full = next(c for c in COUNTS if condition.value <= c)
    share = float(round(100 * condition.value / full))
    scene.pool.note(f"{condition.value:g} is taken as a reading of analogRead(), of {full}: {share:g} %.")
    return replace(condition, value=share)
