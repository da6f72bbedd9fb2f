"""What a sketch does with the pins of the board, shared by the rules on firmware against wiring. Not a rule itself."""

from __future__ import annotations

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.firmware.reading.facts import DRIVES, READS, PinUse
from ohm_core.firmware.reading.facts import Pin as Said
from ohm_core.rules.rule import Scene, is_signal

ONBOARD = ("LED_BUILTIN", "LED")  # the board's own, on a pin that may not be led out
Uses = dict[str, list[PinUse]]
DRIVEN = frozenset({"digital.out", "pwm.out", "servo.out", "tone.out", "ws2812.out", "pulse.out", "load"})
READ = frozenset({"digital.in", "analog.in", "pulse.in", "interrupt.in"})


def board_pin(scene: Scene, said: Said, how: str) -> Pin | None:
    """The board's pin that a sketch names; None where the board has none of that name. analogRead(0) of an AVR is A0."""
    board = scene.board
    if board is None or board.part.board is None:
        return None
    family = board.part.board.family
    if how == "analog" and isinstance(said, int) and family == "avr" and (channel := board.pin(f"A{said}")) is not None:
        return channel
    if isinstance(said, str) and said in ONBOARD:
        return next((p for p in board.part.pin if "led" in p.functions), None)
    if isinstance(said, str) and said in ("SDA", "SCL", "MOSI", "MISO", "SCK", "SS"):
        usual = {"SDA": "i2c.sda", "SCL": "i2c.scl", "MOSI": "spi.mosi", "MISO": "spi.miso", "SCK": "spi.sck", "SS": "spi.cs"}[said]
        return board.pin(board.part.board.prefer.get(usual, said))
    if isinstance(said, str) and ":" in said:  # a channel of the chip: adc:ADC1.6
        return next((p for p in board.part.pin if said in p.functions), None)
    spellings = (str(said), *(f"{mark}{said}" for mark in ("D", "GPIO", "GP") if isinstance(said, int)))
    return next((pin for name in spellings if (pin := board.pin(name)) is not None), None)


def uses(scene: Scene) -> Uses:
    """Every board pin of the sketch by its catalogue name, with what is done to it."""
    def find(scene: Scene) -> Uses:
        found: Uses = {}
        for use in scene.sketch.pins if scene.sketch else ():
            pin = board_pin(scene, use.pin, use.how)
            if pin is not None:
                found.setdefault(pin.joined or pin.name, []).append(use)
        return found

    return scene.once("pins of the sketch", find)


def of(scene: Scene, pin: Pin) -> list[PinUse]:
    """What the sketch does with a board pin."""
    return uses(scene).get(pin.joined or pin.name, [])


def nameless(scene: Scene) -> list[str]:
    """Pins that the sketch uses by names which neither it nor the board explains: a header that is not here."""
    return sorted({str(u.pin) for u in (scene.sketch.pins if scene.sketch else ()) if isinstance(u.pin, str) and u.pin not in ONBOARD and board_pin(scene, u.pin, u.how) is None})


def perhaps(scene: Scene) -> set[str]:
    """Board pins whose number the sketch hands to calls that nobody here knows."""
    def find(scene: Scene) -> set[str]:
        found = (board_pin(scene, said, "") for said in (scene.sketch.mentioned if scene.sketch else ()))
        return {p.joined or p.name for p in found if p is not None}

    return scene.once("pins that the sketch may use", find)


def on_buses(scene: Scene) -> set[str]:
    """Board pins that the sketch's buses use: those it names, else the board's usual ones."""
    board = scene.board
    if scene.sketch is None or board is None or board.part.board is None:
        return set()
    ends = {"i2c": ("sda", "scl"), "spi": ("sck", "mosi", "miso"), "uart": ("rx", "tx")}
    found: set[str] = set()
    for bus in scene.sketch.buses:
        for end in ends[bus.kind]:
            said = bus.pin(end)
            pin = board_pin(scene, said, end) if said is not None else board.pin(board.part.board.prefer.get(f"{bus.kind}.{end}", "")) if bus.kind != "uart" else None
            found.update({pin.joined or pin.name} if pin is not None else ())
    return found


def wired_signals(scene: Scene) -> dict[str, list[tuple[Instance, Pin]]]:
    """Part pins by the board's signal pin that they reach."""
    def find(scene: Scene) -> dict[str, list[tuple[Instance, Pin]]]:
        found: dict[str, list[tuple[Instance, Pin]]] = {}
        for item, pin, path in scene.signals:
            at = scene.board_pin(path)
            found.setdefault(at.joined or at.name, []).append((item, pin))
        return found

    return scene.once("signals by board pin", find)


def drives(found: list[PinUse]) -> list[PinUse]:
    return [u for u in found if u.how in DRIVES]


def reads(found: list[PinUse]) -> list[PinUse]:
    return [u for u in found if u.how in READS]


def spoken(scene: Scene, name: str) -> str:
    """`U1.D13` of a board pin."""
    return scene.say(scene.circuit.board, name)


def signal_pins(scene: Scene) -> list[Pin]:
    return [p for p in scene.board.part.pin if is_signal(p)] if scene.board else []
