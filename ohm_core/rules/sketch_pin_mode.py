"""Pins whose mode in the sketch does not fit what is wired to them."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.trace import Path
from ohm_core.firmware.reading.facts import PinUse
from ohm_core.rules.floating_input import held, lets_go
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.rules.sketch import DRIVEN, drives, of, reads

FORCE = frozenset({"out", "pwm", "tone", "servo", "dac"})  # drives both levels


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals if scene.sketch else ():
        found = of(scene, scene.board_pin(path))
        if found:
            yield from _fights(scene, rule, item, pin, path, found)
            yield from _floats(scene, rule, item, pin, path, found)
            yield from _never_driven(scene, rule, item, pin, path, found)


def _fights(scene: Scene, rule: Rule, item: Instance, pin: Pin, path: Path, found: list[PinUse]) -> Iterator[Verdict]:
    """OUTPUT on a pin that the part drives too."""
    use = next((u for u in found if u.how in FORCE and u.sure), None)
    if use is not None and pin.type == "output" and pin.drive not in ("open_drain", "tri_state") and not path.via:
        where, name = scene.at_board(path), scene.say(item.ref, pin.name)
        yield rule.finding("error", (where, name, item.ref), f"The sketch makes {where} an output ({use.by}, {use.at}), but {name} is an output too: they drive against each other.", f"Make {where} an INPUT; only read it.")


def _floats(scene: Scene, rule: Rule, item: Instance, pin: Pin, path: Path, found: list[PinUse]) -> Iterator[Verdict]:
    """INPUT without a pull-up on a contact that nothing else holds."""
    modes = [u for u in found if u.how in ("in_pullup", "in_pulldown", "in", "interrupt")]
    net = scene.net(item.ref, pin.name)
    if not modes or any(u.how in ("in_pullup", "in_pulldown") for u in modes) or pin.connect not in ("digital.in", "interrupt.in", "pulse.in") or pin.pull or not lets_go(pin) or net is None:
        return
    if not (held(scene, net) or held(scene, path.net)):
        where, name, use = scene.at_board(path), scene.say(item.ref, pin.name), modes[0]
        yield rule.finding("error", (where, name, item.ref), f"{where} is a plain INPUT ({use.by}, {use.at}) and floats while {item.ref} is open.", f"{_pull_up(use, scene.board_pin(path).name)} with the contact to GND, or put 10 kΩ from {where} to the logic supply.")


def _pull_up(use: PinUse, pin: str) -> str:
    """How the pull-up is turned on in the words of the call that set the mode."""
    calls = {"pinMode": f"Write pinMode({pin}, INPUT_PULLUP)", "gpio_set_direction": f"Call gpio_pullup_en({pin})", "gpio_config": "Set pull_up_en", "gpio_set_dir": f"Call gpio_pull_up({pin})"}
    return calls.get(use.by, f"Turn on the pull-up of {pin} in the program")


def _never_driven(scene: Scene, rule: Rule, item: Instance, pin: Pin, path: Path, found: list[PinUse]) -> Iterator[Verdict]:
    """A part that wants to be driven, on a pin that is only read."""
    if pin.connect in DRIVEN and not drives(found) and (use := next(iter(reads(found)), None)) is not None:
        where, name = scene.at_board(path), scene.say(item.ref, pin.name)
        yield rule.finding("error", (where, name, item.ref), f"{name} waits for a signal, but the sketch only reads {where} ({use.by}, {use.at}).", f"Make {where} an OUTPUT and write to it.")


RULE = Rule("sketch_pin_mode", "A pin's mode fits what is wired to it.", "An output against an output overloads both; an input that nothing holds reads at random.", "Arduino language reference, pinMode() and Digital pins", judge, ("floating_input", "outputs_together", "pin_used_twice", "short_circuit"), of_sketch=True)
