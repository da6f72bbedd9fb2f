"""A sketch on disk → its facts: one file with what stands beside it, or a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ohm_core.errors import BadInput
from ohm_core.firmware.reading.facts import SketchFacts

CPP = (".ino", ".cpp", ".cc", ".c", ".h", ".hpp")
LIMIT_BYTES = 2_000_000  # of all files together; docs: contract, "Limits" (design or diagram)
MOST_FILES = 200
FOLDERS = ("", "src", "firmware", "main")  # where a project keeps its program
BESIDE = ("include", "inc", "src", "lib", "lib/*", "components/*", "components/*/src", "components/*/include")  # and, built with CMake, the rest of it


def read_sketch(path: Path, family: str = "") -> SketchFacts:
    """The facts of the sketch at PATH: a file (with the files of its language beside it) or a project folder.

    FAMILY is the board's (avr, esp32, esp8266, rp2040): it decides what `#ifdef` leaves. Raises BadInput where there is no
    sketch, or it is too large.
    """
    return facts_of(files_of(path), family)


def facts_of(files: Mapping[str, str], family: str = "") -> SketchFacts:
    """The facts of a program's FILES (name → text), C++ or Python by their endings."""
    if any(name.endswith(CPP) for name in files):
        from ohm_core.firmware.reading.cpp import read_cpp

        return read_cpp({n: t for n, t in files.items() if n.endswith(CPP)}, family)
    from ohm_core.firmware.reading.python import read_python

    return read_python(files)


def files_of(path: Path) -> dict[str, str]:
    """The texts of a sketch's files by name, headers first. Raises BadInput."""
    if not path.exists():
        raise BadInput(f"There is no sketch {str(path)[:200]}.", "--sketch", "not_found")
    if path.is_file() and path.suffix not in (*CPP, ".py"):
        raise BadInput(f"{path.name} is no sketch that can be read; give a .ino, .cpp, .c or .py file, or its folder.", "--sketch")
    folder = path.parent if path.is_file() else _program(path)
    endings = (".py",) if path.suffix == ".py" else CPP if path.is_file() else _language(folder)
    found = sorted((f for f in folder.iterdir() if f.is_file() and f.suffix in endings), key=lambda f: (f.suffix not in (".h", ".hpp"), f.name))
    if path.suffix in (".ino", ".py"):  # another program beside it is not part of this one
        others = {".ino"} if path.suffix == ".ino" else set()
        found = [f for f in found if f == path or f.suffix not in others and not (f.suffix == ".py" and f.stem in ("main", "code", "boot"))]
    root = next((p for p in (folder, folder.parent) if (p / "CMakeLists.txt").is_file()), None)
    if root is not None and endings == CPP:
        found = [*_beside(root, found), *found]
    texts = _texts(found[:MOST_FILES], path)
    return _one_program(texts, path) if endings == CPP else texts


def _beside(root: Path, found: list[Path]) -> list[Path]:
    """Sources and headers of a CMake project that stand outside the program's folder."""
    return [f for pattern in BESIDE for f in sorted(root.glob(f"{pattern}/*")) if f.is_file() and f.suffix in CPP and f not in found]


def _one_program(texts: dict[str, str], path: Path) -> dict[str, str]:
    """Of a folder of C programs the one that PATH names, with ESP-IDF's settings as the header that it makes of them."""
    from ohm_core.firmware.reading.framework import defines, starts

    mains = [name for name, text in texts.items() if name.endswith((".c", ".cc")) and starts(text)]
    if len(mains) > 1 and path.name not in mains:
        raise BadInput(f"{path.name} holds several programs ({', '.join(mains[:4])}); give the file of one.", "--sketch")
    kept = {n: t for n, t in texts.items() if n not in mains or len(mains) == 1 or n == path.name}
    near = path.parent if path.is_file() else path
    config = next((f for p in (near, near.parent) for name in ("sdkconfig", "sdkconfig.defaults") if (f := p / name).is_file()), None)
    return {"sdkconfig.h": defines(config.read_text(encoding="utf-8", errors="replace")[:LIMIT_BYTES]), **kept} if config is not None else kept


def _program(folder: Path) -> Path:
    """The folder of a project that holds its program."""
    c = (".c", ".cc", ".cpp")
    for endings in (c, (".ino", ".cpp", ".py")) if (folder / "CMakeLists.txt").is_file() else ((".ino", ".cpp", ".py"), c):
        for place in (folder / name for name in FOLDERS):
            if place.is_dir() and any(f.suffix in endings for f in place.iterdir()):
                return place
    raise BadInput(f"{folder.name} holds no sketch; give the folder with the .ino, .cpp, .c or .py file.", "--sketch", "not_found")


def _language(folder: Path) -> tuple[str, ...]:
    endings = {f.suffix for f in folder.iterdir()}
    cmake = any((p / "CMakeLists.txt").is_file() for p in (folder, folder.parent))
    return CPP if endings & {".ino", ".cpp"} or endings & {".c", ".cc"} and (cmake or ".py" not in endings) else (".py",)


def _texts(files: list[Path], path: Path) -> dict[str, str]:
    texts, size = {}, 0
    for file in files:
        try:
            size += file.stat().st_size
            if size > LIMIT_BYTES:
                raise BadInput(f"The sketch has more than {LIMIT_BYTES:,} bytes; give only the program itself.", "--sketch", "too_large")
            texts[file.name if file.name not in texts else f"{file.parent.name}/{file.name}"] = file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise BadInput(f"{file.name} cannot be read: {error.strerror}.", "--sketch") from None
    if not texts:
        raise BadInput(f"{path.name} holds no sketch.", "--sketch", "not_found")
    return texts
