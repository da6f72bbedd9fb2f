"""What a part cannot work without comes with it: companions, regulators, resistors; what cannot be bought is said."""

from __future__ import annotations

import pytest

from ohm_core.budget.bom import bill
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.values import Design, PinRef
from ohm_core.design.wishes import PowerWish, Wish
from ohm_core.rules import check
from tests.plan.test_plan import BOARDS, parts_of, planned, wish

PLAYER = wish("a", "act", "audio_playback", part="dfplayer-mini", said="a music player")
READER = wish("a", "identify", "identity_tag", part="rc522-module")


def ref_of(design: Design, part: str) -> str:
    return next(r for r, u in design.parts.items() if u.part == part)


def errors(design: Design) -> list[str]:
    return [f.message for f in check(resolve(design, load())).errors()]


@pytest.mark.parametrize("board", BOARDS)
def test_a_music_player_comes_with_speaker_card_and_a_resistor_into_rx(board: str) -> None:
    design = planned(PLAYER, board=board)
    circuit = resolve(design, load())
    player, speaker = ref_of(design, "dfplayer-mini"), ref_of(design, "speaker-8ohm")
    assert circuit.net_at(player, "SPK1") == circuit.net_at(speaker, "+") and circuit.net_at(player, "SPK2") == circuit.net_at(speaker, "-")
    net = circuit.net_at(player, "RX")
    assert net and [design.parts[r].attr("resistance_ohm") for r in net.refs() if design.parts[r].part == "resistor"] == [1000.0]
    assert errors(design) == []


def test_the_bill_says_what_goes_on_the_card() -> None:
    line = next(x for x in bill(resolve(planned(PLAYER), load())) if x.part == "microsd-card")
    assert "0001.mp3" in " ".join(line.serves)


def test_a_speaker_that_is_asked_for_is_the_player_s_own() -> None:
    design = planned(PLAYER, wish("b", "act", "sound", part="speaker-8ohm"))
    assert parts_of(design).count("speaker-8ohm") == 1
    speaker = ref_of(design, "speaker-8ohm")
    assert all(PinRef("U1", p) not in w for w in design.connections for p in ("D8",) if any(e.ref == speaker for e in w))


@pytest.mark.parametrize(("part", "concept", "companion"), [("sd-module", "data_log", "microsd-card"), ("ds3231-module", "wall_clock", "coin-cell-cr2032"),
                                                            ("pcf8523-module", "wall_clock", "coin-cell-cr1220"), ("hx711-module", "weight", "load-cell-5kg")])
def test_each_module_brings_what_it_needs(part: str, concept: str, companion: str) -> None:
    role = next(p.role for p in load().part(part).provides if p.concept == concept)
    assert companion in parts_of(planned(Wish("a", role, concept, part=part)))


@pytest.mark.parametrize("part", ["nrf24l01-module", "hc-05-module", "ir-receiver-tsop38238", "hall-a3144"])
def test_what_must_be_at_the_other_end_is_said(part: str) -> None:
    first = load().part(part).provides[0]
    design = planned(Wish("a", first.role, first.concept, part=part))
    assert any(a.startswith(ref_of(design, part) + ":") for a in design.assumptions)


def test_a_reader_for_3_volts_on_a_nano_without_usb_gets_a_regulator_and_shifted_signals() -> None:
    design = planned(READER, board="arduino-nano", power=PowerWish("battery", said="battery powered"))
    circuit = resolve(design, load())
    net = circuit.net_at(ref_of(design, "rc522-module"), "VCC")
    assert net and net.refs() >= {ref_of(design, "regulator-ams1117-3v3"), ref_of(design, "level-shifter-4ch")}
    assert not design.unserved and errors(design) == []


def test_with_usb_the_nano_s_own_3_volts_are_enough_for_it() -> None:
    assert "regulator-ams1117-3v3" not in parts_of(planned(READER, board="arduino-nano"))


@pytest.mark.parametrize("board", BOARDS)
def test_a_sensor_for_5_to_18_volts_is_fed_with_5_for_its_signal_follows_its_supply(board: str) -> None:
    design = planned(wish("a", "sense", "flow", part="yf-s201"), board=board)
    assert not [p for p in parts_of(design) if p.startswith(("supply-9v", "supply-12v"))] and errors(design) == []


def test_a_radio_gets_its_capacitor() -> None:
    design = planned(wish("a", "communicate", "radio", part="nrf24l01-module"))
    capacitor = ref_of(design, "capacitor-electrolytic")
    net = resolve(design, load()).net_at(ref_of(design, "nrf24l01-module"), "VCC")
    assert net and capacitor in net.refs()
