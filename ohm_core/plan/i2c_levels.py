"""One I2C bus with parts of two voltages on a 5 V board: what pulls its lines to 5 V is kept from what stands only 3.3 V."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.catalogue.catalogue import find_pin
from ohm_core.design.values import PinRef
from ohm_core.plan.draft import Draft, volts_of
from ohm_core.plan.levels import at, board_side_of_channel
from ohm_core.plan.signals import Signal


def separate(draft: Draft) -> None:
    """Put the parts that a 5 V pull-up would hurt behind a two-way level shifter; only on boards of 5 V logic."""
    if draft.logic < 4:
        return
    for index, signal in enumerate(draft.signals):
        if signal.bus == "i2c":
            draft.signals[index] = _shifted(draft, signal)


def _shifted(draft: Draft, signal: Signal) -> Signal:
    high = max((_pulled_to(draft, serve) for serve in signal.serves), default=0.0)
    ends = list(signal.ends)
    shared: PinRef | None = None
    for end in signal.ends:
        pin = find_pin(draft.part(end.ref), end.pin)
        most = at(pin.abs_max_v, volts_of(draft, end.ref, pin) or 3.3, "max") if pin else None
        if pin is None or most is None or most >= high:
            continue
        if shared is None:
            low_rail = next((s.pin for s in draft.sources if 3.0 <= s.nominal <= 3.6), None)
            channel = board_side_of_channel(draft, low_rail) if low_rail else None
            if channel is None:
                continue
            shared, board_side = channel
            ends.append(board_side)
        ends.remove(end)
        draft.wire(shared, end)
    return replace(signal, ends=tuple(ends))


def _pulled_to(draft: Draft, serve: str) -> float:
    """The voltage that a part's own pull-up holds the line at; 0 where it has none."""
    ref, _, name = serve.partition(".")
    pin = find_pin(draft.part(ref), name)
    if pin is None or pin.pull is None:
        return 0.0
    source = draft.fed.get(PinRef(ref, pin.pull.to))
    return source.nominal if source else 0.0
