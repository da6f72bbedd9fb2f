"""The MicroPython driver of memory cards against a card of SPI mode: waking, blocks, sizes; cards old and new, and none at all."""

from __future__ import annotations

import sys
import time
import types
from collections.abc import Iterator
from typing import Any

import pytest

from ohm_core.firmware.sources import TEMPLATES


class Line:
    """A chip-select pin."""

    level = 1

    def value(self, level: int) -> None:
        self.level = level


class CardBus:
    """An SPI bus with a card on it, byte by byte, as the specification's chapter 7 has it."""

    def __init__(self, cs: Line, new: bool = True, there: bool = True) -> None:
        self.cs, self.new, self.there = cs, new, there
        self.blocks: dict[int, bytes] = {}
        self.command: list[int] = []
        self.answer: list[int] = []
        self.taking: list[int] | None = None
        self.place, self.clocks, self.tries = 0, 0, 0

    def init(self, **_: Any) -> None:
        pass

    def write(self, data: bytes) -> None:
        for byte in bytes(data):
            self._got(byte)

    def read(self, count: int, _fill: int) -> bytes:
        return bytes(self._next() for _ in range(count))

    def readinto(self, buffer: Any, fill: int) -> None:
        buffer[:] = self.read(len(buffer), fill)

    def _next(self) -> int:
        return self.answer.pop(0) if self.answer and self.cs.level == 0 else 0xFF

    def _got(self, byte: int) -> None:
        if self.cs.level or not self.there:
            self.clocks += 8
            self.command = []
        elif self.taking is not None:
            self.taking.append(byte)
            if self.taking[0] != 0xFE:
                self.taking.pop(0)
            elif len(self.taking) == 515:
                self.blocks[self.place] = bytes(self.taking[1:513])
                self.taking, self.answer = None, [0x05, 0x00, 0x00]
        else:
            self.command.append(byte)
            if len(self.command) == 6:
                self._obey(self.command[0] & 0x3F, int.from_bytes(self.command[1:5], "big"), self.command[5])
                self.command = []

    def _obey(self, number: int, argument: int, checksum: int) -> None:
        self.answer = [0xFF]
        if number == 0:
            assert self.clocks >= 74 and checksum == 0x95
            self.answer += [1]
        elif number == 8:
            self.answer += [1, 0, 0, 1, 0xAA] if self.new else [5]
        elif number == 41:
            self.tries += 1
            self.answer += [0 if self.tries > 2 else 1]
        elif number == 55:
            self.answer += [1]
        elif number == 58:
            self.answer += [0, 0xC0 if self.new else 0x80, 0xFF, 0x80, 0]
        elif number == 9:
            size = bytes([0x40, 0x0E, 0, 0x32, 0x5B, 0x59, 0, 0, 0x3B, 0x37, 0x7F, 0x80, 0x0A, 0x40, 0, 1]) if self.new else bytes([0, 0x26, 0, 0x32, 0x5F, 0x59, 0x83, 0xC8, 0xBE, 0xFB, 0xCF, 0xFF, 0x92, 0x40, 0x40, 1])
            self.answer += [0, 0xFF, 0xFE, *size, 0, 0]
        elif number == 17:
            self.answer += [0, 0xFF, 0xFE, *self.blocks.get(argument, bytes(512)), 0, 0]
        elif number == 24:
            self.place, self.taking = argument, []
            self.answer += [0]
        else:
            self.answer += [0]


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """The driver's module on this computer, with stand-ins for what MicroPython has."""
    stand_ins = {"machine": types.SimpleNamespace(Pin=object), "ohm_log": types.SimpleNamespace(log_problem=print)}
    for name, module in stand_ins.items():
        monkeypatch.setitem(sys.modules, name, module)  # type: ignore[arg-type]
    for name, made in (("sleep_ms", lambda ms: None), ("ticks_ms", lambda: int(time.monotonic() * 1000)), ("ticks_diff", lambda a, b: a - b)):
        monkeypatch.setattr(time, name, made, raising=False)
    module = types.ModuleType("ohm_sd")
    exec(compile((TEMPLATES / "micropython" / "ohm_sd.py").read_text(encoding="utf-8"), "ohm_sd.py", "exec"), module.__dict__)
    yield module


@pytest.mark.parametrize(("new", "blocks"), [(True, 15_523_840), (False, 1_984_000)])
def test_a_card_wakes_keeps_blocks_and_knows_its_size(driver: types.ModuleType, new: bool, blocks: int) -> None:
    cs = Line()
    bus = CardBus(cs, new)
    card = driver.Card(bus, cs)
    card.wake()
    assert card.ioctl(4, 0) == blocks and card.ioctl(5, 0) == 512
    text = bytes(range(256)) * 4
    card.writeblocks(7, text)
    back = bytearray(1024)
    card.readblocks(7, back)
    assert bytes(back) == text
    assert set(bus.blocks) == ({7, 8} if new else {7 * 512, 8 * 512})


def test_an_empty_slot_is_an_error_that_can_be_told(driver: types.ModuleType) -> None:
    cs = Line()
    with pytest.raises(OSError, match="no answer"):
        driver.Card(CardBus(cs, there=False), cs).wake()
