"""Writes docs/tools.md from the registry of tools; `--check` only says whether it is up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.agents.roles import roles  # noqa: E402
from ohm_core.agents.toolbox import Tool  # noqa: E402
from ohm_core.agents.tools import tools  # noqa: E402

TARGET = ROOT / "docs" / "tools.md"
INTRO = """# The tools of the agents

Written by `scripts/write_tools_doc.py` from the registry in `ohm_core/agents/tools/`; do not edit it by hand.

A tool is a typed function with a model of its arguments. What a model sends is checked against that model, resolved against catalogue
and design, and judged by the rules. **Writes**: refused while the project is locked. A bill or wiring that breaks a rule is kept as a
draft beside the version, with its findings, so that it can be mended; a claim against the catalogue is told in the answer; what no source
holds is kept and shown as a guess. Results of tools marked *kept* are reused for the same arguments on the same version.

Which tools a turn has is put together when it begins: its role's, one `set_…` for each part of the project that has values to choose,
those of servers the project switched on; less what the project's permission table (role × tool: allow, ask, deny) and feature flags leave
out. `ask` refuses the call, keeps a request for the person, and lets the next call through once they granted it. A project may describe a
tool in its own words. `OHM_FEATURES_OFF` (names with commas) switches features off everywhere.
"""


def text() -> str:
    """The whole page."""
    known = tools()
    table = "\n".join(f"| {r.name} (`{r.type}`) | {', '.join(f'`{n}`' for n in r.tools) or 'none'} |" for r in roles().values())
    return f"{INTRO}\n## By role\n\n| role | tools |\n| --- | --- |\n{table}\n\n" + "\n".join(page(t) for t in known.values())


def page(tool: Tool) -> str:
    marks = [word for word, on in (("writes", tool.writes), ("kept", bool(tool.lasting)), ("tells its progress", tool.slow), (f"opens the {tool.drawer} drawer", bool(tool.drawer)), (f"feature `{tool.feature}`", bool(tool.feature))) if on]
    schema = tool.schema()["parameters"]
    lines = [f"- `{name}`{'' if name in schema.get('required', ()) else ' (optional)'}: {' '.join(kind(field, schema))}" for name, field in schema.get("properties", {}).items()]
    return "\n".join([f"## {tool.name}", "", tool.description + (f" *{'; '.join(marks)}*" if marks else ""), "", *lines, *([""] if lines else [])])


def kind(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    """What a field is, in a few words, then its description."""
    yield shape(field, schema) + (f"; {field['description']}" if "description" in field else "")


def shape(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if "$ref" in field:
        inner = schema["$defs"][field["$ref"].rsplit("/", 1)[-1]]
        return "{" + ", ".join(n + ("" if n in inner.get("required", ()) else "?") for n in inner["properties"]) + "}"
    if "enum" in field:
        return " or ".join(map(str, field["enum"]))
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(shape(f, schema) for f in field["anyOf"] if f.get("type") != "null"))
    if field.get("type") == "array":
        return f"list of {shape(field.get('items', {}), schema)}"
    return {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no", "object": "object"}.get(str(field.get("type", "")), "value")


def main() -> int:
    """Writes the page, or with --check compares; 1 where it is out of date."""
    new = text()
    if "--check" in sys.argv:
        return 0 if TARGET.exists() and TARGET.read_text(encoding="utf-8") == new else 1
    TARGET.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
