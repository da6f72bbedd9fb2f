"""How Arduino C++ writes what behaviours need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ohm_core.firmware.code import Block, Do, Function, If, Keep, Piece
from ohm_core.firmware.names import camel
from ohm_core.firmware.spec import Figure, Hex, Level, Mode, Symbol

MODES = {"": "INPUT", "up": "INPUT_PULLUP", "down": "INPUT_PULLDOWN"}


class Cpp:
    """The dialect of .ino files."""

    net_clock = "netClock"

    def figure(self, value: Figure) -> str:
        if isinstance(value, Level):
            return "HIGH" if value.high else "LOW"
        if isinstance(value, Mode):
            return MODES[value.pull]
        if isinstance(value, Symbol):
            return value.cpp
        if isinstance(value, Hex):
            return f"0x{value.value:0{value.digits}X}"
        if isinstance(value, tuple):
            return "{" + ", ".join(map(str, value)) + "}"
        if isinstance(value, str):
            return value if value in ("true", "false") else self.string(value)
        return f"{value}" if isinstance(value, int) else f"{value:g}f" if "." in f"{value:g}" else f"{value:g}"

    def string(self, text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("?", "?").replace("\0", "") + '"'

    def call(self, var: str, method: str, *args: str) -> str:
        return f"{var if var[-1:].isdigit() else camel(var)}.{camel(method)}({', '.join(args)})"

    def kept(self, function: str, name: str) -> str:
        return camel(name)

    def both(self, parts: Sequence[str]) -> str:
        return " && ".join(parts)

    def either(self, parts: Sequence[str]) -> str:
        return " || ".join(parts)

    def negate(self, text: str) -> str:
        return f"!{text}" if text.endswith(")") and " " not in text else f"!({text})"

    def unknown(self, text: str) -> str:
        return f"isnan({text})"

    def same_text(self, one: str, other: str) -> str:
        return f"sameText({one}, {other})"

    def rounded(self, text: str) -> str:
        return f"lround({text})"

    def map_range(self, value: str, from_: tuple[float, float], to: tuple[float, float]) -> str:
        numbers = ", ".join(self.figure(_short(x)) for x in (*from_, *to))
        return f"mapRange({value}, {numbers})"

    def text(self, block: Block, pieces: Sequence[Piece], name: str) -> str:
        block.do(f"TextLine {name}")
        for piece in pieces:
            if isinstance(piece, str):
                block.do(f"{name}.print(F({self.string(piece)}))")
            else:
                block.do(f"{name}.print({piece[0]})" if piece[1] is None else f"{name}.number({piece[0]}, {piece[1]})")
        return f"{name}.text()"

    def pick(self, name: str) -> str:
        return f"pick({name})"

    def log(self, text: str) -> str:
        return f"Serial.println({f'F({text})' if text.startswith(chr(34)) else text})"

    def publish(self, text: str) -> str:
        return f"publisher.publish({text})"


def _short(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)


def function_lines(fn: Function) -> Iterator[str]:
    """A behaviour's function as lines of C++."""
    if fn.said:
        yield f'// "{one_line(fn.said)}"'
    yield f"void {camel(fn.name)}() {{"
    for name, items, is_text in fn.choices:
        kind = "static const char *const" if is_text else "static const float" if not items[0].startswith("0x") else "static const uint32_t"
        yield from wrapped(f"  {kind} {name}[] = {{", items)
    for keep in fn.kept:
        yield f"  {kept_line(keep)}"
    yield from block_lines(fn.body, 1)
    yield "}"


def wrapped(head: str, items: Sequence[str]) -> Iterator[str]:
    """HEAD item, item, … }; on one line, or one item a line where that grows too long."""
    line = f"{head}{', '.join(items)}}};"
    if len(line) <= 110:
        yield line
        return
    yield head
    yield from (f"    {item}," for item in items)
    yield "  };"


def kept_line(keep: Keep) -> str:
    return f"static {keep.cls} {camel(keep.name)}{'(' + ', '.join(keep.args) + ')' if keep.args else ''};"


def block_lines(block: Block, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for line in block.lines:
        if isinstance(line, Do):
            yield f"{indent}{line.text};{'  // ' + line.note if line.note else ''}"
        else:
            yield from _if_lines(line, depth)


def _if_lines(line: If, depth: int) -> Iterator[str]:
    indent = "  " * depth
    only = line.then.lines[0] if len(line.then.lines) == 1 and not line.otherwise and not line.note else None
    if isinstance(only, Do) and len(line.condition) + len(only.text) < 80:
        yield f"{indent}if ({line.condition}) {only.text};"
        return
    yield f"{indent}if ({line.condition}) {{{'  // ' + line.note if line.note else ''}"
    yield from block_lines(line.then, depth + 1)
    if line.otherwise and line.otherwise.lines:
        yield f"{indent}}} else {{"
        yield from block_lines(line.otherwise, depth + 1)
    yield f"{indent}}}"


def one_line(text: str, most: int = 160) -> str:
    """A person's words safe in a // comment: one line, no backslash at its end; past MOST characters cut at a word."""
    words = " ".join(text.split()).replace("\\", "/")
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
