"""Circuit and behaviours → firmware sources. Everything asked for is written, or listed with the reason why not."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Circuit
from ohm_core.design.behaviour import Action, Behaviour, subjects
from ohm_core.errors import BadInput
from ohm_core.firmware.adapt import adapted
from ohm_core.firmware.arduino import Sketch, arduino_files
from ohm_core.firmware.behave import program
from ohm_core.firmware.conditions import utc_offset
from ohm_core.firmware.cpp import Cpp
from ohm_core.firmware.devices import Device, devices
from ohm_core.firmware.firmware import Firmware, Language, Unserved
from ohm_core.firmware.micropython import micropython_files
from ohm_core.firmware.names import Names
from ohm_core.firmware.py import Python
from ohm_core.firmware.values import Context, Figures

LANGUAGES: dict[str, Language] = {"arduino": "arduino", "cpp": "arduino", "c++": "arduino", "micropython": "micropython", "python": "micropython"}


def generate(circuit: Circuit, language: str = "") -> Firmware:
    """The firmware of a design, in LANGUAGE ("arduino" or "micropython"), by default the one the design asks for, else the
    board's first. Raises BadInput where there is no board or it does not run that language.
    """
    chosen = language_of(circuit, language)
    found, missing = devices(circuit, chosen)
    names = Names()
    for device in found:
        names.take(device.var)
    python = chosen == "micropython"
    figures = Figures(_constants(found), prefix="config." if python else "")
    ctx = Context(Python() if python else Cpp(), {d.ref: d for d in found}, figures, missing, _line_base(circuit.design.behaviours), _online(circuit), names=names)
    made = program(ctx, adapted(circuit.design.behaviours, ctx.devices, _by_network(circuit, found, ctx.online)), names)
    if ctx.tells_time:
        utc_offset(ctx)
    sketch = Sketch(circuit, found, made, ctx)
    files = tuple(micropython_files(sketch) if python else arduino_files(sketch))
    return Firmware(files, (*made.unsupported, *_idle(circuit, missing)), chosen)


def language_of(circuit: Circuit, language: str = "") -> Language:
    """The language to write in. Raises BadInput with what the board can run."""
    board = circuit.board_instance()
    if board is None or board.part.board is None:
        raise BadInput("The design has no controller board, so there is nothing to program; add one of `ohm parts list`.", "board")
    asked = language or (circuit.design.requirements.language if circuit.design.requirements else "")
    can = board.part.board.languages
    if not can:
        raise BadInput(f"OHM writes no firmware for the {board.part.name} yet; its wiring can be planned and checked.", "board")
    if not asked:
        return LANGUAGES[can[0]]
    chosen = LANGUAGES.get(asked.lower())
    if chosen is None or chosen not in can:
        raise BadInput(f"{board.part.name} cannot be programmed in '{asked[:40]}'; it runs {' and '.join(can)}.", "language")
    return chosen


def _idle(circuit: Circuit, missing: dict[str, str]) -> Iterator[Unserved]:
    """Parts of the design that the program does nothing with although they are there to serve, and why."""
    spoken = {subject.partition(".")[0] for behaviour in circuit.design.behaviours for subject in subjects(behaviour)}
    for ref, why in missing.items():
        if ref not in spoken:
            part = circuit.parts[ref]
            yield Unserved(next(iter(part.use.serves), "") or part.part.name, f"the program does not use {ref}: {why}.")


def _constants(found: tuple[Device, ...]) -> Names:
    """Names of constants that the devices' own figures take already."""
    names = Names()
    for device in found:
        for role, _ in device.pins:
            names.take(f"{device.prefix}_{role.name}")
        for setting in device.settings:
            names.take(f"{device.prefix}_{setting.name}")
    return names


def _line_base(behaviours: tuple[Behaviour, ...]) -> int:
    """Lines of displays count from 1, or from 0 in a design that speaks of line 0."""
    actions: list[Action] = [a for b in behaviours for a in (*b.do, *b.else_)]
    return 0 if any(a.arg("line") == 0 for a in actions) else 1


def _by_network(circuit: Circuit, found: tuple[Device, ...], online: bool) -> bool:
    """True where messages go by Wi-Fi: the board has it, and no radio or Bluetooth part is there to be used instead."""
    other = any("send" in d.driver.actions and "message_text" in d.driver.readings for d in found)
    return online and (not other or bool(circuit.design.features.get("wifi")))


def _online(circuit: Circuit) -> bool:
    board = circuit.parts[circuit.board].part.board
    return bool(board and "wifi" in [w.lower() for w in board.wireless])


__all__ = ["Firmware", "Unserved", "generate", "language_of"]
