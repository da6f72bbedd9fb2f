"""Identifiers of generated code: readable, unique, and never a word that the languages or the Arduino core use already."""

from __future__ import annotations

import keyword
import re

# Words a variable or function must not be called: C++, names of the Arduino core and of <math.h> and <strings.h>.
TAKEN = frozenset(["auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default", "delete", "do", "double", "else", "enum", "explicit", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "operator", "private", "protected", "public", "register", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "and", "or", "not", "xor", "bit", "byte", "word", "boolean", "min", "max", "abs", "round", "constrain", "radians", "degrees", "sq", "map", "random", "tone", "delay", "millis", "micros", "yield", "setup", "loop", "main", "report", "init", "analog", "digital", "high", "low", "input", "output", "interrupts", "log", "exp", "sin", "cos", "tan", "pow", "sqrt", "index", "div", "time", "read", "write", "print", "serial", "wire", "spi", "wifi", "y0", "y1", "yn", "j0", "j1", "jn", "gamma", "signal", "remove", "rename", "clock", "net", "text", "line", "when", "tick", "refresh", "begin", "update", "show", "on", "off", "set", "pick", "isnan", "sys", "math", "machine", "config"]) | frozenset(keyword.kwlist)


class Names:
    """Hands out names that were not given before."""

    def __init__(self, taken: frozenset[str] = TAKEN) -> None:
        self._taken = set(taken)

    def take(self, wanted: str) -> str:
        """WANTED, or with the first free number behind it."""
        name, n = wanted, 2
        while name.lower() in self._taken:
            name, n = f"{wanted}{'' if wanted[-1:].isdigit() is False else '_'}{n}", n + 1
        self._taken.add(name.lower())
        return name


def snake(text: str) -> str:
    """'Water the plant!' → 'water_the_plant'; never empty, never starting with a digit."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text).lower())
    name = "_".join(words) or "x"
    return name if name[0].isalpha() else f"x{name}"


def camel(name: str) -> str:
    """'is_pressed' → 'isPressed'."""
    head, *rest = name.split("_")
    return head + "".join(w[:1].upper() + w[1:] for w in rest)


def constant(*parts: str) -> str:
    """('water', 'SOIL1', 'moisture_pct') → 'WATER_SOIL1_MOISTURE_PCT'."""
    return "_".join(snake(p).upper() for p in parts if p)
