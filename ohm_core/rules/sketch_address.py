"""I2C addresses in the sketch that no device on the bus has."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.i2c import address, buses
from ohm_core.rules.rule import Rule, Scene, Verdict, cite


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    devices = [i for bus in buses(scene) for i in bus.devices] if scene.sketch and scene.sketch.addresses else []
    if not devices or scene.sketch is None or any(not i.known or not i.part.i2c for i in devices):
        return
    set_to = {i.ref: address(i) for i in devices}
    spoken = {u.address for u in scene.sketch.addresses}
    lonely = [i for i in devices if set_to[i.ref] not in spoken]
    for use in scene.sketch.addresses:
        if use.address in set_to.values():
            continue
        meant = next((i for i in lonely if i.part.i2c and use.address in i.part.i2c.addresses), lonely[0] if len(lonely) == 1 else None)
        if meant is not None and meant.part.i2c is not None and (at := set_to[meant.ref]) is not None:
            says = f"speaks to 0x{use.address:02X}" + (", the library's default" if use.assumed else "")
            yield rule.finding("error", (meant.ref,), f"The sketch {says} ({use.by}, {use.at}), but {meant.ref} ({meant.part.name}) answers at 0x{at:02X}.", f"Give 0x{at:02X} in {use.at}; `i2c scan` shows what yours answers at.", source=cite(meant, meant.part.i2c.doc, meant.part.i2c.at))
        elif not lonely:
            yield rule.finding("warning", (scene.circuit.board,), f"The sketch speaks to 0x{use.address:02X} ({use.by}, {use.at}), but no device on the bus answers there.", "Wire the device, or take the line out of the sketch.")


RULE = Rule("sketch_address", "The sketch speaks to addresses that devices on the bus have.", "At a wrong address nobody answers: the display stays dark, the sensor is 'not found'.", "NXP UM10204, I2C-bus specification, section 3.1.10 (slave address)", judge, ("i2c_address",), of_sketch=True)
