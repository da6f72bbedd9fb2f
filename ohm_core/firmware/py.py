"""How MicroPython writes what behaviours need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ohm_core.firmware.code import Block, Do, Function, If, Piece
from ohm_core.firmware.cpp import one_line
from ohm_core.firmware.spec import Figure, Hex, Level, Mode, Symbol

PULLS = {"": "None", "up": "Pin.PULL_UP", "down": "Pin.PULL_DOWN"}


class Python:
    """The dialect of main.py."""

    net_clock = "net_clock"

    def figure(self, value: Figure) -> str:
        if isinstance(value, Level):
            return "1" if value.high else "0"
        if isinstance(value, Mode):
            return PULLS[value.pull]
        if isinstance(value, Symbol):
            return value.python
        if isinstance(value, Hex):
            return f"0x{value.value:0{value.digits}X}"
        if isinstance(value, tuple):
            return f"({', '.join(map(str, value))},)"
        if isinstance(value, str):
            return value.capitalize() if value in ("true", "false") else self.string(value)
        return f"{value}" if isinstance(value, int) else f"{value:g}"

    def string(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    def call(self, var: str, method: str, *args: str) -> str:
        return f"{var}.{method}({', '.join(args)})"

    def kept(self, function: str, name: str) -> str:
        return f"{function}_{name}"

    def both(self, parts: Sequence[str]) -> str:
        return " and ".join(parts)

    def either(self, parts: Sequence[str]) -> str:
        return " or ".join(parts)

    def negate(self, text: str) -> str:
        return f"not {text}" if text.endswith(")") and " " not in text else f"not ({text})"

    def unknown(self, text: str) -> str:
        return f"is_unknown({text})"

    def same_text(self, one: str, other: str) -> str:
        return f"{one} == {other}"

    def rounded(self, text: str) -> str:
        return f"whole({text})"

    def map_range(self, value: str, from_: tuple[float, float], to: tuple[float, float]) -> str:
        return f"map_range({value}, {', '.join(f'{x:g}' for x in (*from_, *to))})"

    def text(self, block: Block, pieces: Sequence[Piece], name: str) -> str:
        """An f-string. Its fixed parts are escaped as in a string in double quotes, its braces doubled."""
        return 'f"' + "".join(self._piece(p) for p in pieces) + '"'

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return self.string(piece)[1:-1].replace("{", "{{").replace("}", "}}")
        expression, digits = piece
        return f"{{{expression}}}" if digits is None else f"{{shown({expression}, {digits})}}"

    def pick(self, name: str) -> str:
        return f"pick({name})"

    def log(self, text: str) -> str:
        return f"print({text})"

    def publish(self, text: str) -> str:
        return f"publisher.publish({text})"


def function_lines(fn: Function) -> Iterator[str]:
    """A behaviour's function, and before it what it keeps from pass to pass, as lines of Python."""
    for name, items, _ in fn.choices:
        yield from wrapped(name, items)
    for keep in fn.kept:
        yield f"{fn.name}_{keep.name} = {keep.cls}({', '.join(keep.args)})"
    if fn.kept or fn.choices:
        yield from ("", "")
    if fn.said:
        yield f"# {json.dumps(one_line(fn.said), ensure_ascii=False)}"
    yield f"def {fn.name}():"
    yield from block_lines(fn.body, 1)


def wrapped(name: str, items: Sequence[str]) -> Iterator[str]:
    """NAME = (item, item, …) on one line, or one item a line where that grows too long."""
    line = f"{name} = ({', '.join(items)},)"
    if len(line) <= 100:
        yield line
        return
    yield f"{name} = ("
    yield from (f"    {item}," for item in items)
    yield ")"


def block_lines(block: Block, depth: int) -> Iterator[str]:
    indent = "    " * depth
    for line in block.lines:
        if isinstance(line, Do):
            yield f"{indent}{line.text}{'  # ' + line.note if line.note else ''}"
            continue
        yield f"{indent}if {line.condition}:{'  # ' + line.note if line.note else ''}"
        yield from block_lines(line.then, depth + 1)
        if isinstance(line, If) and line.otherwise and line.otherwise.lines:
            yield f"{indent}else:"
            yield from block_lines(line.otherwise, depth + 1)
