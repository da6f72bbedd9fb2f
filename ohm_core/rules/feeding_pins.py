"""Signal pins that feed somebody's supply pin. Shared by the rules on power; not a rule itself."""

from __future__ import annotations

from ohm_core.catalogue.schema import Pin, SupplyInput
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Scene

GIVES = frozenset({"output", "tri_state", "bidirectional"})


def feeding_pin(scene: Scene, item: Instance, supply: SupplyInput) -> tuple[Instance, Pin] | None:
    """The signal pin that a supply pin hangs on, where nothing else feeds it: the board's, else an output of another part."""
    net = scene.net(item.ref, supply.pin)
    if net is None or item.is_board or scene.electric.feeds_of(net) or scene.electric.is_ground(net):
        return None
    pins = scene.board_pins(net)
    if pins and scene.board is not None:
        return scene.board, pins[0]
    return output_on(scene, net, item)


def output_on(scene: Scene, net: Net, item: Instance) -> tuple[Instance, Pin] | None:
    """Another part's output on a net that pushes as well as pulls."""
    return next(((i, p) for i, p in scene.on(net) if i.ref != item.ref and i.known and not i.is_board and p.type in GIVES and p.drive not in ("open_drain", "analog") and i.part.switch is None), None)
