"""MicroPython sources made ready for virtual time: every turn of a `while` loop tells the clock, so that waiting for a variable ends.

Lines stay where they are, so that error messages keep their numbers.
"""

from __future__ import annotations

import ast
import re

_NATIVE = re.compile(r"^(\s*)@micropython\.(native|viper)\s*$", re.M)
TURN = "_ohm_turn() or ("


def with_turns(source: str) -> str:
    """SOURCE with `while x:` as `while _ohm_turn() or (x):` and without decorators that need a board's processor.

    What CPython's parser does not read is left as it is: MicroPython will say what is wrong with it.
    """
    text = _NATIVE.sub(r"\1", source)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return text
    lines = [line.encode() for line in text.splitlines(keepends=True)]  # offsets of ast are in UTF-8 bytes
    for node in sorted((n.test for n in ast.walk(tree) if isinstance(n, ast.While)), key=_end, reverse=True):
        row, column = _end(node)
        lines[row] = lines[row][:column] + b")" + lines[row][column:]
        row, column = node.lineno - 1, node.col_offset
        lines[row] = lines[row][:column] + TURN.encode() + lines[row][column:]
    return b"".join(lines).decode()


def _end(node: ast.expr) -> tuple[int, int]:
    return ((node.end_lineno or node.lineno) - 1, node.end_col_offset or node.col_offset)
