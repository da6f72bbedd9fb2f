"""Between two voltage domains: is the other side's high a high here, and does it stand our volts? If not, what goes between."""

from __future__ import annotations

from ohm_core.catalogue.schema import Fact, Pin
from ohm_core.design.values import PinRef
from ohm_core.plan.draft import Draft, volts_of

DIVIDER_TOP, DIVIDER_BOTTOM = 1000.0, 2000.0  # 5 V → 3.33 V, 1.7 mA: stiff enough for a microsecond edge
ANALOG_TIMES = 10.0  # an analogue output is weak (some kΩ in an MQ-2 module) and slow: ten times the ohms load it less


def at(fact: Fact | None, volts: float | None, pick: str) -> float | None:
    """The number `pick` (min, typ, max) of a fact in volts, with ratios and offsets of its domain put in; None unknown."""
    if fact is None or fact.unknown:
        return None
    value: float | None = getattr(fact, pick)
    if value is None:
        value = fact.any()
    if value is None or (fact.of or fact.over) and volts is None:
        return None
    if fact.of:
        return value * (volts or 0.0)
    return value + (volts or 0.0) if fact.over else value


def output_high(pin: Pin, volts: float | None) -> float | None:
    """The highest voltage the part's pin puts out; None where nobody knows."""
    known = [at(pin.voh_v, volts, "max"), at(pin.analog_out_v, volts, "max"), at(pin.output_v, volts, "max")]
    highs = [x for x in known if x is not None]
    return max(highs) if highs else volts


def hurts_board(draft: Draft, ref: str, pin: Pin) -> bool:
    """True when the part's pin puts more on a board pin than the board stands (its rail + 0.3 V)."""
    high = output_high(pin, volts_of(draft, ref, pin))
    return high is not None and high > draft.logic + 0.4


def not_seen_high(draft: Draft, ref: str, pin: Pin) -> bool:
    """True when the board's high is below what the part's input takes for one."""
    need = at(pin.vih_v, volts_of(draft, ref, pin), "min")
    return need is not None and need > draft.logic * 0.97


def hurt_by_board(draft: Draft, ref: str, pin: Pin) -> bool:
    """True when the board's high is more than the part's input stands (a 3.3 V chip on a 5 V board)."""
    most = at(pin.abs_max_v, volts_of(draft, ref, pin), "max")
    return most is not None and draft.logic > most


def _divided(draft: Draft, end: PinRef, why: str) -> PinRef:
    """END behind a divider of 1 kΩ and 2 kΩ: where the board is joined."""
    top, bottom = draft.resistor(DIVIDER_TOP, why), draft.resistor(DIVIDER_BOTTOM, why)
    draft.wire(PinRef(top, "2"), end)
    draft.wire(end, PinRef(bottom, "1"))
    draft.wire(PinRef(bottom, "2"), draft.ground)
    return PinRef(top, "1")


def _board_side(channel: tuple[PinRef, PinRef] | None, end: PinRef, draft: Draft) -> PinRef:
    """END joined to the low side of a channel; the high side is the board's."""
    if channel is None:
        return end
    low, high = channel
    draft.wire(low, end)
    return high


def into_board(draft: Draft, ref: str, pin: Pin) -> PinRef:
    """Where the board is joined to read a part's output: the pin itself, or the middle of a divider where it is too high."""
    end = PinRef(ref, pin.name)
    if not hurts_board(draft, ref, pin):
        return end
    why = f"brings {ref}.{pin.name} from {volts_of(draft, ref, pin) or 5:g} V down to {draft.logic:g} V"
    times = ANALOG_TIMES if pin.connect == "analog.in" else 1.0
    top, bottom = draft.resistor(times * DIVIDER_TOP, why), draft.resistor(times * DIVIDER_BOTTOM, why)
    middle = PinRef(top, "2")
    draft.wire(end, PinRef(top, "1"))
    draft.wire(middle, PinRef(bottom, "1"))
    draft.wire(PinRef(bottom, "2"), draft.ground)
    return middle


