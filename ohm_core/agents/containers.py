"""Artifacts that a model writes into its text, `<BOM_CONTAINER>{…}</BOM_CONTAINER>`, turned into the calls of tools they stand for.

Text comes in pieces that may be cut anywhere. What is no container goes on to the person as it comes, at most the few letters that
may begin a tag held back. A container that cannot be read becomes a call that says so; the others are not touched by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ohm_core.agents.turn import Call, Say

TOOL_OF = {"BOM": "update_bom", "WIRING": "update_wiring", "BUDGET": "update_budget", "CODE": "add_code_file", "CONTEXT": "update_context", "MVP": "update_mvp", "PRD": "update_prd"}
TEXTS = ("CONTEXT", "MVP", "PRD")
LONGEST = 600_000  # of one container; more is no artifact but a model that lost its way
TAIL = 40  # enough to see the closing tag
OPEN = re.compile(rf"<({'|'.join(TOOL_OF)})_CONTAINER((?:\s+[a-z_]+=\"[^\"<>]*\")*)\s*>", re.I)
FENCE = re.compile(r"\A\s*```[\w+-]*\n(.*?)\n?```\s*\Z", re.S)
LANGUAGES = {"ino": "arduino", "cpp": "cpp", "h": "cpp", "c": "c", "py": "micropython", "yaml": "yaml", "ini": "ini"}

Move = Say | Call


class Containers:
    """Reads one answer. `feed` each piece, then `end`; both give what to say and what to call, in the order of the text."""

    def __init__(self) -> None:
        self._held = ""
        self._kind = ""
        self._attributes: Mapping[str, str] = {}
        self._over = False

    def feed(self, piece: str) -> list[Move]:
        """What is certain now."""
        self._held += piece
        return list(self._moves(last=False))

    def end(self) -> list[Move]:
        """What was held back; a container that was never closed is told as broken."""
        moves = list(self._moves(last=True))
        if self._kind:
            moves.append(Call(TOOL_OF[self._kind], {}, unreadable=f"<{self._kind}_CONTAINER> was not closed: {self._held}"))
        elif self._held:
            moves.append(Say(self._held))
        self._held = self._kind = ""
        return moves

    def _moves(self, last: bool) -> Iterator[Move]:
        while True:
            if self._kind:
                body, closed, rest = _closed(self._held, self._kind)
                if not closed:
                    if len(self._held) > LONGEST:
                        self._over, self._held = True, self._held[-TAIL:]
                    return
                over = self._over or len(body) > LONGEST
                yield from [Call(TOOL_OF[self._kind], {}, unreadable=f"<{self._kind}_CONTAINER> has more than {LONGEST:,} characters")] if over else calls_of(self._kind, body, self._attributes)
                self._held, self._kind, self._over = rest, "", False
                continue
            found = OPEN.search(self._held)
            if found is None:
                safe = len(self._held) if last else _safe(self._held)
                if safe:
                    yield Say(self._held[:safe])
                self._held = self._held[safe:]
                return
            if found.start():
                yield Say(self._held[: found.start()])
            self._kind, self._attributes = found[1].upper(), dict(re.findall(r"([a-z_]+)=\"([^\"]*)\"", found[2]))
            self._held = self._held[found.end():]


def _closed(text: str, kind: str) -> tuple[str, bool, str]:
    """The container's body and what comes after it, once its closing tag is there."""
    found = re.search(rf"</{kind}_CONTAINER\s*>", text, re.I)
    return (text[: found.start()], True, text[found.end():]) if found else ("", False, text)


def _safe(text: str) -> int:
    """How much of TEXT cannot be the beginning of a tag."""
    last = text.rfind("<")
    begun = text[last + 1:].upper()
    open_ = last >= 0 and ">" not in begun and any(name.startswith(begun) or begun.startswith(name) and begun[len(name)].isspace() for name in (f"{k}_CONTAINER" for k in TOOL_OF))
    return last if open_ else len(text)


def calls_of(kind: str, body: str, attributes: Mapping[str, str]) -> list[Move]:
    """The calls that a container's body stands for; one that cannot be read is a call which says so."""
    inner = fenced[1] if (fenced := FENCE.match(body)) else body
    tool, data = TOOL_OF[kind], _json(inner)
    if kind in TEXTS and not isinstance(data, dict):
        return [Call(tool, {kind.lower(): inner.strip()})] if inner.strip() else [Call(tool, {}, unreadable=f"<{kind}_CONTAINER> is empty")]
    if kind in TEXTS and isinstance(data, dict):
        known = {k: v for k, v in data.items() if k in ("context", "mvp", "prd")}
        return [Call(TOOL_OF[k.upper()], {k: v}) for k, v in known.items()] or [Call(tool, {kind.lower(): inner.strip()})]
    if kind == "CODE":
        return _code(data, inner, attributes)
    if isinstance(data, dict):
        return [Call(tool, data)]
    return [Call(tool, {}, unreadable=inner.strip() or f"<{kind}_CONTAINER> is empty")]


def _code(data: Any, body: str, attributes: Mapping[str, str]) -> list[Move]:
    """One call a file: {"files": […]}, a list, one file, or the file itself with its name in the tag."""
    files = data.get("files", [data]) if isinstance(data, dict) else data
    if isinstance(files, list) and files:
        return [Call("add_code_file", _file(f)) if isinstance(f, dict) else Call("add_code_file", {}, unreadable=str(f)) for f in files]
    if (name := attributes.get("filename") or attributes.get("path")) and body.strip():
        return [Call("add_code_file", _file({"filename": name, "content": body.strip("\n") + "\n", **({"language": attributes["language"]} if "language" in attributes else {})}))]
    return [Call("add_code_file", {}, unreadable=body.strip() or "<CODE_CONTAINER> is empty")]


def _file(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A file under the names that add_code_file has for its fields."""
    said = {"filename": raw.get("filename") or raw.get("name") or raw.get("path") or raw.get("file_path"), "language": raw.get("language"), "content": raw.get("content") or raw.get("code"),
            "description": raw.get("description", ""), "file_path": raw.get("file_path") or raw.get("path")}
    made = {k: v for k, v in said.items() if v is not None}
    if "language" not in made and isinstance(made.get("filename"), str):
        made["language"] = LANGUAGES.get(made["filename"].rsplit(".", 1)[-1].lower(), "text")
    return made


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
