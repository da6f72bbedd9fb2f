"""MicroPython and CircuitPython read by `ast`: which pins, buses, addresses and modules a program uses."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ohm_core.firmware.reading.apis import Api, Apis, Call, apis
from ohm_core.firmware.reading.collect import ENDS, Collected
from ohm_core.firmware.reading.facts import Pin, Place, SketchFacts
from ohm_core.firmware.reading.python_names import PyNames, dotted

CIRCUITPYTHON = frozenset({"board", "digitalio", "analogio", "pwmio", "busio", "touchio", "pulseio"})


def read_python(files: Mapping[str, str]) -> SketchFacts:
    """The facts of FILES (name → text), read together. What Python can't parse is named in `unread`."""
    trees, broken = [], []
    for name, source in files.items():
        try:
            trees.append((name, _run(ast.parse(source), name)))
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            broken.append((Place(name, getattr(error, "lineno", None) or 1), f"this is not Python: {getattr(error, 'msg', error)}"))
    modules = {m for _, tree in trees for m in _imports(tree)}
    language = "circuitpython" if modules & CIRCUITPYTHON else "micropython"
    reader = _Reader(apis(language), language)
    for place, why in broken:
        reader.got.unread(place, why)
    for module in sorted(modules):
        reader.got.library(module, reader.known.headers.get(module, ""))  # Python names its pins itself
    for _, tree in trees:
        reader.names.declare(tree)
    for _, tree in trees:
        reader.names.bind_calls(tree)
    for name, tree in trees:
        reader.use(name, tree)
    return reader.got.facts(language)


def _run(tree: ast.Module, name: str) -> ast.Module:
    """TREE without what only runs where the file itself is the program: `if __name__ == "__main__":` of a module."""
    if name in ("main.py", "code.py", "boot.py"):
        return tree
    tree.body = [n for n in tree.body if not (isinstance(n, ast.If) and ast.unparse(n.test).replace("'", '"') == '__name__ == "__main__"')]
    return tree


def _imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(a.name.split(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


class _Reader:
    def __init__(self, known: Apis, language: str) -> None:
        self.known, self.language = known, language
        self.names = PyNames(frozenset(known.classes))
        self.got = Collected()

    def use(self, file: str, tree: ast.AST) -> None:
        inner: set[int] = set()  # Pin(…) inside another hardware call: that call says what it is for
        for node, scope in self.names.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            place, word = Place(file, node.lineno), dotted(node.func).rpartition(".")[2]
            if (api := self.known.classes.get(word)) is not None and not self.names.own(word):
                self._object(api, node, scope, place, inner)
            elif isinstance(node.func, ast.Attribute) and (call := self._method(node.func, scope)) is not None:
                self._arguments(call, dotted(node.func), node, scope, place, inner)
            elif (call := self.known.functions.get(word)) is not None:
                self._arguments(call, word, node, scope, place, inner)
            elif word not in ("range", "sleep", "sleep_ms", "print"):
                self.got.mention(tuple(v for a in (*node.args, *(k.value for k in node.keywords)) for v in self.names.values(a, scope) if isinstance(v, int | str)))
        self._directions(file, tree)

    def _object(self, api: Api, node: ast.Call, scope: str, place: Place, inner: set[int]) -> None:
        call = api.calls.get("new")
        if call is None or node_id(node) in inner:
            return
        used = self._arguments(call, api.name, node, scope, place, inner)
        ends = tuple((end, used[end][0]) for end in ENDS.get(api.bus, ()) if used.get(end))
        if api.bus and ends:
            unit = next((str(v) for v in self.names.values(node.args[0], scope)), "") if node.args and api.name in ("I2C", "SPI", "UART") else api.name
            self.got.bus(api.bus, unit or "0", ends, api.name, place)
        self.got.object(api, used, place, begins=False)

    def _method(self, target: ast.Attribute, scope: str) -> Call | None:
        api = self.known.classes.get(self.names.class_of(target.value, scope))
        return api.calls.get(target.attr) if api else None

    def _arguments(self, call: Call, by: str, node: ast.Call, scope: str, place: Place, inner: set[int]) -> dict[str, tuple[Pin, ...]]:
        """Notes every argument that has a role; what each role was."""
        given: list[tuple[str, ast.expr]] = [(role, a) for role, a in zip(call.roles(len(node.args)), node.args, strict=False) if "=" not in role]
        given += [(call.keywords[k.arg], k.value) for k in node.keywords if k.arg and k.arg in call.keywords]
        mode = " ".join(dotted(a) for role, a in given if role in ("modeis", "pullis")) + " ".join(dotted(k.value) for k in node.keywords if k.arg in ("mode", "pull"))
        used: dict[str, tuple[Pin, ...]] = {}
        for role, argument in given:
            if role in ("_", "modeis", "pullis"):
                continue
            inner.update(node_id(n) for n in ast.walk(argument) if isinstance(n, ast.Call))
            values = tuple(v for v in self.names.values(argument, scope) if isinstance(v, int | str))
            used[role] = values
            if role != "mode" or mode or self.language == "micropython":
                self.got.use(role, values, by, place, _mode(mode) if role == "mode" else "", self.names.sure(argument, scope), ast.unparse(argument))
        return used

    def _directions(self, file: str, tree: ast.AST) -> None:
        """CircuitPython sets a pin's mode afterwards: `led.direction = digitalio.Direction.OUTPUT`, `button.pull = Pull.UP`."""
        for node, scope in self.names.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            calls: list[tuple[ast.Assign | ast.Call, ast.expr, str]] = [(node, t.value, dotted(node.value)) for t in targets if isinstance(node, ast.Assign) and isinstance(t, ast.Attribute) and t.attr in ("direction", "pull")]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("switch_to_output", "switch_to_input"):
                pull = next((dotted(k.value) for k in node.keywords if k.arg == "pull"), "INPUT")
                calls.append((node, node.func.value, "OUTPUT" if node.func.attr.endswith("output") else pull))
            for at, owner, said in calls:
                self._direction(owner, said, scope, Place(file, at.lineno))

    def _direction(self, owner: ast.expr, said: str, scope: str, place: Place) -> None:
        made = self.names.made(owner, scope, "DigitalInOut")
        for call, inside in made:
            values = tuple(v for v in self.names.values(call.args[0], inside) if isinstance(v, int | str)) if call.args else ()
            if values:
                self.got.use("mode", values, "DigitalInOut", place, said, True, "")


def node_id(node: ast.AST) -> int:
    return id(node)


def _mode(said: str) -> str:
    """`Pin.IN Pin.PULL_UP` → the word that decides."""
    words = [w.rpartition(".")[2] for w in said.split()]
    return next((w for w in words if w.startswith("PULL_")), next((w for w in words if w in ("OUT", "IN", "OPEN_DRAIN")), ""))
