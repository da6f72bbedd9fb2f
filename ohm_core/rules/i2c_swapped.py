"""SDA and SCL crossed, or on two different buses."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.trace import Path
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.rules.sketch import board_pin


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        scl = next((p for p in item.part.pin if p.connect == "i2c.scl"), None) if pin.connect == "i2c.sda" else None
        clock = scene.reach(item.ref, scl.name) if scl else None
        if scl is not None and clock is not None and clock.board_pin:
            yield from _judge(scene, rule, item, (pin, scl), (path, clock))


def _judge(scene: Scene, rule: Rule, item: Instance, pins: tuple[Pin, Pin], paths: tuple[Path, Path]) -> Iterator[Verdict]:
    board = scene.board
    assert board is not None and board.part.board is not None
    here, there = (scene.board_pin(p) for p in paths)
    names = (scene.say(item.ref, pins[0].name), scene.say(item.ref, pins[1].name), scene.say(board.ref, here.name), scene.say(board.ref, there.name), item.ref)
    prefer = board.part.board.prefer
    fixed = _ends(here) == {"scl"} and _ends(there) == {"sda"}
    usual = (here.name, there.name) == (prefer.get("i2c.scl"), prefer.get("i2c.sda"))
    crossed = here.name in scene.once("clock pins", _clock_pins)
    begun = [(board_pin(scene, b.pin("sda") or "SDA", "sda"), board_pin(scene, b.pin("scl") or "SCL", "scl")) for b in (scene.sketch.buses if scene.sketch else ()) if b.kind == "i2c"]
    told = any(a is there and b is here for a, b in begun)
    if fixed or usual or crossed or told:
        yield rule.finding("error" if fixed or crossed or told else "warning", names, f"SDA and SCL of {item.ref} are swapped: SDA is on {names[2]}, SCL on {names[3]}.", f"Swap the two wires: SDA to {names[3]}, SCL to {names[2]}.")
    elif (one := _instances(here, "sda")) and (two := _instances(there, "scl")) and not one & two and not {"*"} & (one | two):
        yield rule.finding("warning", names, f"SDA of {item.ref} is on I2C bus {min(one)} ({names[2]}), SCL on bus {min(two)} ({names[3]}): wrong pins for one bus.", "Put both on pins of the same bus.")


def _clock_pins(scene: Scene) -> frozenset[str]:
    """Pins of the board that some device's clock line reaches, also behind a level shifter."""
    return frozenset(scene.board_pin(path).name for _, pin, path in scene.signals if pin.connect == "i2c.scl")


def _ends(pin: Pin) -> set[str]:
    """The ends of a bus that a pin can be."""
    return {f.rpartition(".")[2] for f in pin.functions if f.startswith("i2c:")}


def _instances(pin: Pin, end: str) -> set[str]:
    return {f[4:].split(".")[0] for f in pin.functions if f.startswith("i2c:") and f.endswith("." + end)}


RULE = Rule("i2c_swapped", "SDA goes to SDA and SCL to SCL of one bus.", "With clock and data swapped no device answers.", "NXP UM10204, I2C-bus specification, section 3.1.1", judge, ("flash_pin", "input_only", "short_circuit"))
