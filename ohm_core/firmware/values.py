"""Values of behaviours as expressions: numbers, texts, colours; and the figures they become in the configuration."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ohm_core.design.behaviour import MapOf, OneOf, Read, Template, Value
from ohm_core.firmware.code import Block, Constant, Dialect, Function, Piece
from ohm_core.firmware.devices import Device
from ohm_core.firmware.names import Names, constant, snake
from ohm_core.firmware.spec import Figure, Hex

COLORS = {"red": 0xFF0000, "green": 0x00FF00, "blue": 0x0000FF, "white": 0xFFFFFF, "yellow": 0xFFC000, "orange": 0xFF5000, "purple": 0x8000FF,
          "violet": 0x8000FF, "magenta": 0xFF00FF, "pink": 0xFF3060, "cyan": 0x00FFFF, "turquoise": 0x00FFA0, "warm_white": 0xFFB060, "off": 0,
          "black": 0}


class Unwritable(Exception):
    """A behaviour or a part of it cannot be written; the text says why, for the person who asked."""


@dataclass
class Figures:
    """The named numbers of behaviours, in the order they come up."""

    names: Names = field(default_factory=Names)
    sections: dict[str, list[Constant]] = field(default_factory=dict)
    prefix: str = ""

    def add(self, section: str, name: str, kind: str, value: Figure, note: str = "") -> str:
        taken = self.names.take(name)
        self.sections.setdefault(section, []).append(Constant(taken, kind, value, note))
        return self.prefix + taken


@dataclass(frozen=True)
class Helper:
    """Something of the program that is no part: a counter, a running light."""

    key: str
    cls: str
    module: str
    var: str
    args: tuple[str, ...]
    updates: bool


@dataclass
class Context:
    """What expressions are written with: the language, the devices by reference, the figures so far."""

    dialect: Dialect
    devices: dict[str, Device]
    figures: Figures
    missing: dict[str, str]
    line_base: int = 1
    online: bool = False
    publishes: bool = False
    tells_time: bool = False
    helpers: list[Helper] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def counter(self, name: str) -> str:
        """The variable of the counter of this name, made when first asked for."""
        key = f"count:{name}"
        return self.helper(key, "Counter", "ohm_counter", "press_count" if name == "count" else snake(name), (self.dialect.string(name),), False)

    def helper(self, key: str, cls: str, module: str, wanted: str, args: tuple[str, ...], updates: bool) -> str:
        """The variable of something that stands beside the parts, made when first asked for."""
        found = next((h for h in self.helpers if h.key == key), None)
        if found is None:
            found = Helper(key, cls, module, self.names.take(wanted), args, updates)
            self.helpers.append(found)
        return found.var

    def device(self, subject: str) -> tuple[Device, str]:
        """The device and the name of a subject `REF.name`. Raises Unwritable where the firmware cannot have it."""
        ref, _, name = subject.partition(".")
        if ref not in self.devices:
            raise Unwritable(self.missing.get(ref, f"the design has no part {ref} that firmware could use") + ".")
        return self.devices[ref], name

    def reading(self, subject: str) -> tuple[Device, str, str]:
        """Device, reading and the expression of its present value."""
        device, name = self.device(subject)
        method = device.driver.readings.get(name)
        if method is None:
            raise Unwritable(f"{device.ref} cannot tell {name}; it knows {', '.join(device.driver.readings) or 'no readings'}.")
        return device, name, self.dialect.call(device.var, method)


def is_live(value: Value) -> bool:
    """True for a value that follows a reading."""
    return isinstance(value, (Read, MapOf)) or isinstance(value, Template) and "{" in value.text


def number(ctx: Context, value: Value, fn: Function, name: str, kind: str = "float", scale: float = 1.0) -> str:
    """A number as an expression: a named figure for a fixed one, else the formula. SCALE turns seconds to milliseconds."""
    if isinstance(value, Template):
        inner = re.fullmatch(r"\s*\{([^{}]+)\}\s*", value.text)
        value = Read(inner[1]) if inner else value.text
    if isinstance(value, Read) and value.read.startswith("board."):
        return _scaled(ctx, ctx.dialect.call(ctx.counter(value.read.removeprefix("board.")), "value"), scale)
    if isinstance(value, str):
        value = _parsed(value)
    if isinstance(value, (int, float)):
        return ctx.figures.add(fn.name, name, kind, _whole(value * scale, kind))
    if isinstance(value, Read):
        return _scaled(ctx, _measured(ctx, value.read), scale)
    if isinstance(value, MapOf):
        low, high = (x * scale for x in value.to)
        return ctx.dialect.map_range(_measured(ctx, value.map), value.from_, (low, high))
    if isinstance(value, OneOf):
        return _choice(ctx, fn, name, tuple(ctx.dialect.figure(_whole(_parsed(v) * scale, kind)) for v in value.random), False)
    raise Unwritable(f"{value!r} is no number.")


def _measured(ctx: Context, subject: str) -> str:
    """The present value of a reading that is a number. Raises Unwritable for a text."""
    device, name, now = ctx.reading(subject)
    if name in device.driver.texts:
        raise Unwritable(f"{subject} is a text, not a number to reckon with.")
    return now


def _scaled(ctx: Context, expression: str, scale: float) -> str:
    return expression if scale == 1.0 else f"{expression} * {ctx.dialect.figure(_whole(scale, 'int'))}"


def _parsed(value: str | float) -> float:
    try:
        return float(value)
    except ValueError:
        raise Unwritable(f"'{value}' is not a number.") from None


def _whole(value: float, kind: str) -> int | float:
    if kind in ("uint32_t", "int", "long"):
        return round(value)
    return int(value) if float(value).is_integer() else float(value)


def _choice(ctx: Context, fn: Function, name: str, items: tuple[str, ...], text: bool) -> str:
    fn.choices.append((constant(name), items, text))
    return ctx.dialect.pick(constant(name))


def text(ctx: Context, value: Value, fn: Function, block: Block, name: str) -> str:
    """A text as an expression; what it takes to put it together goes into BLOCK before."""
    if isinstance(value, OneOf):
        return _choice(ctx, fn, name, tuple(ctx.dialect.string(_plain(v)) for v in value.random), True)
    pieces = tuple(_pieces(ctx, value, fn, name))
    if all(isinstance(p, str) for p in pieces):
        return ctx.dialect.string("".join(p for p in pieces if isinstance(p, str)))
    if len(pieces) == 1 and isinstance(pieces[0], tuple) and pieces[0][1] is None:
        return pieces[0][0]
    taken = sum(getattr(line, "text", "").startswith("TextLine") for line in block.lines)
    return ctx.dialect.text(block, pieces, "line" if not taken else f"line{taken + 1}")


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _pieces(ctx: Context, value: Value, fn: Function, name: str) -> list[Piece]:
    if isinstance(value, Read):
        return [_piece(ctx, value.read)]
    if isinstance(value, MapOf):
        return [(number(ctx, value, fn, name), 0)]
    if isinstance(value, (int, float)):
        return [f"{value:g}"]
    template = value.text if isinstance(value, Template) else str(value)
    parts = re.split(r"\{([^{}]+)\}", template)
    return [p if i % 2 == 0 else _piece(ctx, p) for i, p in enumerate(parts) if p]


def _piece(ctx: Context, subject: str) -> Piece:
    if subject.strip().startswith("board."):
        return (ctx.dialect.call(ctx.counter(subject.strip().removeprefix("board.")), "value"), 0)
    device, reading, expression = ctx.reading(subject.strip())
    if reading in device.driver.texts:
        return (expression, None)
    return (expression, 0 if reading in device.driver.states else device.decimals(reading))


def color(ctx: Context, value: Value, fn: Function, name: str) -> str:
    """A colour as 0xRRGGBB."""
    if isinstance(value, OneOf):
        return _choice(ctx, fn, name, tuple(ctx.dialect.figure(Hex(rgb(v), 6)) for v in value.random), False)
    if isinstance(value, (Read, MapOf, Template)):
        raise Unwritable("a colour cannot follow a reading yet; name it, or write it as #RRGGBB.")
    return ctx.figures.add(fn.name, name, "uint32_t", Hex(rgb(value), 6), f"0xRRGGBB, {value}" if isinstance(value, str) and value in COLORS else "0xRRGGBB")


def rgb(value: str | float) -> int:
    """'red' or '#ff0000' → 0xFF0000. Raises Unwritable for a name nobody knows."""
    word = str(value).strip().lower().replace(" ", "_").replace("-", "_")
    if word in COLORS:
        return COLORS[word]
    if match := re.fullmatch(r"(?:#|0x)([0-9a-f]{6})", word):
        return int(match[1], 16)
    raise Unwritable(f"'{value}' is no colour OHM knows; write it as #RRGGBB.")
