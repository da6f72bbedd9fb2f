"""The firmware of a design whose parts or wires changed: written anew, but for the files that somebody wrote by hand."""

from __future__ import annotations

import re

from ohm_core.design.values import Design, SourceFile
from ohm_core.project.prototype import Prototype


def by_hand(made: Prototype) -> tuple[SourceFile, ...]:
    """The files of a design that OHM did not write as they are."""
    if not made.design.firmware:
        return ()
    own = _generated(made)
    return tuple(f for f in made.design.firmware if own.get(f.path) != f.content)


def _generated(made: Prototype) -> dict[str, str]:
    """What OHM writes for a design, by path."""
    return {f.path: f.content for f in Prototype(made.design.with_(firmware=()), made.catalogue, made.currency).firmware}


def carried(before: Prototype | None, design: Design) -> tuple[Design, tuple[str, ...]]:
    """DESIGN with the firmware of its own pins, files written by hand kept as they are; and the paths of those."""
    kept = by_hand(before) if before else ()
    bare = design.with_(firmware=())
    if not kept or before is None:
        return bare, ()
    paths = {f.path for f in kept} | (set(_generated(before)) - {f.path for f in before.design.firmware})
    rest = tuple(f for f in Prototype(bare, before.catalogue, before.currency).firmware if f.path not in paths)
    return bare.with_(firmware=(*kept, *rest)), tuple(sorted(f.path for f in kept))


def with_file(before: Prototype, file: SourceFile) -> tuple[Design, tuple[str, ...]]:
    """The design with one file of its firmware added or replaced. A program that begins by itself takes the place of the one OHM wrote:
    gives the paths of what went for it."""
    hand = {f.path for f in by_hand(before)}
    gone = tuple(f.path for f in before.design.firmware if f.path not in hand and f.path != file.path and _begins(file) and _begins(f))
    files = {f.path: f for f in before.design.firmware if f.path not in gone} | {file.path: file}
    return before.design.with_(firmware=tuple(files.values())), gone


def _begins(file: SourceFile) -> bool:
    """True for a sketch that has its own beginning, at the top of the firmware."""
    return not file.path.startswith("bringup/") and bool(re.search(r"^\s*void\s+setup\s*\(", file.content, re.M))
