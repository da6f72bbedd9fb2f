"""Actions of behaviours as calls of drivers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ohm_core.design.behaviour import Action, Template, Value
from ohm_core.firmware.code import Block, Function
from ohm_core.firmware.fit import fitted
from ohm_core.firmware.names import constant
from ohm_core.firmware.values import Context, Unwritable, color, is_live, number, text

Kind = Literal["number", "ms", "int", "text", "color", "tune", "line"]


@dataclass(frozen=True)
class Arg:
    """An argument of an action: its name in the catalogue, how it is written, and what is taken when nobody said it.
    An `extra` one is only written where it is said."""

    name: str
    kind: Kind
    default: Value | None = None
    extra: bool = False


TIMES = Arg("times", "int", extra=True)

# What each action takes, in the order of the drivers' methods. An argument without default must be given.
ARGS: dict[str, tuple[Arg, ...]] = {
    "on": (), "off": (), "toggle": (), "stop": (), "clear": (), "forward": (), "backward": (),
    "blink": (Arg("period_s", "ms", 1.0), TIMES), "set": (Arg("level_pct", "number", 100.0),), "color": (Arg("color", "color", "white"),),
    "beep": (Arg("duration_s", "ms", 0.2), TIMES), "tone": (Arg("frequency_hz", "number", 2000.0),), "melody": (Arg("name", "tune", "success"),),
    "move": (Arg("angle_deg", "number"),), "sweep": (Arg("from_deg", "number", 0.0), Arg("to_deg", "number", 180.0), Arg("period_s", "ms", 2.0)),
    "step": (Arg("steps", "int"),), "speed": (Arg("speed_pct", "number", 100.0),), "show": (Arg("text", "text"), Arg("line", "line", 1)),
    "number": (Arg("value", "number"),), "bar": (Arg("level_pct", "number"),), "log": (Arg("text", "text"),),
    "fade": (Arg("period_s", "ms", 2.0),), "ramp": (Arg("to_pct", "number", 100.0), Arg("duration_s", "ms", 60.0)), "hue": (Arg("hue_deg", "number"),), "next_color": (), "rainbow": (Arg("period_s", "ms", 5.0),), "reverse": (),
    "play": (Arg("track", "int", 1),), "send": (Arg("text", "text"),),
}

ALSO = {"text": "code"}  # another name of an argument: what an infrared LED sends is a code

# Actions whose value may follow a reading from one pass of the loop to the next.
FOLLOWING = frozenset(("set", "move", "tone", "speed", "show", "number", "bar", "blink", "hue", "fade"))
# Actions whose own driver method is told how long they last.
TIMED = frozenset(("beep", "ramp"))
# Actions that may be told again and again while a state lasts, so that their time starts anew.
RENEWABLE = frozenset(("on", "set", "blink", "color", "move", "forward", "backward", "speed", "tone"))
# Actions that set something in motion; a sensor that falls silent must not leave it so.
RISKY = frozenset(("on", "toggle", "blink", "set", "speed", "forward", "backward", "tone", "melody", "beep", "step", "sweep", "color", "bar", "hue", "rainbow", "fade", "ramp", "reverse"))

BOARD_ACTIONS = frozenset(("log", "publish", "count", "reset"))

# Notes as letter and octave, then the part of a whole note; see ohm_tone.
TUNES = {
    "success": "C5:8 E5:8 G5:8 C6:4", "fail": "E4:4 C4:2", "alarm": "A5:8 E5:8 A5:8 E5:8 A5:8 E5:8 A5:8 E5:8", "doorbell": "E5:4 C5:2",
    "startup": "C5:8 G5:8 C6:8", "scale": "C5:8 D5:8 E5:8 F5:8 G5:8 A5:8 B5:8 C6:4", "siren": "C5:4 G5:4 C5:4 G5:4 C5:4 G5:4",
    "birthday": "G4:8 G4:8 A4:4 G4:4 C5:4 B4:2 G4:8 G4:8 A4:4 G4:4 D5:4 C5:2", "jingle": "E5:4 E5:4 E5:2 E5:4 E5:4 E5:2 E5:4 G5:4 C5:4 D5:4 E5:2",
    "twinkle": "C5:4 C5:4 G5:4 G5:4 A5:4 A5:4 G5:2 F5:4 F5:4 E5:4 E5:4 D5:4 D5:4 C5:2", "ode": "E5:4 E5:4 F5:4 G5:4 G5:4 F5:4 E5:4 D5:4 C5:4 C5:4 D5:4 E5:4 E5:4 D5:2",
}
# Moods that people ask a melody for.
MOODS = {"happy": "jingle", "sad": "fail", "short": "success", "simple": "scale", "song": "ode", "tune": "ode", "melody": "ode", "music": "ode",
         "wake_up": "ode", "alarm_clock": "alarm", "welcome": "startup", "christmas": "jingle", "jingle_bells": "jingle", "twinkle_twinkle": "twinkle"}


def is_following(action: Action) -> bool:
    """True where the action must be repeated because a value of it follows a reading."""
    return action.action in FOLLOWING and action.for_s is None and action.turn is None and any(is_live(v) for _, v in action.args)


def emit(ctx: Context, action: Action, fn: Function, block: Block, suffix: str = "") -> None:
    """Writes one action into BLOCK. Raises Unwritable where the part, the action or an argument is not to be had."""
    if action.act == "board" and action.action not in BOARD_ACTIONS and (own := next((r for r, d in ctx.devices.items() if d.site.part.is_board), "")):
        action = replace(action, act=own)
    if action.act == "board" or action.act not in ctx.devices and action.action in BOARD_ACTIONS:
        if action.act in ctx.missing:
            ctx.ignored.append(f"{ctx.missing[action.act]}; what {action.act} was to keep goes to the serial monitor only.")
        return _board(ctx, action, fn, block, suffix)
    device, _ = ctx.device(action.act)
    if action.action in ("beep", "open", "pulse") and action.action not in device.driver.actions and "on" in device.driver.actions:
        action = _beeped(action, "blink" in device.driver.actions)
    if action.action == "fade" and action.arg("to_pct") is not None:
        action = _ramped(ctx, action)
    if action.action == "fade" and "fade" not in device.driver.actions and "rainbow" in device.driver.actions:
        return _unfaded(ctx, action, fn, block, suffix)
    if action.action not in device.driver.actions or action.action not in ARGS:
        raise Unwritable(f"{device.ref} cannot '{action.action}'; it can {', '.join(sorted(device.driver.actions)) or 'nothing'}.")
    stem = constant(fn.name, action.act, suffix)
    known = {n for a in ARGS[action.action] for n in (a.name, ALSO.get(a.name))}
    extra = [n for n, _ in action.args if n not in known and n != "duration_s"]
    if extra:
        ctx.ignored.append(f"'{action.action}' of {device.ref} takes no {', '.join(extra)}; it is done without.")
    args = [_argument(ctx, action, arg, fn, block, stem) for arg in ARGS[action.action] if not arg.extra or action.arg(arg.name) is not None]
    block.do(ctx.dialect.call(device.var, action.action, *args))
    seconds = action.for_s if action.for_s is not None else action.arg("duration_s") if action.action not in TIMED else None
    if seconds is not None and action.action != "beep":
        _ends(ctx, device.var, seconds, fn, block, stem)


def _ramped(ctx: Context, action: Action) -> Action:
    """A slow way to a level; at once where the driver knows only on and off."""
    if "ramp" in ctx.devices[action.act].driver.actions:
        return replace(action, action="ramp")
    ctx.ignored.append(f"{action.act} cannot be dimmed; it is switched at once.")
    return replace(action, action="off" if action.arg("to_pct") == 0 else "on", args=())


def _beeped(action: Action, blinks: bool) -> Action:
    """A beep of what knows only on and off; several of them are a rhythm."""
    times = action.arg("times")
    if times is not None and blinks:
        return replace(action, action="blink", args=(("period_s", 2 * _seconds(action)), ("times", times)), for_s=None)
    return replace(action, action="on", args=(), for_s=_seconds(action))


def _unfaded(ctx: Context, action: Action, fn: Function, block: Block, suffix: str) -> None:
    """A light of many colours whose driver cannot fade: its colours change softly, or the one colour that is said blinks slowly."""
    period = tuple((n, v) for n, v in action.args if n == "period_s")
    if action.arg("color") is None:
        ctx.ignored.append(f"{action.act} cannot fade; its colours change softly instead.")
        return emit(ctx, Action(action.act, "rainbow", period, action.for_s), fn, block, suffix)
    ctx.ignored.append(f"{action.act} cannot fade; it blinks slowly instead.")
    emit(ctx, Action(action.act, "color", (("color", action.arg("color", "white") or "white"),)), fn, block, suffix)
    emit(ctx, Action(action.act, "blink", period, action.for_s), fn, block, suffix)


def _seconds(action: Action) -> float:
    """How long a beep, or the opening of a lock, lasts where its driver knows only on and off."""
    value = action.for_s if action.for_s is not None else action.arg("duration_s", 0.2 if action.action == "beep" else 1.0)
    if not isinstance(value, (int, float)):
        raise Unwritable(f"how long '{action.action}' lasts must be a number.")
    return float(value)


def _ends(ctx: Context, var: str, seconds: Value, fn: Function, block: Block, stem: str) -> None:
    if isinstance(seconds, (int, float)) and not 0 < seconds <= 4_000_000:
        raise Unwritable(f"a duration of {seconds:g} s is out of range; it may be up to 46 days.")
    after = number(ctx, seconds, fn, constant(stem, "for_ms"), "uint32_t", 1000.0)
    block.do(ctx.dialect.call(var, "end_after", after))


def _argument(ctx: Context, action: Action, arg: Arg, fn: Function, block: Block, stem: str) -> str:
    value = action.arg(arg.name, action.arg(ALSO.get(arg.name, ""), arg.default))
    if arg.name == "duration_s" and action.for_s is not None:
        value = action.for_s
    if value is None:
        raise Unwritable(f"'{action.action}' of {action.act} needs {arg.name}.")
    name = constant(stem, arg.name)
    if arg.kind == "ms":
        return number(ctx, value, fn, name.removesuffix("_S") + "_MS", "uint32_t", 1000.0)
    if arg.kind == "line":
        return str(_line(ctx, value))
    if arg.kind == "text":
        return text(ctx, _fitted(ctx, action, value), fn, block, name)
    if arg.kind == "color":
        return color(ctx, value, fn, name)
    if arg.kind == "tune":
        return ctx.dialect.string(_tune(value))
    return number(ctx, value, fn, name, "int" if arg.kind == "int" else "float")


def _fitted(ctx: Context, action: Action, value: Value) -> Value:
    """A text in the lines that the display has."""
    size = {s.name: s.value for s in ctx.devices[action.act].settings}
    columns = size.get("COLUMNS") or (21 if "LINE_HEIGHT" in size else 0)
    lines = size.get("LINES") or (size["HEIGHT"] // size["LINE_HEIGHT"] if "LINE_HEIGHT" in size else 0)  # type: ignore[operator]
    if isinstance(value, Template) and isinstance(columns, int) and isinstance(lines, int) and columns:
        return Template(fitted(value.text, columns, lines))
    return value


def _line(ctx: Context, value: Value) -> int:
    if not isinstance(value, (int, float)):
        raise Unwritable("the line of a display must be a number.")
    return int(value) - ctx.line_base + 1


def melody_of(value: Value | None) -> str:
    """The name of the melody that is meant: one of TUNES, or a word nobody knows."""
    name = str(value).lower().replace(" ", "_").removeprefix("happy_")
    return MOODS.get(name, name)


def _tune(value: Value) -> str:
    name = melody_of(value)
    if name not in TUNES:
        raise Unwritable(f"there is no melody '{value}'; there are {', '.join(TUNES)}.")
    return TUNES[name]


def _board(ctx: Context, action: Action, fn: Function, block: Block, suffix: str) -> None:
    """What the board itself does: lines on the serial monitor and messages to the network."""
    if action.action == "count":
        by = action.arg("by")
        args = () if by is None else (number(ctx, by, fn, constant(fn.name, "by", suffix), "int"),)
        block.do(ctx.dialect.call(ctx.counter(str(action.arg("name", "count"))), "add", *args))
        return
    if action.action == "reset":
        block.do(ctx.dialect.call(ctx.counter(str(action.arg("name", "count"))), "reset"))
        return
    if action.action not in ("log", "publish"):
        raise Unwritable(f"the board cannot '{action.action}'; it can log, publish and count.")
    said = action.arg("text", action.arg("message", action.arg("value")))
    if said is None:
        said = Template(fn.said or fn.name.replace("_", " "))
    words = text(ctx, said, fn, block, constant(fn.name, action.action, suffix))
    if action.action == "log":
        block.do(ctx.dialect.log(words))
    elif not ctx.online:
        raise Unwritable("this board has no network; messages need one with Wi-Fi (ESP32, ESP8266, Pico W).")
    else:
        ctx.publishes = True
        block.do(ctx.dialect.publish(words))
