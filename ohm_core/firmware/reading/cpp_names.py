"""Names of C++ sketches and the values they may have: constants, macros, arrays, loop counters, parameters bound at their calls.

Scopes are functions, classes and the program. A name that is assigned in several places has all those values; nothing is run.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

Scalar = int | float | str
DEEPEST = 40  # names that lead to names
MOST = 64  # values of one expression; beyond that it counts as unknown
_OPS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "<<": lambda a, b: int(a) << int(b), ">>": lambda a, b: int(a) >> int(b), "|": lambda a, b: int(a) | int(b), "&": lambda a, b: int(a) & int(b),
}
_TESTS: dict[str, Callable[[float, float], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "!=": operator.ne, "==": operator.eq}


def text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node is not None else ""


def children(node: Node | None, *kinds: str) -> Iterator[Node]:
    """Named children, of these kinds where any are given."""
    for child in node.named_children if node is not None else ():
        if not kinds or child.type in kinds:
            yield child


@dataclass(frozen=True)
class Bound:
    """An expression a name may stand for, and the scope it is read in."""

    node: Node
    scope: str


@dataclass
class Names:
    """Every binding of a program. Keys are (scope, name); scope "" is the program, "f()" a function, "C" a class, "C::f()" a method."""

    bound: dict[tuple[str, str], list[Bound]] = field(default_factory=dict)
    changed: set[tuple[str, str]] = field(default_factory=set)  # counted up or computed at run time
    types: dict[tuple[str, str], str] = field(default_factory=dict)
    parameters: set[tuple[str, str]] = field(default_factory=set)
    constants: Mapping[str, int | str] = field(default_factory=dict)  # what the frameworks' headers define

    def bind(self, scope: str, name: str, node: Node, inside: str) -> None:
        here = self.bound.setdefault((scope, name), [])
        if all(b.node.id != node.id for b in here):
            here.append(Bound(node, inside))

    def key(self, scope: str, name: str) -> tuple[str, str] | None:
        """Where NAME, used in SCOPE, is declared."""
        return next(((s, name) for s in outward(scope) if (s, name) in self.bound or (s, name) in self.types or (s, name) in self.changed), None)

    def type_of(self, scope: str, name: str) -> str:
        return next((self.types[s, name] for s in outward(scope) if (s, name) in self.types), "")

    def values(self, node: Node | None, scope: str, seen: frozenset[tuple[str, str]] = frozenset()) -> tuple[Scalar, ...]:
        """What NODE may be: scalars, arrays as all their elements; empty where nothing is known."""
        if node is None or len(seen) > DEEPEST:
            return ()
        found = _READERS.get(node.type, _unknown)(self, node, scope, seen)
        unique = tuple(dict.fromkeys(found))
        return unique if len(unique) <= MOST else ()

    def sure(self, node: Node, scope: str) -> bool:
        """True when every value of NODE comes about: no name in it is computed or changed while the program runs."""
        for one in _identifiers(node):
            key = self.key(scope, text(one))
            if key in self.changed and _loop_values(self, one, text(one), scope, frozenset()) is None:
                return False
            if key and key not in self.parameters and len(self.bound.get(key, ())) > 1:
                return False
        return True


def outward(scope: str) -> Iterator[str]:
    """The scope and those around it: method, class, program."""
    yield scope
    if "::" in scope:
        yield scope.rpartition("::")[0]
    if scope:
        yield ""


def _identifiers(node: Node) -> Iterator[Node]:
    if node.type in ("identifier", "field_identifier"):
        yield node
    for child in node.named_children:
        yield from _identifiers(child)


def number(word: str) -> Scalar | None:
    """13, 0x3C, 0b11, 1.5f as a number; None for anything else."""
    plain = word.replace("'", "").rstrip("uUlL")
    try:
        return int(plain, 0) if not (len(plain) > 1 and plain[0] == "0" and plain.isdigit()) else int(plain, 8)
    except ValueError:
        try:
            return float(plain.rstrip("fF"))
        except ValueError:
            return None


Seen = frozenset[tuple[str, str]]


def _unknown(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    return ()


def _number(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    value = number(text(node))
    return () if value is None else (value,)


def _name(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    """A name's values; one that nobody declares stands for itself (A0, D5, LED_BUILTIN)."""
    word = text(node)
    counted = _loop_values(names, node, word, scope, seen)
    if counted is not None:
        return counted
    key = names.key(scope, word)
    if key is None:
        return (names.constants.get(word, int(word[9:]) if word.startswith("GPIO_NUM_") and word[9:].isdigit() else word),)
    if key in seen:
        return ()
    return tuple(v for b in names.bound.get(key, ()) for v in names.values(b.node, b.scope, seen | {key}))


