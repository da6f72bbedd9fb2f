"""Arduino's .ino files → one C++ file, as the Arduino tools make it: tabs joined, the core included, prototypes added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

# What may stand before a bracket at the outermost level and is no function: types, name spaces, linkage.
_NOT_FUNCTION = re.compile(r"^\s*(?:template\b|class\b|struct\b(?!\s+\w+[\s*&]+\w+\s*\()|enum\b|union\b|namespace\b|extern\s+\"|typedef\b|using\b)")
_FUNCTION = re.compile(r"^(?P<head>[A-Za-z_][\w:<>,*&\s\[\]]*?[\s*&])(?P<name>[A-Za-z_]\w*)\s*\((?P<args>[^{}]*)\)\s*$", re.S)
_HIDDEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#(?:[^\n\\]|\\.|\\\n)*', re.S | re.M)


def joined(files: list[Path]) -> str:
    """The C++ text of the tabs in FILES (main first), with `#line` marks that lead messages back to them."""
    texts = [(path, path.read_text(encoding="utf-8", errors="replace")) for path in files]
    whole = "\n".join(text for _, text in texts)
    prototypes = list(prototypes_of(whole))
    pieces = ["#include <Arduino.h>\n"]
    for index, (path, text) in enumerate(texts):
        at = first_function(text) if index == 0 else 0
        line = text.count("\n", 0, at) + 1
        before, after = text[:at], text[at:]
        if index == 0:
            pieces += [_mark(path, 1), before, "\n", *(f"{p}\n" for p in prototypes), _mark(path, line), after, "\n"]
        else:
            pieces += [_mark(path, 1), text, "\n"]
    return "".join(pieces)


def _mark(path: Path, line: int) -> str:
    name = str(path).replace("\\", "/").replace('"', "")
    return f'#line {line} "{name}"\n'


def prototypes_of(text: str) -> Iterator[str]:
    """A declaration for each function of the text, without default arguments; each once."""
    seen = set()
    for head, name, args, _ in functions(text):
        line = f"{' '.join(head.split())} {name}({_without_defaults(args)});"
        if line not in seen:
            seen.add(line)
            yield line


def first_function(text: str) -> int:
    """Where the line of the first function starts; the end of the text where there is none."""
    start = next((at for *_, at in functions(text)), len(text))
    return text.rfind("\n", 0, start) + 1 if start < len(text) else start


def functions(text: str) -> Iterator[tuple[str, str, str, int]]:
    """Return type, name, arguments and place of every function written at the outermost level."""
    masked = _HIDDEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    depth, start = 0, 0
    for at, sign in enumerate(masked):
        if sign == "{":
            if depth == 0 and (found := _function(masked, text, start, at)):
                yield found
            depth += 1
        elif sign == "}":
            depth = max(0, depth - 1)
            start = at + 1 if depth == 0 else start
        elif sign == ";" and depth == 0:
            start = at + 1


def _function(masked: str, text: str, start: int, end: int) -> tuple[str, str, str, int] | None:
    segment = masked[start:end]
    offset = start + len(segment) - len(segment.lstrip())
    if _NOT_FUNCTION.match(segment) or "=" in segment.split("(", 1)[0]:
        return None
    match = _FUNCTION.match(segment.strip())
    if not match or match["name"] in ("if", "for", "while", "switch", "catch", "ISR") or match["head"].rstrip().endswith("::"):
        return None
    return match["head"], match["name"], match["args"], offset


def _without_defaults(args: str) -> str:
    return " ".join(re.sub(r"\s*=\s*[^,()]*(?:\([^()]*\))?[^,()]*", "", args).split())
