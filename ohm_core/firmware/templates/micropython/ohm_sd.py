"""Lines of text kept on a memory card, in LOG.TXT.

Datasheet: SD Physical Layer Simplified Specification 6.00, chapter 7 "SPI Mode" (commands, R1, data tokens), 5.3 (CSD).
Library that does the same: "sdcard" of micropython-lib.
"""

import os
from time import sleep_ms, ticks_diff, ticks_ms

from machine import Pin
from ohm_log import log_problem

FOLDER, FILE = "/sd", "/sd/LOG.TXT"
BLOCK = 512
SLOW_HZ, FAST_HZ = 400000, 4000000  # a card wants to be woken slowly
IDLE, ILLEGAL, DATA, ACCEPTED = 0x01, 0x04, 0xFE, 0x05
PATIENCE_MS = 1000


class Card:
    """The blocks of a card, as a file system wants them. All raise OSError where the card does not answer."""

    def __init__(self, spi, cs):
        self._spi = spi
        self._cs = cs
        self._by_block = True
        self._blocks = 0

    def wake(self):
        self._spi.init(baudrate=SLOW_HZ, polarity=0, phase=0)
        self._cs.value(1)
        self._spi.write(b"\xff" * 16)  # 74 clocks and more before the first command
        if self._ask(0, 0, 0x95)[0] != IDLE:
            raise OSError("no card")
        new = not self._ask(8, 0x1AA, 0x87, 4)[0] & ILLEGAL
        started = ticks_ms()
        while self._ask(55, 0)[0] > IDLE or self._ask(41, 0x40000000 if new else 0)[0]:
            if ticks_diff(ticks_ms(), started) > PATIENCE_MS:
                raise OSError("card does not wake")
            sleep_ms(10)
        self._by_block = bool(self._ask(58, 0, 1, 4)[1] & 0x40)
        if not self._by_block:
            self._ask(16, BLOCK)
        self._spi.init(baudrate=FAST_HZ, polarity=0, phase=0)
        csd = bytearray(16)
        self._read(9, 0, csd)
        self._blocks = blocks_of(csd)

    def readblocks(self, number, buffer):
        view = memoryview(buffer)
        for i in range(len(buffer) // BLOCK):
            self._read(17, self._place(number + i), view[i * BLOCK : (i + 1) * BLOCK])

    def writeblocks(self, number, buffer):
        view = memoryview(buffer)
        for i in range(len(buffer) // BLOCK):
            self._write(self._place(number + i), view[i * BLOCK : (i + 1) * BLOCK])

    def ioctl(self, what, _argument):
        return {4: self._blocks, 5: BLOCK}.get(what, 0)

    def _place(self, number):
        return number if self._by_block else number * BLOCK

    def _ask(self, command, argument, checksum=1, more=0):
        """The card's answer: R1, and as many bytes MORE."""
        self._begin(command, argument, checksum)
        answer = bytes((self._answer(),)) + self._spi.read(more, 0xFF)
        self._end()
        return answer

    def _begin(self, command, argument, checksum=1):
        self._cs.value(0)
        self._spi.write(bytes((0x40 | command, argument >> 24 & 255, argument >> 16 & 255, argument >> 8 & 255, argument & 255, checksum)))

    def _end(self):
        self._cs.value(1)
        self._spi.write(b"\xff")  # with one byte more it lets go of the line

    def _answer(self):
        for _ in range(16):
            byte = self._spi.read(1, 0xFF)[0]
            if not byte & 0x80:
                return byte
        self._end()
        raise OSError("no answer")

    def _until(self, wanted):
        started = ticks_ms()
        while self._spi.read(1, 0xFF)[0] != wanted:
            if ticks_diff(ticks_ms(), started) > PATIENCE_MS:
                self._end()
                raise OSError("card is stuck")

    def _read(self, command, argument, buffer):
        self._begin(command, argument)
        if self._answer():
            self._end()
            raise OSError("card refused")
        self._until(DATA)
        self._spi.readinto(buffer, 0xFF)
        self._spi.read(2, 0xFF)  # the checksum
        self._end()

    def _write(self, argument, buffer):
        self._begin(24, argument)
        if self._answer():
            self._end()
            raise OSError("card refused")
        self._spi.write(bytes((0xFF, DATA)))
        self._spi.write(buffer)
        self._spi.write(b"\xff\xff")
        taken = self._spi.read(1, 0xFF)[0] & 0x1F == ACCEPTED
        self._until(0xFF)  # busy while it writes
        self._end()
        if not taken:
            raise OSError("card did not take it")


class CardLog:
    def __init__(self, name, spi, cs_pin):
        self._name = name
        self._card = Card(spi, Pin(cs_pin, Pin.OUT, value=1))
        self._ready = False

    def begin(self):
        try:
            self._card.wake()
            os.mount(self._card, FOLDER)
            self._ready = True
        except OSError:
            log_problem(self._name, "no card; insert one in FAT32 and check its wires")

    def log(self, text):
        """True where the card took it. The file is closed after each line, so that nothing is lost when the power goes."""
        if not self._ready:
            self.begin()
        try:
            with open(FILE, "a") as file:
                file.write(text + "\r\n")
            return True
        except OSError:
            if self._ready:
                os.umount(FOLDER)
            self._ready = False
            return False


def blocks_of(csd):
    """How many blocks of 512 bytes a card has, by its CSD register of either version."""
    if csd[0] >> 6:
        return ((csd[7] & 0x3F) << 16 | csd[8] << 8 | csd[9]) * 1024 + 1024
    size = (csd[6] & 3) << 10 | csd[7] << 2 | csd[8] >> 6
    times = (csd[9] & 3) << 1 | csd[10] >> 7
    return (size + 1 << times + 2 + (csd[5] & 15)) // BLOCK
