"""The compiled catalogue: fast, thrown away when a file changes, not needed where nothing can be written."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import pickle
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ohm_core.catalogue import catalogue as room
from ohm_core.catalogue.catalogue import Catalogue, data_dir, load

PARTS = 500
MOST = 4.0  # times reading and hashing the same bytes; measured 0.4 (unpacking every part would be 140)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with three parts, and an OHM_HOME of its own."""
    monkeypatch.setenv("OHM_HOME", str(tmp_path / "home"))
    data = tmp_path / "data"
    for sub, names in (("boards", ["arduino-nano"]), ("parts", ["led-5mm", "resistor"])):
        (data / sub).mkdir(parents=True)
        for name in names:
            shutil.copy(data_dir() / sub / f"{name}.toml", data / sub)
    load.cache_clear()
    yield data
    load.cache_clear()


def compiled(folder: Path) -> list[Path]:
    return sorted((folder.parent / "home" / "cache").glob("catalogue-*.bin"))


def fresh(folder: Path) -> Catalogue:
    """As a new process would load it."""
    load.cache_clear()
    return load(folder)


def test_the_second_load_reads_the_compiled_file_and_no_toml(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fresh(folder)
    monkeypatch.setattr(room, "_compile", lambda *_: pytest.fail("compiled again"))
    again = fresh(folder)
    assert again.ids() == first.ids() == ["arduino-nano", "led-5mm", "resistor"]
    assert again.part("arduino-nano") == first.part("arduino-nano")


def test_parts_unpack_when_first_asked_for(folder: Path) -> None:
    fresh(folder)
    again = fresh(folder)
    assert again._parts == {}
    again.part("led-5mm")
    assert set(again._parts) == {"led-5mm"}


def test_a_changed_file_is_seen(folder: Path) -> None:
    fresh(folder)
    path = folder / "parts" / "led-5mm.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('name = "LED 5 mm"', 'name = "Lamp"', 1), encoding="utf-8")
    assert fresh(folder).part("led-5mm").name == "Lamp"


def test_a_new_and_a_vanished_file_are_seen(folder: Path) -> None:
    fresh(folder)
    shutil.copy(data_dir() / "parts" / "button.toml", folder / "parts")
    assert "button" in fresh(folder)
    (folder / "parts" / "button.toml").unlink()
    assert "button" not in fresh(folder)


def test_one_compiled_file_is_kept(folder: Path) -> None:
    fresh(folder)
    os.utime(folder / "parts" / "resistor.toml", (1, 1))
    fresh(folder)
    assert len(compiled(folder)) == 1


@pytest.mark.parametrize("spoilt", [b"", b"not a pickle", b"\x80\x05"], ids=["empty", "text", "cut off"])
def test_a_spoilt_compiled_file_is_made_anew(folder: Path, spoilt: bytes) -> None:
    fresh(folder)
    compiled(folder)[0].write_bytes(spoilt)
    assert fresh(folder).part("resistor").id == "resistor"
    assert len(compiled(folder)[0].read_bytes()) > 1000


def test_a_home_that_cannot_be_written_costs_speed_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("OHM_HOME", str(folder.parent / "file"))  # nobody, not even root, makes a folder in a file
    assert fresh(folder).part("led-5mm").id == "led-5mm"
    assert fresh(folder).ids() == ["arduino-nano", "led-5mm", "resistor"]


def test_a_project_may_lay_its_own_parts_over_it(folder: Path) -> None:
    base = fresh(folder)
    own = dataclasses.replace(base.part("led-5mm"), id="my-led", name="My LED")
    over = base.plus([(own, {})])
    assert over.part("my-led").name == "My LED" and "my-led" not in base and over.part("resistor") == base.part("resistor")


def median(run: Callable[[], object], times: int = 15) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


@pytest.mark.bench
def test_five_hundred_parts_load_in_the_time_it_takes_to_read_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = load()
    pairs = [(whole.part(i), whole.variants(i)) for i in whole.ids()]
    many = Catalogue.of((dataclasses.replace(pairs[n % len(pairs)][0], id=f"part-{n}"), pairs[n % len(pairs)][1]) for n in range(PARTS))
    file = tmp_path / "catalogue.bin"
    file.write_bytes(pickle.dumps((many._index, many._blobs), protocol=5))
    reading = median(lambda: hashlib.sha256(file.read_bytes()).digest())
    loading = median(lambda: Catalogue(*pickle.loads(file.read_bytes())))
    with capsys.disabled():
        print(f"\n{PARTS} parts, {file.stat().st_size / 1e6:.1f} MB: index {loading * 1e3:.2f} ms, {loading / reading:.2f} x reading and hashing")
    assert len(Catalogue(*pickle.loads(file.read_bytes()))) == PARTS
    assert loading < MOST * reading
