from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

SHARED = ("i2c", "spi.sck", "spi.mosi", "spi.miso", "onewire")
DRIVEN = ("digital.out", "pwm.out", "ws2812.out", "spi.cs", "uart.tx", "load")
READ = ("digital.in", "analog.in", "pulse.in", "interrupt.in", "uart.rx", "onewire")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    users: dict[str, list[tuple[str, str, str]]] = {}
    for item, pin, path in scene.signals:
        if pin.connect and not pin.connect.startswith(SHARED[:-1]) and not item.part.category.startswith(("passive", "diode", "logic:level")) and not pin.connect.startswith(("tie", "open", "chain")):
            users.setdefault(path.board_pin, []).append((item.ref, pin.connect, scene.say(item.ref, pin.name)))
    for board_pin, found in users.items():
        refs = {ref for ref, _, _ in found}
        if len(refs) < 2:
            continue
        kinds = {"out" if c in DRIVEN else "in" for _, c, _ in found}
        one_wire = all(c == "onewire" for _, c, _ in found) and len({scene.circuit.parts[r].part.id for r in refs}) == 1 and all("ds18" in scene.circuit.parts[r].part.id for r in refs)
        if kinds == {"out"} or one_wire or _switched(scene, refs):
            continue
        names = tuple(s for _, _, s in found)
        where = scene.say(scene.circuit.board, board_pin)
        yield rule.finding("error" if kinds == {"in", "out"} or len(kinds) == 1 else "warning", (where, *names), f"{where} is used more than once, by {', '.join(names)}: they conflict.", "Give each its own pin.")


def _switched(scene: Scene, refs: set[str]) -> bool:
    """A transistor and the load it switches are one use."""
    return sum(1 for r in refs if scene.circuit.parts[r].part.switch is None) < 2


RULE = Rule("pin_used_twice", "A board pin serves one thing, buses excepted.", "Two parts on one pin disturb each other: one's signal is the other's command.", "the board's pinout", judge)
