"""SPI modules that keep MISO while others talk; MOSI and MISO crossed."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict, listed


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    lines: dict[str, list[tuple[str, bool]]] = {}
    for item, pin, path in scene.signals:
        if pin.connect == "spi.miso":
            lines.setdefault(path.board_pin, []).append((scene.say(item.ref, pin.name), pin.type == "output"))
            if _only(scene.board_pin(path), "mosi") or _usual_crossed(scene, item, path.board_pin):
                where, name = scene.at_board(path), scene.say(item.ref, pin.name)
                yield rule.finding("error", (where, name, item.ref), f"{name} is on {where}, the board's MOSI: MOSI and MISO are swapped.", "Join MOSI to MOSI and MISO to MISO.", "SPI names its lines by direction, so equal names are joined, unlike RX and TX.")
    for board_pin, users in lines.items():
        keepers = [n for n, keeps in users if keeps]
        if keepers and len(users) > 1:
            where = scene.say(scene.circuit.board, board_pin)
            yield rule.finding("warning", (*keepers, where, *(n for n, k in users if not k)), f"{keepers[0]} does not let go of MISO when it is not selected: it conflicts with {listed([n for n, _ in users if n != keepers[0]])} on {where}.", "Put a 74AHCT125 into its MISO line, enabled by its select pin, or give it a bus of its own.")


def _usual_crossed(scene: Scene, item: Instance, at: str) -> bool:
    """True where both lines are on the board's usual pins for the other one, and no sketch says that it is meant."""
    board = scene.board.part.board if scene.board else None
    mosi = next((scene.reach(item.ref, p.name) for p in item.part.pin if p.connect == "spi.mosi"), None)
    told = scene.sketch is not None and any(b.kind == "spi" and b.pins for b in scene.sketch.buses)
    return board is not None and mosi is not None and not told and (at, mosi.board_pin) == (board.prefer.get("spi.mosi", "-"), board.prefer.get("spi.miso", "-"))


def _only(pin: Pin, end: str) -> bool:
    """True where the pin's SPI hardware is this end and no other."""
    ends = {f.rpartition(".")[2] for f in pin.functions if f.startswith("spi:") and not f.startswith("spi:*")}
    return ends == {end} and not any(f.startswith("spi:*") and f.endswith(("mosi", "miso")) for f in pin.functions)


RULE = Rule("spi_release", "SPI devices let go of MISO when not selected, and MOSI and MISO are not crossed.", "A module whose buffer is always on overrides the answers of all others.", "any SPI device's data sheet, MISO high impedance when CS is high", judge, ("chip_select", "short_circuit"))
