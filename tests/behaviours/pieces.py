"""What cases are put together from: parts with their wires, and steps in the words of Wokwi's automation scenarios."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.firmware.bench import ALWAYS, after, do, look, put, says, when

__all__ = ["ALWAYS", "Piece", "adc", "after", "button", "clock", "dark", "do", "event", "in_turn", "keypad", "knob", "led", "lit", "look", "near", "powered", "press", "put", "reads", "relay", "rgb", "says", "seen", "tap", "together",
           "until", "when"]


@dataclass(frozen=True)
class Piece:
    """Some parts and their wires."""

    parts: dict[str, Any] = field(default_factory=dict)
    wires: list[str] = field(default_factory=list)


def together(*pieces: Piece) -> dict[str, Any]:
    """The `parts` and `wires` of a case."""
    return {"parts": {k: v for p in pieces for k, v in p.parts.items()}, "wires": [w for p in pieces for w in p.wires]}


def led(ref: str, pin: str) -> Piece:
    return Piece({ref: "led-5mm", f"R{ref}": ("resistor", {"resistance_ohm": 220})}, [f"{pin} R{ref}.1", f"R{ref}.2 {ref}.A", f"{ref}.C GND"])


def button(ref: str, pin: str) -> Piece:
    return Piece({ref: "button"}, [f"{pin} {ref}.1", f"{ref}.2 GND"])


def knob(ref: str, pin: str) -> Piece:
    return Piece({ref: "potentiometer-10k"}, [f"V {ref}.2", f"GND {ref}.1", f"{pin} {ref}.SIG"])


def powered(ref: str, part: Any, *wires: str, rail: str = "V") -> Piece:
    return Piece({ref: part}, [f"{rail} {ref}.VCC", f"GND {ref}.GND", *wires])


def relay(ref: str, pin: str) -> Piece:
    return powered(ref, "relay-module-1ch", f"{pin} {ref}.IN", rail="5V")


def clock(ref: str = "RTC1") -> Piece:
    return powered(ref, "ds3231-module", f"SDA {ref}.SDA", f"SCL {ref}.SCL")


def rgb(ref: str = "RGB1") -> Piece:
    resistors = {f"R{ref}{n}": ("resistor", {"resistance_ohm": 220}) for n in (1, 2, 3)}
    return Piece({ref: "led-rgb", **resistors}, [f"D3 R{ref}1.1", f"D5 R{ref}2.1", f"D6 R{ref}3.1", f"R{ref}1.2 {ref}.R", f"R{ref}2.2 {ref}.G", f"R{ref}3.2 {ref}.B", f"{ref}.C GND"])


def keypad(ref: str = "KEYS1") -> Piece:
    pins = ("D2", "D4", "D5", "D6", "D7", "D8", "D9", "D10")
    return Piece({ref: "keypad-4x4"}, [f"{p} {ref}.{k}" for p, k in zip(pins, ("R1", "R2", "R3", "R4", "C1", "C2", "C3", "C4"), strict=True)])


def adc(ref: str, part: str, pin: str, signal: str = "AOUT") -> Piece:
    return powered(ref, part, f"{pin} {ref}.{signal}")


def event(name: str) -> dict[str, Any]:
    return {"event": name}


def reads(name: str, op: str, value: Any, hysteresis: float = 0.0) -> dict[str, Any]:
    return {"read": name, "op": op, "value": value, **({"hysteresis": hysteresis} if hysteresis else {})}


def in_turn(*actions: dict[str, Any] | list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The actions as those of turn 1, 2, 3 …; a list is one turn."""
    return [{**a, "turn": n} for n, turn in enumerate(actions, 1) for a in (turn if isinstance(turn, list) else [turn])]


def press(ref: str = "BTN1") -> list[Any]:
    """A press, after letting go of the one before. It ends with the button down: what hangs on the release comes too late for the looks that follow."""
    return [put(ref, "pressed", 0), after("40ms"), put(ref, "pressed", 1), after("80ms")]


def tap(ref: str = "BTN1") -> list[Any]:
    """A press and the release after it."""
    return [put(ref, "pressed", 1), after("60ms"), put(ref, "pressed", 0), after("60ms")]


def lit(*refs: str) -> list[Any]:
    return [look(r, "on", 1) for r in refs]


def dark(*refs: str) -> list[Any]:
    return [look(r, "on", 0) for r in refs]


def near(ref: str, pin: str, value: float, tolerance: float) -> dict[str, Any]:
    return {"expect-pin": {"part-id": ref, "pin": pin, "value": value, "tolerance": tolerance}}


def seen(ref: str, pin: str, words: str) -> dict[str, Any]:
    """A look that the words are part of what is shown."""
    return {"expect-pin": {"part-id": ref, "pin": pin, "value": words, "contains": True}}


def until(ref: str, pin: str, value: Any, timeout: str, **more: Any) -> dict[str, Any]:
    return {"wait-pin": {"part-id": ref, "pin": pin, "value": value, "timeout": timeout, **more}}
