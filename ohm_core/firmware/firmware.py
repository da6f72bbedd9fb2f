"""What the generator hands back: source files, and what of the behaviours it could not write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ohm_core.design.values import SourceFile
from ohm_core.design.wishes import Unserved

Language = Literal["arduino", "micropython"]
Family = Literal["avr", "attiny", "esp32", "esp8266", "rp2040", "stm32"]

__all__ = ["Family", "Firmware", "Language", "SourceFile", "Unserved"]


@dataclass(frozen=True)
class Firmware:
    """A firmware folder as values. `unsupported` says, in the words that asked for it, what it does not do and why."""

    files: tuple[SourceFile, ...]
    unsupported: tuple[Unserved, ...] = ()
    language: Language = "arduino"

    def file(self, path: str) -> SourceFile | None:
        """The file of this path, or None."""
        return next((f for f in self.files if f.path == path), None)
