"""The build guide: names that are in the firmware, power that adds up, each tip once."""

from __future__ import annotations

from functools import cache

from ohm_core.project.prototype import Prototype, make

WATERER = "Water my tomatoes when the soil is dry and beep when the tank is empty"


@cache
def made(text: str) -> Prototype:
    return make(text)


def test_each_tip_and_each_way_round_is_told_once() -> None:
    lines = [line.split(": ", 1)[1] for line in made(WATERER).guide().splitlines() if line.startswith("- R") and ": " in line]
    assert lines and len(lines) == len(set(lines))


def test_the_power_table_holds_every_part_that_draws_and_the_sum() -> None:
    guide = made(WATERER).guide()
    power = guide.split("## Power")[1].split("##")[0]
    assert all(f"| {d.ref} |" in power for d in made(WATERER).power.draws) and "**all together**" in power


def test_what_powers_the_board_is_told_beside_a_separate_supply() -> None:
    guide = made(WATERER).guide()
    assert "(U1) is powered through its USB plug" in guide and "(PS1) only feeds PUMP1; it does not power the board" in guide


def test_a_batterys_life_is_told() -> None:
    guide = made(WATERER + ", battery powered").guide()
    assert "powers everything" in guide and "The battery lasts about" in guide
