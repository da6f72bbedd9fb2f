"""Imports point one way, and heavy libraries stay behind their doors."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "ohm_core"

# Room → rooms it may import. A room may always import itself.
BASE = {"errors", "units", "jobs", "compiled"}
ORDER: dict[str, set[str]] = {"errors": set(), "units": {"errors"}, "jobs": {"errors"}, "compiled": set(), "design": BASE}
ORDER["catalogue"] = ORDER["design"] | {"design"}
ORDER["circuit"] = ORDER["catalogue"] | {"catalogue"}
for room in ("understand", "breadboard", "firmware", "budget"):
    ORDER[room] = ORDER["circuit"] | {"circuit"}
ORDER["rules"] = ORDER["circuit"] | {"circuit", "understand", "breadboard", "firmware", "budget"}
ORDER["plan"] = ORDER["rules"] | {"rules"}
ORDER["render"] = ORDER["plan"] | {"plan"}
ORDER["formats"] = ORDER["render"] | {"render"}
for room in ("datasheet", "photo"):
    ORDER[room] = ORDER["formats"] | {"formats"}
ORDER["store"] = BASE | {"design"}
ORDER["llm"] = BASE | {"design"}
ORDER["mend"] = ORDER["rules"] | {"rules"}
ORDER["project"] = ORDER["formats"] | {"formats", "datasheet", "photo", "mend", "store"}
ORDER["flows"] = ORDER["project"] | {"project"}
ORDER["agents"] = ORDER["project"] | {"project", "llm", "flows"}
ORDER["workshop"] = ORDER["agents"] | {"agents"}
ORDER["server"] = ORDER["workshop"] | {"workshop"}
ORDER["cli"] = ORDER["server"] | {"server"}
OWNERS = {"duckdb": {"store"}, "sqlalchemy": {"store"}, "litellm": {"llm"}, "streamlit": {"server"}, "dbos": {"flows"}}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{a.name}" for a in node.names)


def room_of(path: Path) -> str:
    first = path.relative_to(CORE).parts[0]
    return first.removesuffix(".py")


FILES = sorted(p for p in CORE.rglob("*.py") if room_of(p) in ORDER)


def test_every_room_has_its_place() -> None:
    rooms = {p.name.removesuffix(".py") for p in CORE.iterdir() if (p.suffix == ".py" or (p / "__init__.py").exists()) and not p.name.startswith("__")}
    assert rooms == set(ORDER)


# The guide is a view of the prototype, and needs its type only for checking.
KNOWN = {("formats", "project")}


def test_every_room_imports_only_rooms_below_it() -> None:
    wrong = []
    for path in FILES:
        mine = room_of(path)
        for name in imports(path):
            if name.startswith("ohm_core."):
                other = name.split(".")[1]
                if other != mine and other in ORDER and other not in ORDER[mine] and (mine, other) not in KNOWN:
                    wrong.append(f"{path.relative_to(ROOT)} imports {other}")
    assert sorted(set(wrong)) == []


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_with_a_door_is_imported_only_there(library: str) -> None:
    wrong = [str(p.relative_to(ROOT)) for p in CORE.rglob("*.py") if any(n.split(".")[0] == library for n in imports(p)) and room_of(p) not in OWNERS[library]]
    assert wrong == []


def test_importing_ohm_core_loads_nothing_heavy() -> None:
    code = "import ohm_core, sys; print([m for m in ('pydantic', 'streamlit', 'duckdb', 'pandas', 'ortools', 'litellm', 'plotly') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
