"""What a plan asks of the board: signals, before any of them has a pin."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.design.values import PinRef


@dataclass(frozen=True)
class Signal:
    """One wish for a board pin.

    `function` is a `connect` word (digital.out, analog.in …); `ends` are joined to the pin; `serves` the part pins it is
    for ("LED1.A" though a resistor lies between). `bus` signals of one bus share a hardware instance. `pull` asks for the
    board's own pull resistor. `presents` is the level the outside puts on the net while the board resets. `off` is the
    level that keeps a load off ("low", "high", "" where it does not matter). `own` are resources (TIMER1) this signal's
    part holds anyway; `rate` groups PWM users that need their own frequency (servo, tone, level).
    """

    id: str
    function: str
    ends: tuple[PinRef, ...]
    serves: tuple[str, ...]
    bus: str = ""
    pull: str = ""
    presents: str = ""
    off: str = ""
    own: tuple[str, ...] = ()
    rate: str = ""
