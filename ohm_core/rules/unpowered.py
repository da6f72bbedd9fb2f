from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import SupplyInput
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        wired = [p for p in item.part.pin if scene.net(item.ref, p.name)]
        if not wired:
            continue
        for supply in item.part.supply:
            pin = item.pin(supply.pin)
            if pin is None or pin.optional or pin.connect == "tie.supply":
                continue
            net = scene.net(item.ref, supply.pin)
            where = scene.say(item.ref, supply.pin)
            if net is None:
                if not any(scene.electric.volts(scene.net(item.ref, s.pin)) for s in item.part.supply if s.pin != supply.pin and _either(item, supply, s)):
                    yield rule.finding("error", (where, item.ref), f"{where} is not connected: the {item.part.name} has no power supply.", f"Join {where} to a supply of {_range(supply)}.")
            elif not scene.electric.feeds.get(net.name) and not scene.electric.is_ground(net) and not _behind(scene, item, supply.pin):
                others = any(not i.known for i, _ in scene.circuit.on(net))
                if not others:
                    yield rule.finding("error", (where, item.ref), f"{where} leads to no power supply: the {item.part.name} has no power.", f"Join {where} to a supply of {_range(supply)}.")


def _either(item: Instance, one: SupplyInput, other: SupplyInput) -> bool:
    """Two supply pins of which one is enough (VIN or 3V3 of a module)."""
    return item.is_board


def _behind(scene: Scene, item: Instance, pin: str) -> bool:
    """True when the supply comes through another part (a switch, a resistor, a diode, a board's signal pin)."""
    net = scene.net(item.ref, pin)
    assert net is not None
    for other, p in scene.electric.others(net, item.ref):
        if other.ref == scene.circuit.board and {"gpio", "out"} & set(p.functions) or other.part.switch or other.part.category.startswith(("passive", "diode", "input", "power")):
            return True
    return False


def _range(supply: SupplyInput) -> str:
    v = supply.v
    if v is None or v.unknown:
        return "its voltage"
    return f"{v.min:g} to {v.max:g} V" if v.min is not None and v.max is not None else f"{v.any():g} V"


RULE = Rule("unpowered", "Every part that needs power has its supply pin joined to a supply.", "Without power a part does nothing, and its inputs may feed it through their protection diodes.", "the part's data sheet, absolute maximum ratings of inputs", judge)
