"""Pictures hide nothing: wires go round bodies and keep apart, names stand clear, and all lines stand out from their ground."""

from __future__ import annotations

import itertools

import pytest

from ohm_core.breadboard import Layout, layout
from ohm_core.breadboard.colors import BLACK, SIGNALS, SUPPLIES
from ohm_core.breadboard.routes import routes
from ohm_core.breadboard.scene import Scene, scene_of
from ohm_core.circuit.circuit import Circuit
from ohm_core.render.names import names
from ohm_core.render.palette import LEAST, LIGHT, THEMES, contrast, rim
from tests.breadboard.circuits import ALL, circuit
from tests.golden.views import made, projects
from tests.render.measures import crossed_names, over_bodies, overlap, upon_each_other

UNIT = 15.0
GOLDEN = {p.name: p for p in projects()}


def drawn(name: str) -> tuple[Circuit, Layout, Scene]:
    """A golden project, or one of the hand-written circuits."""
    found = made(GOLDEN[name]).circuit if name in GOLDEN else circuit(name)
    laid = layout(found)
    return found, laid, scene_of(found, laid)


@pytest.mark.parametrize("name", [*GOLDEN, *ALL])
def test_no_wire_runs_over_a_part_at_which_it_does_not_end(name: str) -> None:
    _, laid, scene = drawn(name)
    assert over_bodies(laid, scene, routes(laid, scene)) == []


@pytest.mark.parametrize("name", [*GOLDEN, *ALL])
def test_no_wire_runs_upon_another(name: str) -> None:
    _, laid, scene = drawn(name)
    assert upon_each_other(laid, routes(laid, scene)) == []


@pytest.mark.parametrize("name", [*GOLDEN, *ALL])
def test_names_cover_no_wire_no_part_and_no_other_name(name: str) -> None:
    _, laid, scene = drawn(name)
    paths = routes(laid, scene)
    _, plates = names(scene, scene.sprites, set(), paths, UNIT, LIGHT)
    assert len(plates) == len(scene.sprites)
    assert crossed_names(plates, paths, UNIT) == []
    assert not [pair for pair in itertools.combinations(plates, 2) if overlap(*pair)]
    bodies = [tuple(v * UNIT for v in s.body) for s in scene.sprites.values() if not s.instance.is_board]
    assert not [(p, b) for p in plates for b in bodies if overlap(p, b)]


@pytest.mark.parametrize("theme", THEMES)
def test_every_wire_stands_out_from_paper_and_board(theme: str) -> None:
    look = THEMES[theme]
    for color in (BLACK, *SUPPLIES, *SIGNALS):
        for ground in (look.paper, look.board):
            assert max(contrast(color.hex, ground), contrast(rim(color.hex, color.edge, look), ground)) >= LEAST, (color.name, ground)


# Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.0.
SEEN = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(color: str, eye: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as this eye sees it."""
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    r, g, b = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, linear, strict=True)))) for row in SEEN[eye])
    xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", SEEN)
def test_ground_the_main_supply_and_the_first_five_signals_differ_for_every_eye(eye: str) -> None:
    for a, b in itertools.combinations((BLACK, SUPPLIES[0], *SIGNALS[:5]), 2):
        assert sum((p - q) ** 2 for p, q in zip(lab(a.hex, eye), lab(b.hex, eye), strict=True)) ** 0.5 >= 15, (a.name, b.name)
