"""Straps: pins whose level at reset decides how the board starts."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.levels import Height, Push
from ohm_core.rules.rest import at_rest
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, listed

OWN_PULL_OHM = 45_000.0  # of ESP32 and ESP8266 (typical, their data sheets)
HIGH, LOW = 0.7, 0.3  # shares of the logic voltage that count as a level at reset


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    for pin in board.part.pin if board else ():
        net = scene.net(scene.circuit.board, pin.name)
        if pin.reset and pin.reset.strap and net is not None and any(i is not board for i, _ in scene.on(net)):
            yield _judge(scene, rule, pin, net)


def _judge(scene: Scene, rule: Rule, pin: Pin, net: Net) -> Verdict:
    reset, board = pin.reset, scene.board
    assert reset is not None and board is not None
    where, source = scene.say(board.ref, pin.name), cite(board, reset.doc, reset.at)
    others = [(i, p) for i, p in (*scene.on(net), *_behind(scene, net)) if i is not board]
    names = tuple(scene.say(i.ref, p.name) for i, p in others[:3])
    if reset.strap == "any":
        return rule.finding("info", (where, *names), f"{where} is a strapping pin, but starts the board at either level ({reset.wrong_level or 'harmless'}).", "Nothing to do.", source=source)
    shown = _level(scene, net, pin)
    upload = "upload" in reset.sampled
    if shown and shown != reset.strap:
        level = {"high": "high", "low": "low"}.get(shown, "at an undefined level")
        hard = shown in ("high", "low") and not upload
        then = "uploads may fail" if upload else "the board may not start"
        return rule.finding("error" if hard else "warning", (where, *names), f"{where} is a strapping pin that must be {reset.strap} at boot, but {_holder(scene, net, pin)} holds it {level}: {then}{f' ({reset.wrong_level})' if reset.wrong_level else ''}.",
                            f"Move {names[0]} to a pin that is not sampled at boot.", source=source)
    unknown = [scene.say(i.ref, p.name) for i, p in others if _unknown(i, p)]
    if unknown and not shown:
        return rule.finding("warning", (where, *unknown), f"{where} is a strapping pin, sampled at boot: {listed(unknown)} must leave it {reset.strap} while the board starts, and nobody has written down that it does.", "Move the wire to a pin without a role at boot.", source=source)
    active = [scene.say(i.ref, p.name) for i, p in others if p.type in ("output", "open_collector") and p.connect not in ("spi.miso", "chain.out")]
    if active and not upload:
        return rule.finding("warning", (where, *active), f"{where} is a strapping pin that must be {reset.strap} at boot; {listed(active)} may be at the other level when the board starts{f' ({reset.wrong_level})' if reset.wrong_level else ''}.", f"Move {active[0]} to a pin that is not sampled at boot.", source=source)
    return rule.finding("info", (where, *names), f"{where} is a strapping pin, sampled at boot: {listed(list(names))} must leave it {reset.strap} while the board starts.", "Keep it so, or move the wire to a pin without a role at boot.", source=source)


def _behind(scene: Scene, net: Net) -> list[tuple[Instance, Pin]]:
    """Outputs that reach the net through a resistor weaker than no pull: it changes nothing while the board starts."""
    return [(i, p) for resistor, far, ohm in scene.electric.resistors(net) if scene.electric.volts(far) is None and (ohm or 0.0) < OWN_PULL_OHM / 4 for i, p in scene.on(far) if i is not resistor and p.type in ("output", "open_collector")]


def _level(scene: Scene, net: Net, pin: Pin) -> str:
    """'high', 'low', 'between', or '' where nothing outside the board holds the pin."""
    at, logic = _at(scene, net, pin), scene.logic(pin) or 3.3
    if at is None:
        return ""
    return "high" if at.volts > HIGH * logic else "low" if at.volts < LOW * logic else "between"


def _at(scene: Scene, net: Net, pin: Pin) -> Height | None:
    """What the net is held at, the board's own pull reckoned in."""
    side = pin.reset.own_pull if pin.reset else ""
    ohm = (pin.pull.ohm.any() if pin.pull and pin.pull.ohm else None) or OWN_PULL_OHM
    own = Push((scene.logic(pin) or 3.3) if side == "up" else 0.0, ohm, "", "") if side in ("up", "down") else None
    return at_rest(scene, net, own)


def _holder(scene: Scene, net: Net, pin: Pin) -> str:
    """The strongest thing on the net that is not the board's own pull."""
    at = _at(scene, net, pin)
    others = [i.ref for i, _ in scene.on(net) if i is not scene.board]
    return at.by.who if at and at.by.who else others[0] if others else "something"


def _unknown(item: Instance, pin: Pin) -> bool:
    """True for pins that may drive the wire at reset, as far as anyone has written down."""
    if not item.known:
        return True
    return pin.reset is None and pin.pull is None and pin.type in ("output", "bidirectional", "tri_state", "unspecified")


RULE = Rule("strapping", "Nothing holds a strapping pin at the wrong level while the board starts.", "The chip reads these pins at reset to choose how it boots and which voltage its flash gets.",
            "ESP32 data sheet, strapping pins; ESP8266EX data sheet, boot modes", judge, ("flash_pin", "short_circuit"))
