"""A prototype's firmware tried out: compiled or checked, and run in its virtual circuit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ohm_core.project.prototype import Prototype

if TYPE_CHECKING:
    from ohm_core.firmware.build import BuildResult
    from ohm_core.firmware.simulate import SimulationResult

WATCH = """name: Watch it run
version: 1
steps:
  - delay: 5000ms
"""


def build(prototype: Prototype) -> BuildResult:
    """The firmware compiled for its board, or checked where no compiler is to be had. Raises BadInput, Missing."""
    from ohm_core.firmware.build import build as compile_folder

    with written(prototype) as folder:
        return compile_folder(folder)


def run(prototype: Prototype, scenario: str = WATCH) -> SimulationResult:
    """The firmware run in the virtual circuit through a scenario (YAML). Raises BadInput, Missing."""
    from ohm_core.firmware.simulate import parse_scenario, simulate

    with written(prototype) as folder:
        return simulate(prototype.circuit, folder, parse_scenario(scenario))


@contextmanager
def written(prototype: Prototype) -> Iterator[Path]:
    """The firmware's files in a folder of their own, for as long as this lasts."""
    with tempfile.TemporaryDirectory(prefix="ohm-firmware-") as name:
        folder = Path(name) / "firmware"
        for file in prototype.firmware:
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.content, encoding="utf-8")
        yield folder
