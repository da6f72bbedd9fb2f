"""Names of MicroPython and CircuitPython programs and the values they may have. Nothing is run."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator

Scalar = int | float | str
Bound = tuple[ast.expr, str]
MOST = 64
_OPS: dict[type[ast.operator], Callable[[float, float], float]] = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv}


def dotted(node: ast.AST) -> str:
    """`machine.Pin.OUT` as written; "" for what is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


class PyNames:
    """Every binding of a program, by (scope, name); scope "" is a module, "f" a function, "C" a class, "C.f" a method."""

    def __init__(self, hardware: frozenset[str]) -> None:
        self.hardware = hardware  # classes that carry a pin on: Pin(4) is 4 wherever it is handed to
        self.bound: dict[tuple[str, str], list[Bound]] = {}
        self.parameters: dict[str, list[str]] = {}
        self.scopes: dict[str, list[str]] = {}
        self.changed: set[tuple[str, str]] = set()

    def own(self, name: str) -> bool:
        """True where the program defines a function or class of that name itself."""
        return name in self.scopes

    def walk(self, node: ast.AST, scope: str = "") -> Iterator[tuple[ast.AST, str]]:
        """Every node with its scope, outer ones first."""
        for child in ast.iter_child_nodes(node):
            inside = scope
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inside = f"{scope}.{child.name}".lstrip(".")
            yield child, scope
            yield from self.walk(child, inside)

    def declare(self, tree: ast.AST) -> None:
        for node, scope in self.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self._assign(target, node.value, scope)
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                self._assign(node.target, node.value, scope)
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                self.changed.add((scope, node.target.id))
            elif isinstance(node, ast.For | ast.comprehension):
                self._assign(node.target, node.iter, scope)
                self.parameters.setdefault(scope, []).extend(n.id for n in ast.walk(node.target) if isinstance(n, ast.Name))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = f"{scope}.{node.name}".lstrip(".")
                names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
                self.parameters.setdefault(inside, []).extend(names)
                for name, default in zip(reversed(names), reversed(node.args.defaults), strict=False):
                    self._bind(inside, name, default, scope)
                if scope in self.scopes.get(scope.rpartition(".")[2], []) and node.name == "__init__":
                    self.scopes[scope.rpartition(".")[2]].append(inside)
                else:
                    self.scopes.setdefault(node.name, []).append(inside)
            elif isinstance(node, ast.ClassDef):
                self.scopes.setdefault(node.name, []).append(f"{scope}.{node.name}".lstrip("."))

    def bind_calls(self, tree: ast.AST) -> None:
        """Parameters of the program's own functions stand for the arguments of their calls."""
        for node, scope in self.walk(tree):
            if isinstance(node, ast.Call):
                for inside in self.scopes.get(dotted(node.func).rpartition(".")[2], ()):
                    names = [n for n in self.parameters.get(inside, ()) if n != "self"]
                    for name, value in (*zip(names, node.args, strict=False), *((k.arg, k.value) for k in node.keywords if k.arg in names)):
                        self._bind(inside, str(name), value, scope)

    def _bind(self, scope: str, name: str, value: ast.expr, inside: str) -> None:
        here = self.bound.setdefault((scope, name), [])
        if all(v is not value for v, _ in here):
            here.append((value, inside))

    def _assign(self, target: ast.expr, value: ast.expr, scope: str) -> None:
        if isinstance(target, ast.Name):
            self._bind(scope, target.id, value, scope)
        elif isinstance(target, ast.Attribute) and dotted(target.value) == "self":
            self._bind(scope.rpartition(".")[0], target.attr, value, scope)
        elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List) and len(target.elts) == len(value.elts):
            for one, its in zip(target.elts, value.elts, strict=True):
                self._assign(one, its, scope)
        elif isinstance(target, ast.Tuple | ast.List):
            for one in target.elts:
                self._assign(one, value, scope)

    def key(self, scope: str, name: str) -> tuple[str, str] | None:
        at = scope
        while True:
            if (at, name) in self.bound:
                return at, name
            if not at:
                return None
            at = at.rpartition(".")[0]

    def values(self, node: ast.expr | None, scope: str, seen: frozenset[tuple[str, str]] = frozenset()) -> tuple[Scalar, ...]:
        """What NODE may be: scalars, lists as all their elements; empty where nothing is known."""
        found = tuple(dict.fromkeys(self._values(node, scope, seen))) if node is not None else ()
        return found if len(found) <= MOST else ()

    def _values(self, node: ast.expr, scope: str, seen: frozenset[tuple[str, str]]) -> tuple[Scalar, ...]:
        if isinstance(node, ast.Constant):
            return (node.value,) if isinstance(node.value, int | float | str) and not isinstance(node.value, bool) else ()
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            return tuple(v for e in node.elts for v in self.values(e, scope, seen))
        if isinstance(node, ast.Dict):
            return tuple(v for e in node.values for v in self.values(e, scope, seen))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return tuple(-v for v in self.values(node.operand, scope, seen) if not isinstance(v, str))
        if isinstance(node, ast.BinOp) and type(node.op) in _OPS:
            pairs = [(a, b) for a in self.values(node.left, scope, seen) for b in self.values(node.right, scope, seen)]
            return tuple(_OPS[type(node.op)](a, b) for a, b in pairs if not isinstance(a, str) and not isinstance(b, str))
        if isinstance(node, ast.IfExp):
            return (*self.values(node.body, scope, seen), *self.values(node.orelse, scope, seen))
        if isinstance(node, ast.Call):
            return self._called(node, scope, seen)
        if isinstance(node, ast.Subscript):
            return self._element(node, scope, seen)
        if isinstance(node, ast.ListComp | ast.GeneratorExp):
            return self.values(node.elt, scope, seen)
        return self._named(node, scope, seen)

    def _called(self, node: ast.Call, scope: str, seen: frozenset[tuple[str, str]]) -> tuple[Scalar, ...]:
        word = dotted(node.func).rpartition(".")[2]
        if word == "range" and all(isinstance(a, ast.Constant) for a in node.args):
            numbers = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, int)]
            return tuple(range(*numbers)[: MOST + 1]) if 1 <= len(numbers) <= 3 else ()
        through = word in self.hardware or word in ("const", "list", "tuple", "reversed", "enumerate", "sorted")
        return self.values(node.args[0], scope, seen) if through and node.args else ()

    def _element(self, node: ast.Subscript, scope: str, seen: frozenset[tuple[str, str]]) -> tuple[Scalar, ...]:
        everything = self.values(node.value, scope, seen)
        index = node.slice.value if isinstance(node.slice, ast.Constant) else None
        return (everything[index],) if isinstance(index, int) and -len(everything) <= index < len(everything) else everything

    def _named(self, node: ast.expr, scope: str, seen: frozenset[tuple[str, str]]) -> tuple[Scalar, ...]:
        name = dotted(node)
        if name.startswith("board.") and ("", "board") not in self.bound:
            return (name.partition(".")[2],)
        key = self._owner(node, name, scope)
        if key is None or key in seen:
            return ()
        return tuple(v for value, inside in self.bound.get(key, ()) for v in self.values(value, inside, seen | {key}))

    def _owner(self, node: ast.expr, name: str, scope: str) -> tuple[str, str] | None:
        """Where a name, `self.x` or `config.X` (a constant of another file of the program) is bound."""
        if isinstance(node, ast.Name):
            return self.key(scope, name)
        if name.startswith("self."):
            return self.key(scope.rpartition(".")[0], name[5:])
        return ("", name.rpartition(".")[2]) if "." in name and ("", name.rpartition(".")[2]) in self.bound else None

    def class_of(self, node: ast.expr, scope: str) -> str:
        """The hardware class an expression was made from; "" where it was none."""
        return next((dotted(call.func).rpartition(".")[2] for call, _ in self.made(node, scope)), "")

    def made(self, node: ast.expr, scope: str, kind: str = "") -> list[tuple[ast.Call, str]]:
        """The calls of hardware classes (of KIND) that may have made what NODE names, with their scopes."""
        key = self._owner(node, dotted(node), scope)
        found = []
        for value, inside in self.bound.get(key, ()) if key else ():
            for call in (value, *(value.elts if isinstance(value, ast.List | ast.Tuple) else ())):
                if isinstance(call, ast.Call) and (dotted(call.func).rpartition(".")[2] == kind if kind else dotted(call.func).rpartition(".")[2] in self.hardware):
                    found.append((call, inside))
        return found

    def sure(self, node: ast.expr, scope: str) -> bool:
        """True when every value of NODE comes about: no name in it is changed while the program runs."""
        for one in ast.walk(node):
            key = self.key(scope, one.id) if isinstance(one, ast.Name) else None
            if key and (key in self.changed or len(self.bound.get(key, ())) > 1 and key[1] not in self.parameters.get(key[0], ())):
                return False
        return True