def out_of_board(draft: Draft, ref: str, pin: Pin, end: PinRef | None = None) -> PinRef:
    """Where the board is joined to drive a part's input: the pin itself (or END, a resistor before it), or a channel of a 5 V
    buffer where 3.3 V is too low."""
    end = end or PinRef(ref, pin.name)
    if hurt_by_board(draft, ref, pin):
        source = draft.fed.get(PinRef(ref, pin.domain))
        if source is None or source.nominal > 4:
            return _divided(draft, end, f"brings {draft.logic:g} V down for {ref}.{pin.name}")
        return _board_side(_channel(draft, "two_way", source.pin if source else None), end, draft)
    if not not_seen_high(draft, ref, pin):
        return end
    source = draft.fed.get(PinRef(ref, pin.domain))
    channel = _channel(draft, "buffer", source.pin if source else None)
    if channel is None:
        return end
    low, high = channel
    draft.wire(high, end)
    return low


def both_ways(draft: Draft, end: PinRef, rail: PinRef) -> PinRef:
    """The 3.3 V side of a two-way channel (open-drain lines: I2C, one-wire) whose other side is joined to END."""
    channel = _channel(draft, "two_way", rail)
    if channel is None:
        return end
    low, high = channel
    draft.wire(high, end)
    return low


def board_side_of_channel(draft: Draft, low_rail: PinRef) -> tuple[PinRef, PinRef] | None:
    """A two-way channel of a 5 V board: (side for the low parts, side for the board); None where there is no shifter."""
    return _channel(draft, "two_way", low_rail)


def _channel(draft: Draft, kind: str, rail: PinRef | None) -> tuple[PinRef, PinRef] | None:
    """A free channel (board side, part side) of a level shifter, with a new one added when the last is full."""
    chosen = _shifter(draft, kind)
    if chosen is None or rail is None:
        return None
    channels, grounds, low_supply, high_supply = chosen[1:]
    busy = {end for w in draft.wires for end in w} | {end for s in draft.signals for end in s.ends}
    low_rail, high_rail = (rail, draft.logic_rail) if draft.logic > 4 else (draft.logic_rail, rail)
    for ref, use in draft.parts.items():
        if use.part == chosen[0] and (not high_supply or (high_rail, PinRef(ref, high_supply)) in draft.wires):
            free = [c for c in channels if PinRef(ref, c[1]) not in busy and PinRef(ref, c[0]) not in busy]
            if free:
                return _take(draft, ref, kind, free[0], grounds)
    ref = draft.add(chosen[0], serves=(f"{draft.logic:g} V and {'3.3' if draft.logic > 4 else '5'} V signals understand each other through it",))
    for pin, to in ((low_supply, low_rail), (high_supply, high_rail)):
        if pin:
            draft.wire(to, PinRef(ref, pin))
    draft.wire(draft.ground, PinRef(ref, "GND"))
    return _take(draft, ref, kind, channels[0], grounds)


def _take(draft: Draft, ref: str, kind: str, channel: tuple[str, str], enables: dict[str, str]) -> tuple[PinRef, PinRef]:
    if channel[0] in enables:
        draft.wire(draft.ground, PinRef(ref, enables[channel[0]]))
    return PinRef(ref, channel[0]), PinRef(ref, channel[1])


def _shifter(draft: Draft, kind: str) -> tuple[str, list[tuple[str, str]], dict[str, str], str, str] | None:
    """The catalogue's part for this job: id, channels (board side, part side), enable pins by channel, low and high supply pin."""
    two_way = "level-shifter-4ch"
    buffer = next((i for i in ("74ahct125", "74hct125") if i in draft.catalogue), None)
    if kind == "buffer" and buffer:
        part = draft.catalogue.part(buffer)
        names = {p.name for p in part.pin}
        channels = [(f"{n}A", f"{n}Y") for n in (1, 2, 3, 4)]
        enables = {f"{n}A": f"{n}OE" for n in (1, 2, 3, 4) if f"{n}OE" in names}
        return buffer, channels, enables, "", "VCC"
    if two_way in draft.catalogue:
        return two_way, [(f"LV{n}", f"HV{n}") for n in (1, 2, 3, 4)], {}, "LV", "HV"
    return None
