"""Parts without power: a supply pin that is open, on ground, or on a net that no source feeds."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import SupplyInput
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.feeding_pins import output_on
from ohm_core.rules.rule import Rule, Scene, Verdict, volts, wired


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if item.is_board or not item.part.supply or not wired(scene, item):
            continue
        for supply in item.part.supply:
            pin = item.pin(supply.pin)
            if pin is not None and not pin.optional and pin.connect != "tie.supply":
                yield from _judge(scene, rule, item, supply)


def _judge(scene: Scene, rule: Rule, item: Instance, supply: SupplyInput) -> Iterator[Verdict]:
    net, where = scene.net(item.ref, supply.pin), scene.say(item.ref, supply.pin)
    remedy = f"Join {where} to a supply of {_range(supply)}."
    if net is None:
        yield rule.finding("error", (where, item.ref), f"{where} is not connected: the {item.part.name} has no power supply.", remedy)
    elif scene.electric.feeds_of(net):
        return
    elif scene.electric.is_ground(net):
        yield rule.finding("error", (where, item.ref), f"The supply pin {where} is on ground: the {item.part.name} has no power.", remedy)
    elif (door := _door(scene, net)) and scene.board and not scene.board.part.rail:
        yield rule.blind(f"{where} hangs on {door}, and the drawing does not say what feeds that chip")
    elif door:
        yield rule.finding("warning", (where, item.ref, door), f"{where} hangs on {door}, which gives power only while something feeds the board there; from USB the {item.part.name} gets none.", f"Feed {door} from a supply, or join {where} to a rail of {_range(supply)}.")
    elif not _behind(scene, net, item):
        yield rule.finding("error", (where, item.ref), f"{where} leads to no power supply: the {item.part.name} has no power.", remedy)


def _door(scene: Scene, net: Net) -> str:
    """The board's power input on this net, where an unseen supply may enter (jack, VIN)."""
    board = scene.board
    return next((scene.say(board.ref, p.name) for i, p in scene.on(net) if board is not None and i is board and any(s.pin in (p.name, p.joined) for s in board.part.supply)), "") if board else ""


def _behind(scene: Scene, net: Net, item: Instance) -> bool:
    """True when power may come through another part: a switch, a resistor, a pin of the board, something that only its user knows."""
    return bool(scene.board_pins(net)) or output_on(scene, net, item) is not None or any(not i.known or i.part.switch or i.is_board or i.part.category.startswith(("passive", "diode", "input", "power", "sensor:power")) for i, _ in scene.electric.others(net, item.ref))


def _range(supply: SupplyInput) -> str:
    v = supply.v
    if v is None or v.unknown:
        return "its voltage"
    return f"{volts(v.min)} to {volts(v.max)}" if v.min is not None and v.max is not None else volts(v.any() or 0.0)


RULE = Rule("unpowered", "Every part that needs power has its supply pin joined to a supply.", "Without power a part does nothing, and its inputs may feed it through their protection diodes.",
            "the part's data sheet, absolute maximum ratings of inputs", judge, ("reversed_supply", "short_circuit", "supply_resistor"))
