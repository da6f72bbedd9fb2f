"""Arduino libraries a person gives: those a sketch includes are laid beside it in a form that compiles without Arduino's tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ohm_core.errors import BadInput

LIMIT_FILES = 500
LIMIT_BYTES = 8_000_000
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^">\n]+)[">]', re.M)
HEADERS = (".h", ".hpp")
COMPILED = (".c", ".cpp", ".S")
SOURCES = (*COMPILED, *HEADERS, ".hh", ".inl", ".ipp", ".tpp", ".inc")
ASIDE = {"examples", "extras", "test", "tests"}


def add_libraries(work: Path, libraries: Path) -> list[str]:
    """Copies into WORK every library of the folder LIBRARIES that the sketch there needs, directly or through another.

    Returns their names. Each library keeps its own folder, for its files include each other by their paths, headers and sources
    alike; one-line headers in WORK lead there. Raises BadInput where the folder cannot be used.
    """
    if not libraries.is_dir():
        raise BadInput(f"There is no folder {libraries.name}; give the folder that holds your Arduino libraries.", str(libraries))
    known = list(_known(libraries))
    taken: list[str] = []
    asked = _includes(work)
    while found := next((k for k in known if k[0] not in taken and any((k[1] / name).is_file() for name in asked)), None):
        taken.append(found[0])
        asked |= _copy(*found, work)
    return taken


def _known(libraries: Path) -> Iterator[tuple[str, Path]]:
    """(name, source folder) of each library; the folder may also be one itself."""
    for folder in (libraries, *sorted(libraries.iterdir())[:LIMIT_FILES]):
        if not folder.is_dir():
            continue
        root = folder / "src" if (folder / "src").is_dir() else folder
        if any(root.glob("*.h")):
            yield re.sub(r"\W", "_", folder.name), root


def _includes(folder: Path) -> set[str]:
    files = [p for p in folder.rglob("*") if p.suffix in (*SOURCES, ".ino")]
    return {name for p in files for name in _INCLUDE.findall(p.read_text(encoding="utf-8", errors="replace")) if ".." not in name and not name.startswith("/")}


def _copy(name: str, root: Path, work: Path) -> set[str]:
    """One library into WORK/src; returns what it includes itself."""
    files = [p for p in sorted(root.rglob("*")) if p.suffix in SOURCES and not ASIDE & set(p.relative_to(root).parts) and _belongs(p.relative_to(root), root)]
    if len(files) > LIMIT_FILES or sum(p.stat().st_size for p in files) > LIMIT_BYTES:
        raise BadInput(f"The library {name} has more than {LIMIT_FILES} files or {LIMIT_BYTES // 1_000_000} MB.", str(root), "too_large")
    place = work / "src" / f"lib_{name}"
    for path in files:
        if not path.resolve().is_relative_to(root.resolve()):
            raise BadInput(f"The library {name} has a link that leads out of it: {path.name}.", str(path))
        _copy_file(path, path.relative_to(root), name, place, work)
    return _includes(place)


def _belongs(inside: Path, root: Path) -> bool:
    """Without a folder src, sources count at the top and in utility only (Arduino's library specification, "Source code")."""
    return root.name == "src" or inside.suffix not in COMPILED or inside.parts[:-1] in ((), ("utility",))


def _copy_file(path: Path, inside: Path, name: str, place: Path, work: Path) -> None:
    target = place / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(path.read_bytes())
    door = work / inside
    if path.suffix not in COMPILED and not door.exists():
        door.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (len(inside.parts) - 1)
        door.write_text(f'#include "{up}src/lib_{name}/{inside.as_posix()}"\n')
