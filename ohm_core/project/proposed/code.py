"""The firmware of a design whose parts or wires changed: written anew, but for the files that somebody wrote by hand."""

from __future__ import annotations

from ohm_core.design.values import Design, SourceFile
from ohm_core.project.prototype import Prototype


def by_hand(made: Prototype) -> tuple[SourceFile, ...]:
    """The files of a design that OHM did not write as they are."""
    if not made.design.firmware:
        return ()
    own = {f.path: f.content for f in Prototype(made.design.with_(firmware=()), made.catalogue, made.currency).firmware}
    return tuple(f for f in made.design.firmware if own.get(f.path) != f.content)


def carried(before: Prototype | None, design: Design) -> tuple[Design, tuple[str, ...]]:
    """DESIGN with the firmware of its own pins, files written by hand kept as they are; and the paths of those."""
    kept = by_hand(before) if before else ()
    bare = design.with_(firmware=())
    if not kept or before is None:
        return bare, ()
    paths = {f.path for f in kept}
    rest = tuple(f for f in Prototype(bare, before.catalogue, before.currency).firmware if f.path not in paths)
    return bare.with_(firmware=(*kept, *rest)), tuple(sorted(paths))