def _loop_values(names: Names, node: Node, word: str, scope: str, seen: Seen) -> tuple[Scalar, ...] | None:
    """The values of a loop's own counter, where NODE stands inside such a loop."""
    at = node.parent
    while at is not None and at.type not in ("function_definition", "translation_unit"):
        if at.type == "for_range_loop" and ("for", str(at.id)) not in seen and word in map(text, _identifiers(at.child_by_field_name("declarator") or at)):
            return names.values(at.child_by_field_name("right"), scope, seen | {("for", str(at.id))})
        if at.type == "for_statement" and (counts := _count(names, at, word, scope, seen)) is not None:
            return counts
        at = at.parent
    return None


def _count(names: Names, loop: Node, word: str, scope: str, seen: Seen) -> tuple[Scalar, ...] | None:
    """`for (int i = 2; i < 8; i++)` → 2 … 7; None where WORD is not its counter, () where the ends are unknown."""
    if (inside := ("for", str(loop.id))) in seen:
        return ()
    seen = seen | {inside}
    start = loop.child_by_field_name("initializer")
    first = next((d.child_by_field_name("value") or d.child_by_field_name("right") for d in _walk(start) if d.type in ("init_declarator", "assignment_expression") and text(d.child_by_field_name("declarator") or d.child_by_field_name("left")) == word), None) if start else None
    if first is None:
        return None
    test, step = loop.child_by_field_name("condition"), loop.child_by_field_name("update")
    lows, highs = names.values(first, scope, seen), names.values(test.child_by_field_name("right"), scope, seen) if test is not None else ()
    holds = _TESTS.get(text(test.child_by_field_name("operator"))) if test is not None else None
    if holds is None or not lows or not highs or not all(isinstance(v, int) for v in (*lows, *highs)):
        return ()
    by = (-1 if "--" in text(step) or "-=" in text(step) else 1) * next((int(v) for v in names.values(step.child_by_field_name("right"), scope, seen) if isinstance(v, int)), 1) if step is not None else 1
    i, last = min(v for v in lows if isinstance(v, int)), max(v for v in highs if isinstance(v, int))
    found: list[int] = []
    while by and holds(i, last) and len(found) <= MOST:
        found.append(i)
        i += by
    return tuple(found)


