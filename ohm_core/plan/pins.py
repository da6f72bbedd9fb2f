"""Signals → board pins by CP-SAT: real capabilities, straps, buses, timers; what a person locked stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ohm_core.catalogue.schema import Part, Pin
from ohm_core.plan.signals import Signal
from ohm_core.plan.solver import Choices

# What a choice costs, in tenths; only their order matters.
AVOID, USB_PIN, STRAP, SPARE_ADC, SPARE_DAC, SPARE_PWM, SPARE_INTERRUPT, RESERVED, PREFERRED, BOOT_GLITCH = 200, 500, 250, 30, 20, 15, 8, 40, -80, 300


@dataclass(frozen=True)
class Assignment:
    """Signal id → board pin name; or, where that cannot be, the ids of signals that collide."""

    pins: Mapping[str, str]
    collide: tuple[str, ...] = ()


def assign(board: Part, signals: Iterable[Signal], features: Mapping[str, bool], taken: frozenset[str], fixed: Mapping[str, str]) -> Assignment:
    """Pins for all signals at least cost. `taken` are resources that parts hold; `fixed` are signal id → pin locked by a person."""
    wanted = list(signals)
    model = Choices()
    first = {p.joined or p.name: p.name for p in reversed(board.pin)}
    nodes = [p for p in board.pin if first[p.joined or p.name] == p.name]
    options = {s.id: [p for p in nodes if _able(p, s, board, features, taken) and fixed.get(s.id, p.name) == p.name] for s in wanted}
    for signal in wanted:
        model.exactly_one([(signal.id, p.name) for p in options[signal.id]], wish=signal.id)
        for pin in options[signal.id]:
            model.cost((signal.id, pin.name), _price(pin, signal, board))
    for pin in board.pin:
        model.at_most_one([(s.id, pin.name) for s in wanted if pin in options[s.id]])
    _buses(model, wanted, options)
    _pwm(model, wanted, options)
    chosen = model.solve()
    if chosen is None:
        return Assignment({}, tuple(str(x) for x in model.collide()) or tuple(s.id for s in wanted if not options[s.id]))
    return Assignment(_in_order(board, wanted, fixed, {s.id: p.name for s in wanted for p in options[s.id] if (s.id, p.name) in chosen}))


def _in_order(board: Part, wanted: list[Signal], fixed: Mapping[str, str], pins: dict[str, str]) -> dict[str, str]:
    """The same pins dealt out in header order among signals that could swap theirs, so that neighbours stay neighbours."""
    place = {p.name: i for i, p in enumerate(board.pin)}
    alike: dict[tuple[object, ...], list[Signal]] = {}
    for s in wanted:
        if s.id not in fixed and (not s.bus or s.function == "spi.cs"):
            alike.setdefault((s.function, s.pull, s.presents, s.off, s.own, s.rate), []).append(s)
    for group in alike.values():
        pins.update(zip((s.id for s in group), sorted((pins[s.id] for s in group), key=place.__getitem__), strict=True))
    return pins


def _able(pin: Pin, signal: Signal, board: Part, features: Mapping[str, bool], taken: frozenset[str]) -> bool:
    """True when the board's pin can do what the signal asks, with these features on and these resources taken."""
    has = set(pin.functions)
    if has & {"flash", "reset", "usb"} or not has:
        return False
    if signal.pull == "up" and "pull_up" not in has or signal.pull == "down" and "pull_down" not in has:
        return False
    if _strap_hurt(pin, signal):
        return False
    return _capable(pin, signal, board, _blocked(board, features) | (taken - set(signal.own)))


def _capable(pin: Pin, signal: Signal, board: Part, blocked: frozenset[str] | set[str]) -> bool:
    has, function = set(pin.functions), signal.function
    if function in ("digital.in", "pulse.in"):
        return "in" in has
    if function in ("digital.out", "ws2812.out", "spi.cs") or function == "pwm.out" and signal.own:
        return "out" in has
    if function == "onewire":
        return {"in", "out"} <= has
    if function == "analog.in":
        return any(_free(f, "adc:", blocked) for f in has)
    if function == "pwm.out":
        return any(_free(f, "pwm:", blocked) for f in has)
    if function == "analog.out":
        return any(f.startswith("dac:") for f in has)
    if function == "interrupt.in":
        return "in" in has and any(f.startswith("interrupt") for f in has)
    return bool(_instances(pin, function)) or _soft_serial(board, function, has)


