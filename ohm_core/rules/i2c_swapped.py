from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        if pin.connect != "i2c.sda":
            continue
        scl = next((p for p in item.part.pin if p.connect == "i2c.scl"), None)
        clock = scene.reach(item.ref, scl.name) if scl else None
        if scl is None or clock is None or not clock.board_pin or not scene.board or not scene.board.part.board:
            continue
        prefer = scene.board.part.board.prefer
        here, there = scene.board_pin(path), scene.board_pin(clock)
        fixed = _only(here.functions, "scl") and _only(there.functions, "sda")
        usual = here.name == prefer.get("i2c.scl") and there.name == prefer.get("i2c.sda")
        crossed = any(p.connect == "i2c.scl" for n in [scene.net(item.ref, pin.name)] if n for i, p in scene.electric.others(n, item.ref) if not i.is_board)
        if fixed or usual or crossed:
            names = (scene.say(item.ref, pin.name), scene.say(item.ref, scl.name), scene.say(scene.board.ref, here.name), scene.say(scene.board.ref, there.name))
            yield rule.finding("error" if fixed or crossed else "warning", names, f"SDA and SCL of {item.ref} are swapped: SDA is on {names[2]}, SCL on {names[3]}.", f"Swap the two wires: SDA to {names[3]}, SCL to {names[2]}.")


def _only(functions: tuple[str, ...], end: str) -> bool:
    """True where the pin is that end of a bus and not the other."""
    ends = {f.rpartition(".")[2] for f in functions if f.startswith("i2c:")}
    return ends == {end}


RULE = Rule("i2c_swapped", "SDA goes to SDA and SCL to SCL.", "With clock and data swapped no device answers.", "NXP UM10204, I2C-bus specification, section 3.1.1", judge)
