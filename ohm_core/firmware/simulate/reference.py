"""The tables of docs/simulation.md, made from the models themselves. `python -m ohm_core.firmware.simulate.reference` writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ohm_core.catalogue.catalogue import load
from ohm_core.firmware.simulate.model import Control, Model
from ohm_core.firmware.simulate.models import model_of, models

BEGIN, END = "<!-- models -->", "<!-- /models -->"
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "simulation.md"


def tables() -> str:
    """One table of all models with their controls and observables, in Markdown."""
    rows = sorted({row for m in models() if m.controls or m.observables for row in [_row(m)]}, key=str.lower)
    silent = sorted({m.says for m in models() if not m.controls and not m.observables}, key=str.lower)
    head = "| part | `set-control` | `expect-pin`, `wait-pin` |\n| --- | --- | --- |"
    without = sorted(p.name for p in load().parts() if p.board is None and model_of(p) is None)
    return "\n".join([head, *rows, "", f"Simulated without anything to set or look at but their pins: {'; '.join(silent)}.", "", f"Parts of the catalogue without a model: {'; '.join(without)}."])


def _row(model: Model) -> str:
    controls = "<br>".join(_control(name, c) for name, c in model.controls.items()) or "-"
    seen = "<br>".join(f"`{_name(name)}` {o.says}{f' ({o.unit})' if o.unit else ''}" for name, o in model.observables.items()) or "-"
    return f"| {model.says} | {controls} | {seen} |"


def _control(name: str, control: Control) -> str:
    limits = "text" if control.text else f"{control.low:g} to {control.high:g} {control.unit}".strip()
    also = f"; also {', '.join(f'`{a}`' for a in control.also)}" if control.also else ""
    return f"`{_name(name)}` {control.says} ({limits}{also})"


def _name(pattern: str) -> str:
    """A regular expression of names in words."""
    known = {r"[a-z_]+": "the reading", r"pixel\d+": "pixel0", r"A\d+": "A1", "line[1-4]": "line1", "closed[1-8]?": "closed", "on[1-8]": "on1", "[A-G]|DP": "A` … `G`, `DP", "[1-8]": "1` … `8",
             "digit[1-4]": "digit1", "steps[12]?": "steps", "angle[12]?": "angle", r"pixel\d+_\d+": "pixel10_20", r"[\w~/-]+\.[\w~-]{1,3}": "LOG.TXT"}
    return known.get(pattern) or "`, `".join(pattern.split("|"))


def written(text: str) -> str:
    """TEXT with the tables between its marks made anew."""
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


def _lines() -> Iterator[str]:
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    yield f"wrote {DOCUMENT.name}"


if __name__ == "__main__":
    print(*_lines())
