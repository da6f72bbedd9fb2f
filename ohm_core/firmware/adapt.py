"""What was asked for, in terms of what the drivers do: the same wish said another way, never another wish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ohm_core.design.behaviour import Action, Always, Behaviour, Every, Template, Value
from ohm_core.firmware.devices import Device

OPEN_DEG = 90.0
LOG_S, PUBLISH_S = 2.0, 300.0  # how often what is told "all the time" is told


def adapted(behaviours: Iterable[Behaviour], devices: dict[str, Device], online: bool) -> tuple[Behaviour, ...]:
    """The behaviours with each action in its driver's words. ONLINE: messages go by the network."""
    return tuple(split for b in behaviours for split in _telling(_one(b, devices, online)))


def _one(b: Behaviour, devices: dict[str, Device], online: bool) -> Behaviour:
    chased = {a.act for a in b.do if a.action == "chase"}
    b = _gauge(b, devices)
    do = tuple(_action(a, b, devices, online) for a in b.do if not (a.action == "blink" and a.act in chased))
    return replace(b, do=do, else_=tuple(_action(a, b, devices, online) for a in b.else_))


def _gauge(b: Behaviour, devices: dict[str, Device]) -> Behaviour:
    """Single LEDs as a bar: what each was to be set to is the level of the whole row, followed all the time."""
    row = [a for a in b.do if a.action == "bar" and a.act in devices and "bar" not in devices[a.act].driver.actions]
    if len(row) < 2:
        return b
    refs = {a.act for a in row}
    level = next((v for a in b.do if a.act in refs for n, v in a.args if n == "level_pct"), None)
    if level is None:
        return b
    rest = tuple(a for a in b.do if a.act not in refs)
    bars = tuple(replace(a, args=(("level_pct", level),)) for a in row)
    return replace(b, when=Always() if isinstance(b.when, Every) else b.when, do=(*bars, *rest))


def _telling(b: Behaviour) -> tuple[Behaviour, ...]:
    """Messages "all the time" become messages at intervals, apart from what else the behaviour does."""
    told = tuple(a for a in b.do if a.action in ("log", "publish"))
    if not isinstance(b.when, Always) or not told or any(a.step is not None for a in b.do):
        return (b,)
    every = Every(PUBLISH_S if any(a.action == "publish" for a in told) else LOG_S)
    rest = tuple(a for a in b.do if a not in told)
    telling = Behaviour(b.id if not rest else f"{b.id}_tell", every, told, (), b.said)
    return (replace(b, do=rest), telling) if rest else (telling,)


def _action(a: Action, b: Behaviour, devices: dict[str, Device], online: bool) -> Action:
    if a.action in ("alert", "notify", "send") or a.action == "publish" and not online:
        return _sent(a, b, devices, online)
    if a.action == "off" and a.for_s is not None and a.step is None:
        a = replace(a, for_s=None)
    device = devices.get(a.act)
    if device is None:
        return a
    can = device.driver.actions
    if a.action == "beep" and a.arg("period_s") is not None and "blink" in can:
        return replace(a, action="blink", args=tuple((n, v) for n, v in a.args if n in ("period_s", "times")))
    if a.action == "number" and _is_text(a.arg("value"), devices) and "show" in can:
        return replace(a, action="show", args=(("text", a.arg("value") or ""),))
    if a.action == "show" and device.driver.cls == "DigitDisplay" and _is_figure(a.arg("text"), devices):
        return replace(a, action="number", args=(("value", a.arg("text") or ""),))  # four digits without a point: whole, and to the right
    if a.action == "move" and a.arg("angle_deg") is None:
        return replace(a, args=(*a.args, ("angle_deg", OPEN_DEG)))
    if a.action == "on" and a.arg("color") is not None and "color" in can:
        a = replace(a, action="color")
    if a.action == "color":
        return _color(a, b)
    return a


def _sent(a: Action, b: Behaviour, devices: dict[str, Device], online: bool) -> Action:
    """A message goes by the part it is told to; by the network, else by the one part that talks with others, else to the serial monitor."""
    links = [ref for ref, d in devices.items() if "send" in d.driver.actions and "message_text" in d.driver.readings]
    by = a.act if a.act in devices and "send" in devices[a.act].driver.actions else links[0] if len(links) == 1 and not online else ""
    if not by:
        return a if a.action == "publish" else replace(a, act="board", action="publish" if online else "log")
    words = a.arg("text", a.arg("code", a.arg("message", a.arg("value", Template(b.said or b.id)))))
    return replace(a, act=by, action="send", args=(("text", words if words is not None else ""),))


def _color(a: Action, b: Behaviour) -> Action:
    hue = a.arg("hue_deg")
    if hue is not None:
        return replace(a, action="hue", args=(("hue_deg", hue),))
    if a.arg("color") is not None:
        return a
    return replace(a, action="rainbow" if isinstance(b.when, Always) else "next_color")


def _is_figure(value: Value | None, devices: dict[str, Device]) -> bool:
    """True for a text that is one reading, and that a number."""
    return isinstance(value, Template) and re.fullmatch(r"\{[^{}]+\}", value.text.strip()) is not None and not _is_text(value, devices)


def _is_text(value: Value | None, devices: dict[str, Device]) -> bool:
    """True for a value that shows a reading which is text (the time of day, a key)."""
    if not isinstance(value, Template):
        return False
    subject = value.text.strip().removeprefix("{").removesuffix("}")
    ref, _, name = subject.partition(".")
    return ref in devices and name in devices[ref].driver.texts