def _walk(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
        for child in node.named_children:
            yield from _walk(child)


def _inner(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    """What stands inside: brackets, casts, lists, both ways of a choice."""
    return tuple(v for child in node.named_children if child.type not in ("type_descriptor", "primitive_type") for v in names.values(child, scope, seen))


def _choice(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    return tuple(v for end in ("consequence", "alternative") for v in names.values(node.child_by_field_name(end), scope, seen))


def _cast(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    return names.values(node.child_by_field_name("value"), scope, seen)


def _binary(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    sign = text(node.child_by_field_name("operator"))
    left, right = (names.values(node.child_by_field_name(end), scope, seen) for end in ("left", "right"))
    pairs = [(a, b) for a in left for b in right]
    if sign == "/" and (size := _array_length(names, node, scope)) is not None:
        return (size,)
    if any(isinstance(v, str) for pair in pairs for v in pair):
        return ()
    if sign == "/":
        return tuple(int(a) // int(b) for a, b in pairs if int(b))  # type: ignore[arg-type]
    op = _OPS.get(sign)
    return tuple(op(a, b) for a, b in pairs) if op else ()  # type: ignore[arg-type]


def _array_length(names: Names, node: Node, scope: str) -> int | None:
    """sizeof(a) / sizeof(a[0])."""
    left = node.child_by_field_name("left")
    if left is None or left.type != "sizeof_expression":
        return None
    name = next((text(n) for n in _identifiers(left)), "")
    key = names.key(scope, name)
    lists = [b.node for b in names.bound.get(key, ()) if b.node.type == "initializer_list"] if key else []
    return len(lists[0].named_children) if lists else None


def _minus(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    values = names.values(node.child_by_field_name("argument"), scope, seen)
    return tuple(-v for v in values if not isinstance(v, str)) if text(node).startswith("-") else values if text(node)[:1] in "+&*" else ()


def _element(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    """`pins[2]` → that element where the index is known and the array is written out, else all of them."""
    array = node.child_by_field_name("argument")
    everything = names.values(array, scope, seen)
    indices = node.child_by_field_name("indices")
    at = tuple(v for child in children(indices) for v in names.values(child, scope, seen))
    if at and all(isinstance(i, int) and 0 <= i < len(everything) for i in at) and _flat(names, array, scope):
        return tuple(everything[int(i)] for i in at)
    return everything


def _flat(names: Names, array: Node | None, scope: str) -> bool:
    """True where the array is one list of different numbers, so that an index counts them."""
    key = names.key(scope, text(array))
    lists = [b.node for b in names.bound.get(key, ())] if key else []
    return len(lists) == 1 and lists[0].type == "initializer_list" and len({text(c) for c in lists[0].named_children}) == len(lists[0].named_children)


def _qualified(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    return names.values(node.child_by_field_name("name"), scope, seen)


def _member(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    """`this->pin`, `config.pin`: the member of that name, where a class declares one."""
    name, of = text(node.child_by_field_name("field")), node.child_by_field_name("argument")
    owner = scope.rpartition("::")[0] if text(of) == "this" else names.type_of(scope, text(of))
    key = (owner, name)
    if key in seen or key not in names.bound:
        return ()
    return tuple(v for b in names.bound[key] for v in names.values(b.node, b.scope, seen | {key}))


def _call(names: Names, node: Node, scope: str, seen: Seen) -> tuple[Scalar, ...]:
    """A call that carries its argument through: a cast, digitalPinToInterrupt(), or an object made in place."""
    word = text(node.child_by_field_name("function"))
    through = ("digitalPinToInterrupt", "uint8_t", "int", "byte", "gpio_num_t", "pgm_read_byte", "pgm_read_byte_near", "F", "static_cast", "_u")
    bit = ("BIT", "BIT64", "_BV", "bit")
    arguments = node.child_by_field_name("arguments")
    if arguments is None or word.split("<")[0] not in through + bit:
        return ()
    inner = _inner(names, arguments, scope, seen)
    return tuple(1 << v for v in inner if isinstance(v, int) and 0 <= v < 64) if word in bit else inner


_READERS: dict[str, Callable[[Names, Node, str, Seen], tuple[Scalar, ...]]] = {
    "number_literal": _number, "identifier": _name, "field_identifier": _name, "type_identifier": _name, "parenthesized_expression": _inner, "initializer_list": _inner, "argument_list": _inner, "cast_expression": _cast,
    "conditional_expression": _choice, "binary_expression": _binary, "unary_expression": _minus, "pointer_expression": _minus, "subscript_expression": _element, "qualified_identifier": _qualified,
    "field_expression": _member, "call_expression": _call, "compound_literal_expression": _inner,
}
