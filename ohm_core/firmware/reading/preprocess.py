"""What the C preprocessor leaves of a program: `#if` and `#ifdef` by the names that are defined."""

from __future__ import annotations

import ast
import re
from collections.abc import Set

from tree_sitter import Node

from ohm_core.firmware.reading.cpp_names import text


def compiled(node: Node, macros: Set[str]) -> list[Node]:
    """The children of NODE that are compiled where MACROS are defined; both ways where settings that are not here decide."""
    if node.type not in ("preproc_ifdef", "preproc_if", "preproc_elif"):
        return list(node.named_children)
    other = node.child_by_field_name("alternative")
    head = [n for n in (node.child_by_field_name("name"), node.child_by_field_name("condition")) if n is not None]
    if _open(node, macros):
        return _without(node, head)
    if _holds(node, macros):
        return _without(node, [*head, *([other] if other is not None else [])])
    return [] if other is None else [other]


def _without(node: Node, some: list[Node]) -> list[Node]:
    skip = {n.id for n in some}
    return [c for c in node.named_children if c.id not in skip]


def _open(node: Node, macros: Set[str]) -> bool:
    """True where ESP-IDF's menuconfig decides and its settings are not here."""
    condition = text(node.child_by_field_name("name")) or text(node.child_by_field_name("condition"))
    return "CONFIG_IDF_TARGET" not in macros and any(w not in macros for w in re.findall(r"\b(?:CONFIG|SOC)_\w+", condition))


def _holds(node: Node, macros: Set[str]) -> bool:
    if node.type == "preproc_ifdef":
        return (text(node.child_by_field_name("name")) in macros) != text(node).lstrip().startswith("#ifndef")
    condition = re.sub(r"defined\s*\(?\s*(\w+)\s*\)?", lambda m: str(m[1] in macros), text(node.child_by_field_name("condition")))
    condition = re.sub(r"[A-Za-z_]\w*", lambda m: m[0] if m[0] in ("True", "False") else str(m[0] in macros), condition)
    return _truth(re.sub(r"!(?!=)", " not ", condition.replace("&&", " and ").replace("||", " or ")))


def _truth(condition: str) -> bool:
    """Whether a condition of True, False and numbers holds; what can't be read counts as true, so that nothing is left out."""
    try:
        return _worth(ast.parse(condition.strip(), mode="eval").body)
    except (SyntaxError, ValueError):
        return True


def _worth(node: ast.expr) -> bool:
    if isinstance(node, ast.BoolOp):
        return (all if isinstance(node.op, ast.And) else any)(_worth(v) for v in node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not _worth(node.operand)
    return bool(node.value) if isinstance(node, ast.Constant) else True
