"""What the catalogue is called in: ids, aliases, and which roles and readings its parts declare for a concept."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field

from ohm_core.catalogue.catalogue import Catalogue, Entry, squash
from ohm_core.catalogue.schema import Provide, group_of

ACCESSORIES = ("power", "storage")  # cells, cards: bought with what needs them


@dataclass
class Names:
    """An index over one catalogue: `by_name` squashed names → entry, `by_concept` → (entry, provide) the usual choice first."""

    by_name: dict[str, Entry] = field(default_factory=dict)
    by_concept: dict[str, list[tuple[Entry, Provide]]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    _concepts: dict[str, frozenset[str]] = field(default_factory=dict)

    def has(self, concept: str) -> bool:
        return concept in self.by_concept

    def best(self, concept: str, part: str = "") -> tuple[Entry, Provide] | None:
        """The usual part for CONCEPT, among those whose id begins with PART where given."""
        return next(((e, p) for e, p in self.by_concept.get(concept, ()) if e.id.startswith(part)), None)

    def starts(self, part: str) -> list[str]:
        """The ids that PART is the front of."""
        return [i for i in self.ids if i.startswith(part)] if part else []

    def concepts_of(self, part: str) -> frozenset[str]:
        """Concepts that every part whose id begins with PART provides, or the exact part does."""
        if part not in self._concepts:
            ids = [part] if part in self.ids else self.starts(part)
            sets = [{c for c, hits in self.by_concept.items() if any(e.id == i for e, _ in hits)} for i in ids]
            self._concepts[part] = frozenset(set.intersection(*sets)) if sets else frozenset()
        return self._concepts[part]


_known: weakref.WeakKeyDictionary[Catalogue, Names] = weakref.WeakKeyDictionary()


def names_of(catalogue: Catalogue) -> Names:
    """The index of CATALOGUE, made once."""
    if catalogue not in _known:
        _known[catalogue] = _index(catalogue)
    return _known[catalogue]


def _index(catalogue: Catalogue) -> Names:
    names = Names()
    entries = [e for e in catalogue.entries() if e.provides or e.is_board or group_of(e.category) in ACCESSORIES]  # others are judged in circuits, never planned
    for entry in entries:
        names.by_name.setdefault(squash(entry.id), entry)
    for entry in entries:
        for text in (entry.name, *entry.aliases):
            names.by_name.setdefault(squash(text), entry)
        if not entry.is_board:
            for provide in entry.provides:
                names.by_concept.setdefault(provide.concept, []).append((entry, provide))
    for hits in names.by_concept.values():
        hits.sort(key=lambda h: (h[1].rank, h[0].id))
    names.words = frozenset(w.lower() for e in entries for text in (e.id, e.name, *e.aliases) for w in text.replace("-", " ").split())
    names.ids = tuple(e.id for e in entries if not e.is_board)
    return names
