from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.trace import is_resistor
from ohm_core.rules.rule import Rule, Scene, Verdict, cite

STRONG = {"high": "high", "pull-up": "high", "low": "low", "pull-down": "low"}


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None:
        return
    for pin in board.part.pin:
        strap = pin.reset.strap if pin.reset else ""
        net = scene.net(board.ref, pin.name)
        if strap not in ("high", "low") or net is None:
            continue
        assert pin.reset is not None
        where = scene.say(board.ref, pin.name)
        others = [(i, p) for i, p in scene.electric.others(net, board.ref)]
        wrong = [(i, p) for i, p in others if p.reset and STRONG.get(p.reset.presents) not in (None, strap)]
        held = _held(scene, net, strap)
        unknown = [i for i, p in others if p.reset is None and not is_resistor(i) and i.known and p.connect not in ("load", "tie.ground", "")]
        source = cite(board, pin.reset.doc, pin.reset.at)
        if wrong or held:
            by = scene.say(wrong[0][0].ref, wrong[0][1].name) if wrong else held
            yield rule.finding("error", (where, by), f"{where} is a strapping pin that must be {strap} at boot, but {by} holds it {'low' if strap == 'high' else 'high'}: the board may not start.{' ' + pin.reset.wrong_level if pin.reset.wrong_level else ''}",
                               f"Move {by} to a pin that is not sampled at boot.", source=source)
        elif others:
            names = tuple(scene.say(i.ref, p.name) for i, p in others[:3])
            doubt = unknown or any(not i.known for i, _ in others)
            yield rule.finding("warning", (where, *names), f"{where} is a strapping pin, sampled at boot: {', '.join(names)} must leave it {strap} while the board starts.{' Nobody has written down what ' + unknown[0].part.name + ' shows then.' if unknown else ''}",
                               "Move the wire to a pin without a role at boot, if one is free." if doubt or True else "", source=source)


def _held(scene: Scene, net, strap: str) -> str:  # type: ignore[no-untyped-def]
    """The resistor that pulls the net the wrong way; '' where there is none."""
    for resistor, far, ohm in scene.electric.resistors(net):
        volts = scene.electric.volts(far)
        if strap == "high" and scene.electric.is_ground(far) and (ohm or 0) < 47_000 or strap == "low" and volts and (volts.min or 0) > 1 and (ohm or 0) < 47_000:
            return resistor.ref
    return ""


RULE = Rule("strapping", "Nothing holds a strapping pin at the wrong level while the board starts.", "The chip reads these pins at reset to choose how it boots and which voltage its flash gets.", "ESP32 data sheet, strapping pins; ESP8266EX data sheet, boot modes", judge)
