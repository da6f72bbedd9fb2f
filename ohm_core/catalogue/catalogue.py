"""The catalogue in memory: parts by id, alias, pin and function. Loaded from one compiled file; parts unpack when first asked for."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ohm_core.catalogue.schema import Part, Pin, Provide
from ohm_core.errors import BadInput

CACHE_FORMAT = 3


@dataclass(frozen=True)
class Entry:
    """What the index knows of a part without unpacking it."""

    id: str
    name: str
    category: str
    aliases: tuple[str, ...]
    provides: tuple[Provide, ...]
    is_board: bool


class Catalogue:
    """Parts by id. Made from `blobs` (id → pickled part and variants) and an index; build it with `load` or `of`."""

    def __init__(self, index: dict[str, Entry], blobs: dict[str, bytes]) -> None:
        self._index = index
        self._blobs = blobs
        self._parts: dict[str, tuple[Part, dict[str, Part]]] = {}

    @classmethod
    def of(cls, parts: Iterable[tuple[Part, dict[str, Part]]]) -> Catalogue:
        """A catalogue of these parts (each with its variants by id)."""
        index, blobs = {}, {}
        for part, variants in parts:
            index[part.id] = Entry(part.id, part.name, part.category, part.aliases, part.provides, part.board is not None)
            blobs[part.id] = pickle.dumps((part, variants), protocol=5)
        return cls(index, blobs)

    def plus(self, parts: Iterable[tuple[Part, dict[str, Part]]]) -> Catalogue:
        """This catalogue with a project's own parts laid over it."""
        more = Catalogue.of(parts)
        return Catalogue({**self._index, **more._index}, {**self._blobs, **more._blobs})

    def __contains__(self, part_id: object) -> bool:
        return part_id in self._index

    def __len__(self) -> int:
        return len(self._index)

    def ids(self) -> list[str]:
        return sorted(self._index)

    def entries(self) -> Iterator[Entry]:
        """The index, by id."""
        return (self._index[i] for i in sorted(self._index))

    def part(self, part_id: str, variant: str = "") -> Part:
        """The part of this id, in its default variant unless told. Raises BadInput with the nearest ids."""
        part, variants = self._unpack(part_id)
        if variant and variant not in variants:
            raise BadInput(f"{part_id} has no variant '{variant}'; it has {', '.join(variants) or 'none'}.", part_id)
        return variants[variant] if variant else part

    def variants(self, part_id: str) -> dict[str, Part]:
        """Every variant of a part by id; empty where it is sold in one form."""
        return self._unpack(part_id)[1]

    def _unpack(self, part_id: str) -> tuple[Part, dict[str, Part]]:
        if part_id not in self._index:
            near = nearest(part_id, [*self._index, *(a for e in self._index.values() for a in e.aliases)])
            hint = f" Did you mean {', '.join(near)}?" if near else " `ohm parts list` shows all."
            raise BadInput(f"The catalogue has no part '{part_id[:60]}'.{hint}", part_id[:60], "unknown_part")
        if part_id not in self._parts:
            self._parts[part_id] = pickle.loads(self._blobs[part_id])
        return self._parts[part_id]

    def parts(self) -> Iterator[Part]:
        """Every part in its default variant, by id."""
        return (self.part(i) for i in sorted(self._index))

    def boards(self) -> list[Part]:
        """The controller boards, everyday ones first."""
        found = [self.part(e.id) for e in self._index.values() if e.is_board]
        return sorted(found, key=lambda p: (p.board.rank if p.board else 0, p.id))

    def providers(self, role: str, concept: str) -> list[tuple[Part, Provide]]:
        """Parts (boards too) that declare this role and concept, the usual choice first."""
        hits = [(e.id, p) for e in self._index.values() for p in e.provides if p.role == role and p.concept == concept]
        return [(self.part(i), p) for i, p in sorted(hits, key=lambda h: (h[1].rank, h[0]))]

    def find(self, name: str) -> Part | None:
        """The part whose id, name or alias this is, whatever its case, spaces and dashes; None where there is none."""
        wanted = squash(name)
        return next((self.part(i) for i in (self._by_name().get(wanted),) if i), None)

    def search(self, words: str) -> list[Part]:
        """Parts whose id, name, category or aliases hold every word, best first."""
        wanted = [squash(w) for w in words.split() if squash(w)]
        scored = []
        for entry in self._index.values():
            texts = [squash(entry.id), squash(entry.name), *map(squash, entry.aliases), squash(entry.category)]
            if all(any(w in t for t in texts) for w in wanted):
                scored.append((min(i for w in wanted or [""] for i, t in enumerate(texts) if w in t), entry.id))
        return [self.part(i) for _, i in sorted(scored)]

    def _by_name(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for e in self._index.values():
            for text in (e.id, e.name, *e.aliases):
                names.setdefault(squash(text), e.id)
        return names


def squash(text: str) -> str:
    """Letters and digits only, lower case."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names most like NAME, best first; none where nothing is near."""
    from difflib import get_close_matches

    by_squash = {squash(k): k for k in known}
    close = get_close_matches(squash(name[:80]), by_squash, most, 0.6)
    return [by_squash[c] for c in close]


def find_pin(part: Part, name: str) -> Pin | None:
    """The pin of this name or alias; case and, where it stays clear, punctuation do not matter. None where there is none."""
    return _pin_names(part).get(name) or _pin_names(part).get(name.lower()) or _pin_names(part).get(squash_pin(name))


def all_pins(catalogue: Catalogue, part: Part) -> tuple[Pin, ...]:
    """The pins of a part in its usual form, then those that only other forms of it have."""
    pins = {p.name: p for p in part.pin}
    for form in catalogue.variants(part.id).values() if part.variants else ():
        for pin in form.pin:
            pins.setdefault(pin.name, pin)
    return tuple(pins.values())


def squash_pin(name: str) -> str:
    return re.sub(r"[\s_/-]", "", name.lower())


_names: dict[int, tuple[Part, dict[str, Pin]]] = {}


def _pin_names(part: Part) -> dict[str, Pin]:
    known = _names.get(id(part))
    if known and known[0] is part:
        return known[1]
    names: dict[str, Pin] = {}
    for form in (str, str.lower, squash_pin):
        for pin in part.pin:
            names.setdefault(form(pin.name), pin)
        for pin in part.pin:
            for alias in pin.aliases:
                names.setdefault(form(alias), pin)
        for pin in part.pin:
            if pin.joined:
                names.setdefault(form(pin.joined), pin)
    _names[id(part)] = (part, names)
    return names


def data_dir() -> Path:
    """Where data/ is: beside the package in a checkout, inside it when installed."""
    here = Path(__file__).resolve()
    inside = here.parents[1] / "data"
    return inside if inside.is_dir() else here.parents[2] / "data"


def ohm_home() -> Path:
    """Where OHM keeps what it makes: $OHM_HOME, else ~/.ohm."""
    return Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm")


@cache
def load(folder: Path | None = None) -> Catalogue:
    """The catalogue of data/boards and data/parts, from the compiled file when it is newer than every source.

    Raises BadInput with file, field and reason where a file is wrong.
    """
    root = folder or data_dir()
    paths = sorted([*(root / "boards").glob("*.toml"), *(root / "parts").glob("*.toml")])
    stamp = _stamp(paths)
    compiled = ohm_home() / "cache" / f"catalogue-{stamp}.bin"
    try:
        index, blobs = pickle.loads(compiled.read_bytes())
        return Catalogue(index, blobs)
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, AttributeError, ImportError, IndexError):
        return _compile(paths, compiled)


def _stamp(paths: list[Path]) -> str:
    facts = [(p.name, s.st_size, s.st_mtime_ns) for p in paths for s in (p.stat(),)]
    schema = (Path(__file__).parent / "schema.py").stat().st_mtime_ns
    return hashlib.sha256(repr((CACHE_FORMAT, schema, facts)).encode()).hexdigest()[:16]


def _compile(paths: list[Path], target: Path) -> Catalogue:
    from ohm_core.catalogue.load import read_part

    made = Catalogue.of(read_part(p) for p in paths)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for old in target.parent.glob("catalogue-*.bin"):
            old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(pickle.dumps((made._index, made._blobs), protocol=5))
        os.replace(name, target)
    except OSError:
        pass  # a read-only or full disk costs speed, nothing else
    return made
