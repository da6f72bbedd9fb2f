"""Tool asks put together from the pieces in which they are streamed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ohm_core.llm.values import ToolAsk


@dataclass
class _Growing:
    id: str = ""
    name: str = ""
    arguments: str = ""


class Asks:
    """Pieces in, whole asks out. A piece belongs to the ask of its index; one without an index to the last, or by a new id to a new one."""

    def __init__(self) -> None:
        self._growing: dict[int, _Growing] = {}
        self.characters = 0

    def feed(self, pieces: Iterable[Any]) -> None:
        """Pieces as litellm gives them: index, id, function.name, function.arguments, each of which may be missing."""
        for piece in pieces:
            ask = self._growing.setdefault(self._place(piece), _Growing())
            ask.id = ask.id or piece.id or ""
            if piece.function is not None:
                ask.name = ask.name or piece.function.name or ""
                arguments = piece.function.arguments or ""
                ask.arguments += arguments
                self.characters += len(arguments)

    def whole(self) -> tuple[ToolAsk, ...]:
        """All of them, in order; one without an id gets one, arguments stay as they came."""
        return tuple(ToolAsk(ask.id or f"call_{at}", ask.name, ask.arguments) for at, ask in sorted(self._growing.items()) if ask.name)

    def _place(self, piece: Any) -> int:
        last = max(self._growing, default=0)
        at = piece.index if piece.index is not None else last
        known = self._growing.get(at)
        # Some servers count every ask as number 0; a new id together with a name is a new ask.
        if known and piece.id and known.id and piece.id != known.id and piece.function is not None and piece.function.name:
            return last + 1
        return int(at)
