"""Serial lines that are not crossed: TX on TX."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.rules.rule import Rule, Scene, Verdict

WANTED = {"uart.rx": "rx", "uart.tx": "tx"}  # seen from the board: it receives what the part's TX sends


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        wanted = WANTED.get(pin.connect)
        ends = _ends(scene.board_pin(path)) if wanted else set()
        if wanted and ends and wanted not in ends:
            where, name = scene.at_board(path), scene.say(item.ref, pin.name)
            other = "tx" if wanted == "rx" else "rx"
            yield rule.finding("error", (where, name, item.ref), f"{name} is on {where}, which is {other.upper()} as well: the serial lines are swapped, both sides {'speak' if other == 'tx' else 'listen'}.", f"Cross them: TX of {item.ref} to RX of the board, and RX to TX.")


def _ends(pin: Pin) -> set[str]:
    return {f.rpartition(".")[2] for f in pin.functions if f.startswith("uart:")}


RULE = Rule("uart_crossed", "TX goes to RX and RX to TX.", "A line between two outputs carries nothing and may be shorted; one between two inputs is silent.", "the board's pinout; asynchronous serial practice", judge, ("usb_serial_pin", "short_circuit", "input_only"))
