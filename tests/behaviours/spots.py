"""The places of a generated program that a mutant may change: conditions, calls, joined and compared expressions, texts. Read by tree-sitter
from C++ and by `ast` from Python, so that both languages give the same spots; offsets are in bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from tree_sitter import Language, Node, Parser

Span = tuple[int, int]
Kind = Literal["if", "call", "joined", "compared", "text"]


@dataclass(frozen=True)
class Spot:
    """`under` are the conditions it stands beneath, the innermost last, an else branch as "else". `whole` marks a call that is a
    statement. `otherwise` is the span of an if's else branch. `parts` are a call's arguments or a joined expression's operands."""

    kind: Kind
    function: str
    span: Span
    text: str
    receiver: str = ""
    method: str = ""
    parts: tuple[Span, ...] = ()
    operator: str = ""
    operator_at: Span = (0, 0)
    otherwise: Span | None = None
    whole: bool = False
    under: tuple[str, ...] = ()
    inside: tuple[str, ...] = field(default=())
    """The calls whose argument it is: `receiver.method`, the innermost last."""


def spots(source: str, python: bool) -> list[Spot]:
    """All spots of a file, in the order they are written."""
    found = _python(source) if python else _cpp(source)
    return sorted(found, key=lambda s: s.span)


@cache
def _parser() -> Parser:
    from tree_sitter_cpp import language

    return Parser(Language(language()))


def _cpp(source: str) -> Iterator[Spot]:
    raw = source.encode()
    for fn in _parser().parse(raw).root_node.children:
        if fn.type == "function_definition" and (body := fn.child_by_field_name("body")):
            declared = fn.child_by_field_name("declarator")
            name = raw[declared.start_byte : declared.end_byte].decode().partition("(")[0] if declared else ""
            yield from _cpp_in(body, raw, Spot("if", name, (0, 0), ""))


def _cpp_in(node: Node, raw: bytes, at: Spot) -> Iterator[Spot]:
    """The spots beneath NODE; AT says where it stands."""
    text = raw[node.start_byte : node.end_byte].decode()
    span = (node.start_byte, node.end_byte)
    if node.type == "if_statement":
        condition = _need(node, "condition")
        value = condition.named_children[0]
        words = raw[value.start_byte : value.end_byte].decode()
        other = node.child_by_field_name("alternative")
        yield replace(at, kind="if", span=(value.start_byte, value.end_byte), text=words, otherwise=(other.start_byte, other.end_byte) if other else None)
        yield from _cpp_in(value, raw, replace(at, under=(*at.under, f"? {words}")))
        yield from _cpp_in(_need(node, "consequence"), raw, replace(at, under=(*at.under, words)))
        if other:
            yield from _cpp_in(other, raw, replace(at, under=(*at.under, "else")))
        return
    if node.type == "call_expression":
        called, given = _need(node, "function"), _need(node, "arguments").named_children
        receiver, _, method = raw[called.start_byte : called.end_byte].decode().rpartition(".")
        yield replace(at, kind="call", span=span, text=text, receiver=receiver, method=method, parts=tuple((g.start_byte, g.end_byte) for g in given), whole=bool(node.parent and node.parent.type == "expression_statement"))
        at = replace(at, inside=(*at.inside, f"{receiver}.{method}"))
        for g in given:
            yield from _cpp_in(g, raw, at)
        return
    if node.type == "binary_expression":
        operator = _need(node, "operator")
        kind: Kind = "joined" if operator.type in ("&&", "||") else "compared"
        sides = (_need(node, "left"), _need(node, "right"))
        if operator.type in ("&&", "||", "<", ">", "<=", ">=", "==", "!="):
            yield replace(at, kind=kind, span=span, text=text, operator=operator.type, operator_at=(operator.start_byte, operator.end_byte), parts=tuple((s.start_byte, s.end_byte) for s in sides))
    if node.type == "string_literal":
        yield replace(at, kind="text", span=span, text=text)
    for child in node.named_children:
        yield from _cpp_in(child, raw, at)


def _need(node: Node, name: str) -> Node:
    found = node.child_by_field_name(name)
    assert found is not None, f"{node.type} without {name}"
    return found


OPERATORS: dict[type[ast.AST], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def _python(source: str) -> Iterator[Spot]:
    lines = [0]
    for line in source.encode().splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    reader = _Python(source.encode(), lines)
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            for inner in node.body:
                yield from reader.of(inner, Spot("if", node.name, (0, 0), ""))
        elif isinstance(node, ast.While):
            for inner in node.body:
                yield from reader.of(inner, Spot("if", "loop", (0, 0), ""))
        elif isinstance(node, ast.Expr):
            yield from reader.of(node, Spot("if", "setup", (0, 0), ""))


@dataclass(frozen=True)
class _Python:
    raw: bytes
    lines: list[int]

    def span(self, node: Any) -> Span:
        return (self.lines[node.lineno - 1] + node.col_offset, self.lines[node.end_lineno - 1] + node.end_col_offset)

    def words(self, span: Span) -> str:
        return self.raw[span[0] : span[1]].decode()

    def of(self, node: ast.AST, at: Spot) -> Iterator[Spot]:
        if isinstance(node, ast.If):
            test = self.span(node.test)
            other = (self.span(node.orelse[0])[0], self.span(node.orelse[-1])[1]) if node.orelse else None
            yield replace(at, kind="if", span=test, text=self.words(test), otherwise=other)
            yield from self.of(node.test, replace(at, under=(*at.under, f"? {self.words(test)}")))
            for inner in node.body:
                yield from self.of(inner, replace(at, under=(*at.under, self.words(test))))
            for inner in node.orelse:
                yield from self.of(inner, replace(at, under=(*at.under, "else")))
            return
        if isinstance(node, ast.Expr):
            for spot in self.of(node.value, at):
                yield replace(spot, whole=True) if spot.kind == "call" and spot.span == self.span(node) else spot
            return
        if isinstance(node, ast.Call):
            span = self.span(node)
            receiver, _, method = self.words(self.span(node.func)).rpartition(".")
            yield replace(at, kind="call", span=span, text=self.words(span), receiver=receiver, method=method, parts=tuple(self.span(a) for a in node.args))
            for argument in node.args:
                yield from self.of(argument, replace(at, inside=(*at.inside, f"{receiver}.{method}")))
            return
        yield from self._expression(node, at)
        if isinstance(node, ast.JoinedStr):
            return
        for child in ast.iter_child_nodes(node):
            yield from self.of(child, at)

    def _expression(self, node: ast.AST, at: Spot) -> Iterator[Spot]:
        if isinstance(node, ast.BoolOp):
            sides = tuple(self.span(v) for v in node.values)
            span = self.span(node)
            between = (sides[0][1], sides[1][0])
            yield replace(at, kind="joined", span=span, text=self.words(span), operator="&&" if isinstance(node.op, ast.And) else "||", operator_at=between, parts=sides)
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in OPERATORS:
            sides = (self.span(node.left), self.span(node.comparators[0]))
            yield replace(at, kind="compared", span=self.span(node), text=self.words(self.span(node)), operator=OPERATORS[type(node.ops[0])], operator_at=(sides[0][1], sides[1][0]), parts=sides)
        elif isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield replace(at, kind="text", span=self.span(node), text=self.words(self.span(node)))
