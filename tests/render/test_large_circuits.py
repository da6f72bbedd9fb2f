"""Large circuits: layout and picture reckon their work in what they look at, and it grows gently with the circuit."""

from __future__ import annotations

from typing import Any

import pytest

from ohm_core.breadboard import layout, layout_json
from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.placing import LOOKS, MANY, Search, effort_for
from ohm_core.breadboard.routes import PACE, ways
from ohm_core.breadboard.scene import scene_of
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from
from ohm_core.errors import BadInput
from ohm_core.render import breadboard_svg
from tests.breadboard.circuits import lights, servos
from tests.breadboard.reader import faults, nets_read, nets_wanted
from tests.render.measures import over_bodies


def made(raw: dict[str, Any]) -> Circuit:
    return resolve(design_from(raw), load())


@pytest.fixture()
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Search]:
    """The searches that layouts make from here on."""
    found: list[Search] = []
    run = Search.run

    def noted(self: Search) -> list[str]:
        found.append(self)
        return run(self)

    monkeypatch.setattr(Search, "run", noted)
    return found


def test_the_effort_grows_more_slowly_than_the_circuit() -> None:
    assert effort_for(10).left == effort_for(MANY).left == LOOKS
    assert LOOKS < effort_for(4 * MANY).left <= 2 * LOOKS
    assert effort_for(400, 0.0).left == 0


def test_a_hundred_and_twenty_parts_are_laid_out_whole_within_the_effort(looked: list[Search]) -> None:
    circuit = made(lights(120))
    laid = layout(circuit)
    assert faults(laid, circuit) == []
    assert nets_read(layout_json(laid, circuit)["wokwi"], circuit) == nets_wanted(circuit)
    last = looked[-1]
    first_placing = Search(Bench(last.bench.task, last.bench.field, last.bench.rails), last.pads, effort_for(0, 0.0))
    first_placing.run()
    assert last.looks < effort_for(120).left + 1.5 * first_placing.looks


def test_a_first_placing_looks_at_about_as_many_seats_for_each_part_however_many_there_are(looked: list[Search]) -> None:
    each = []
    for count in (40, 120):
        layout(made(lights(count)), "full", share=0.0)
        each.append(looked[-1].looks / count)
    assert each[1] < 5 * each[0]  # three boards instead of one


def test_the_search_for_shorter_wires_says_when_it_stops_early() -> None:
    assert any("stopped early" in note for note in layout(made(lights(120)), share=0.1).notes)


def test_a_neighbour_is_looked_for_where_it_is_and_not_among_all_parts(looked: list[Search]) -> None:
    layout(made(lights(80)), share=0.0)
    bench = looked[-1].bench
    for seat in bench.seats.values():
        left, top, right, bottom = seat.body
        touching = [o.body for o in bench.seats.values() if o.body[0] < right and left < o.body[2] and o.body[1] < bottom and top < o.body[3]]
        assert sorted(bench.bodies(seat.body)) == sorted(touching)


def test_the_wires_of_a_picture_are_looked_for_ever_faster() -> None:
    seen = []
    for count in (30, 70):
        circuit = made(servos(count))
        laid = layout(circuit)
        scene = scene_of(circuit, laid)
        found = ways(laid, scene)
        assert len(found.paths) == len(laid.wires)
        assert over_bodies(laid, scene, found.paths) == []
        seen.append(found.seen)
    assert seen[1] < 3 * PACE[0][0]
    assert seen[1] < 3 * seen[0]


def test_a_picture_with_hurried_wires_says_so() -> None:
    large, small = made(servos(50)), made(servos(4))
    assert "quicker search" in breadboard_svg(large, layout(large))
    assert "quicker search" not in breadboard_svg(small, layout(small))


def test_more_than_the_boards_hold_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadInput, match="more than 4 full breadboards take"):
        layout(made(lights(300)))