def _soft_serial(board: Part, function: str, has: set[str]) -> bool:
    """AVR boards with one UART, which USB needs: SoftwareSerial works on any digital pin."""
    return function in ("uart.rx", "uart.tx") and bool(board.board and board.board.family in ("avr", "esp8266")) and {"in", "out"} <= has


def _free(function: str, kind: str, blocked: frozenset[str] | set[str]) -> bool:
    return function.startswith(kind) and function[len(kind):].split(".")[0] not in blocked


def _blocked(board: Part, features: Mapping[str, bool]) -> set[str]:
    return {c.resource for c in (board.board.conflicts if board.board else ()) if features.get(c.feature)}


def _instances(pin: Pin, function: str) -> set[str]:
    """The bus instances ('0', '1', '*') in which the pin can be this end: 'i2c.sda' of 'i2c:0.sda'."""
    bus, end = function.split(".")
    return {i for f in pin.functions if f.startswith(bus + ":") for i, _, e in [f[len(bus) + 1:].partition(".")] if e == end}


def _strap_hurt(pin: Pin, signal: Signal) -> bool:
    """True when what hangs on the pin would pull a strap the wrong way at reset."""
    strap = pin.reset.strap if pin.reset else ""
    pulls_low = signal.presents in ("low", "pull-down")
    pulls_high = signal.presents in ("high", "pull-up") or signal.pull == "up"
    return strap == "high" and pulls_low or strap == "low" and pulls_high


def _price(pin: Pin, signal: Signal, board: Part) -> int:
    facts, has = board.board, set(pin.functions)
    assert facts is not None
    price = [p.name for p in board.pin].index(pin.name) % 40
    price += (USB_PIN if "USB" in facts.avoid[pin.name] or "UART0" in facts.avoid[pin.name] else AVOID) if pin.name in facts.avoid else 0
    if pin.reset and pin.reset.strap in ("high", "low"):
        price += STRAP if signal.presents == "high-z" else 3 * STRAP
    if signal.off and pin.reset and (pin.reset.glitch or pin.reset.own_pull == "up" and signal.off == "low"):
        price += BOOT_GLITCH
    if signal.function != "analog.in" and any(f.startswith("adc:") for f in has):
        price += SPARE_ADC
    if any(f.startswith("dac:") for f in has):
        price += SPARE_DAC
    if signal.function != "pwm.out" and any(f.startswith("pwm:") and "*" not in f for f in has):
        price += SPARE_PWM
    if signal.function != "interrupt.in" and any(f.startswith("interrupt:INT") for f in has):
        price += SPARE_INTERRUPT
    if pin.name in [v for k, v in facts.prefer.items() if k.split(".")[0] in ("i2c", "spi")] and signal.bus == "":
        price += RESERVED
    if facts.prefer.get(signal.function) == pin.name:
        price += PREFERRED
    if signal.own and any(f.startswith("pwm:") and f[4:].split(".")[0] in signal.own for f in has):
        price += PREFERRED
    return price


def _buses(model: Choices, wanted: list[Signal], options: Mapping[str, list[Pin]]) -> None:
    """All ends of one bus sit on one hardware instance."""
    for bus in sorted({s.bus for s in wanted if s.bus}):
        ends = [s for s in wanted if s.bus == bus and s.function != "spi.cs"]
        instances = sorted({i for s in ends for p in options[s.id] for i in _instances(p, s.function)} - {"*"})
        if not instances:
            continue
        model.exactly_one([("instance", bus, i) for i in instances])
        for signal in ends:
            for pin in options[signal.id]:
                fitting = _instances(pin, signal.function)
                if "*" in fitting or not fitting:
                    continue
                for other in set(instances) - fitting:
                    model.forbid_together((signal.id, pin.name), ("instance", bus, other))


def _pwm(model: Choices, wanted: list[Signal], options: Mapping[str, list[Pin]]) -> None:
    """One PWM channel drives one signal, and signals of different rates do not share a counter (RP2040 slices)."""
    users = [(s, p, f[4:]) for s in wanted if s.function == "pwm.out" and not s.own for p in options[s.id] for f in p.functions if f.startswith("pwm:") and "*" not in f]
    for i, (a, pa, channel_a) in enumerate(users):
        for b, pb, channel_b in users[i + 1:]:
            if a is b:
                continue
            same_counter = channel_a.split(".")[0] == channel_b.split(".")[0]
            if channel_a == channel_b or same_counter and a.rate != b.rate:
                model.forbid_together((a.id, pa.name), (b.id, pb.name))
