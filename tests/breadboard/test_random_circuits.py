"""Any circuit at all: whatever is joined at random, its layout has exactly those nets and breaks no rule of breadboards."""

from __future__ import annotations

import itertools
import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ohm_core.breadboard import layout, layout_json
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.file import design_from
from tests.breadboard.reader import faults, nets_read, nets_wanted

COUNT = int(os.environ.get("OHM_RANDOM_CIRCUITS", "300"))
USUAL = ("resistor", "led-5mm", "button", "capacitor-ceramic", "transistor-2n2222", "potentiometer-10k")


@st.composite
def designs(draw: st.DrawFn) -> dict[str, Any]:
    """A board or none, one to ten parts, pins joined in groups of two to six, a few in groups larger than a rail."""
    catalogue = load()
    ids = [i for i in catalogue.ids() if catalogue.part(i).pin]
    boards = [i for i in ids if catalogue.part(i).board]
    chosen = draw(st.lists(st.one_of(st.sampled_from(USUAL), st.sampled_from(ids)), min_size=1, max_size=10))
    board = draw(st.one_of(st.none(), st.sampled_from(boards)))
    parts = {**({"U1": {"part": board}} if board else {}), **{f"X{n}": {"part": p} for n, p in enumerate(chosen)}}
    pins = [f"{r}.{p.name}" for r, body in parts.items() for p in catalogue.part(body["part"]).pin]
    order = draw(st.permutations(pins))
    sizes = draw(st.lists(st.one_of(st.integers(2, 6), st.integers(2, 6), st.integers(7, 60)), max_size=len(pins) // 3))
    wires, at = [], 0
    for size in sizes:
        group = order[at:at + size]
        wires += [list(pair) for pair in itertools.pairwise(group)]
        at += size
    return {"format": "ohm-design/1", "title": "Random", "parts": parts, "connections": wires}


@settings(max_examples=COUNT, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(designs())
def test_a_random_circuit_keeps_its_nets_on_the_breadboard(raw: dict[str, Any]) -> None:
    made = resolve(design_from(raw), load())
    laid = layout(made, share=0.3)
    assert faults(laid, made) == []
    assert nets_read(layout_json(laid, made)["wokwi"], made) == nets_wanted(made)


def test_a_net_with_more_pins_than_its_rails_have_holes_stays_whole() -> None:
    two = {"U1": {"part": "arduino-uno-r3"}, "U2": {"part": "arduino-uno-r3"}, "R1": {"part": "resistor"}}
    pins = [f"{ref}.{p.name}" for ref in ("U1", "U2") for p in load().part("arduino-uno-r3").pin]
    wires = [list(pair) for pair in itertools.pairwise([*pins, "R1.1"])]
    made = resolve(design_from({"format": "ohm-design/1", "title": "Two", "parts": two, "connections": wires}), load())
    laid = layout(made, "half")
    assert faults(laid, made) == []
    assert nets_read(layout_json(laid, made)["wokwi"], made) == nets_wanted(made)
