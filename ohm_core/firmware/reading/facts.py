"""What a sketch says of the hardware."""

from __future__ import annotations

from dataclasses import dataclass

Pin = int | str  # as the sketch names it: 13, "A0", "GP15", "LED_BUILTIN"

DRIVES = frozenset({"out", "pwm", "tone", "servo", "dac", "data", "tx", "sck", "mosi", "cs", "open_drain"})
READS = frozenset({"in", "in_pullup", "in_pulldown", "analog", "pulse", "interrupt", "touch", "data", "rx", "miso"})


@dataclass(frozen=True, order=True)
class Place:
    """Where it stands: file name and line, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class PinUse:
    """One pin and what is done with it. `how` is a word of DRIVES or READS, or "mode" words of pinMode; `by` the call that does it.

    `sure` is False where the value may be another one when the program runs (a variable that is changed, one of an array).
    """

    pin: Pin
    how: str
    by: str
    at: Place
    sure: bool = True


@dataclass(frozen=True)
class BusUse:
    """A bus in use: `kind` is i2c, spi or uart; `pins` are (end, pin) where the sketch names them, else the board's usual ones."""

    kind: str
    unit: str
    pins: tuple[tuple[str, Pin], ...]
    by: str
    at: Place

    def pin(self, end: str) -> Pin | None:
        return dict(self.pins).get(end)


@dataclass(frozen=True)
class AddressUse:
    """A 7-bit I2C address that the sketch speaks to."""

    address: int
    by: str
    at: Place
    assumed: bool = False  # the library's default, not written in the sketch


@dataclass(frozen=True)
class SketchFacts:
    """All of one sketch. `unread` says, with place, what a reader could not work out; then absence of a use proves nothing."""

    language: str  # cpp, micropython or circuitpython
    pins: tuple[PinUse, ...] = ()
    buses: tuple[BusUse, ...] = ()
    addresses: tuple[AddressUse, ...] = ()
    libraries: tuple[str, ...] = ()
    features: tuple[str, ...] = ()  # wifi, bluetooth
    mentioned: frozenset[Pin] = frozenset()  # given to calls that no table knows: they may be pins
    strangers: tuple[str, ...] = ()  # libraries that no table knows: they may use pins of their own accord
    unread: tuple[str, ...] = ()

    def complete(self) -> bool:
        """True when every call that takes a pin was worked out."""
        return not self.unread
