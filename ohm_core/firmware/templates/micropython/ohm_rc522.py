"""The number of an RFID card or tag held to an RC522 reader.

Datasheets: NXP MFRC522, sections 9 and 10; ISO/IEC 14443-3, "Anticollision and selection".
"""

from time import sleep_ms, ticks_diff, ticks_ms

from machine import Pin
from ohm_log import log_problem, log_text
from ohm_timing import Every

# Registers and commands of the MFRC522.
COMMAND, COM_IRQ, ERROR, FIFO_DATA, FIFO_LEVEL, BIT_FRAMING = 0x01, 0x04, 0x06, 0x09, 0x0A, 0x0D
MODE, TX_CONTROL, TX_ASK, T_MODE, T_PRESCALER, T_RELOAD_HIGH, T_RELOAD_LOW, VERSION = 0x11, 0x14, 0x15, 0x2A, 0x2B, 0x2C, 0x2D, 0x37
IDLE, TRANSCEIVE, SOFT_RESET = 0x00, 0x0C, 0x0F
# Words of ISO/IEC 14443-3.
REQUEST, CASCADE_TAG, LEVELS = 0x26, 0x88, (0x93, 0x95)
GONE_AFTER = 2  # a tag that lies still is missed now and then


class TagReader:
    def __init__(self, name, spi, cs_pin, reset_pin):
        self._name = name
        self._spi = spi
        self._cs = Pin(cs_pin, Pin.OUT, value=1)
        self._reset = Pin(reset_pin, Pin.OUT, value=1)
        self._tick = Every(150)
        self._tag = ""
        self._detected = False
        self._missed = 255

    def begin(self):
        sleep_ms(50)
        self._write(COMMAND, SOFT_RESET)
        sleep_ms(50)
        # Its timer starts after each transmission, counts 25 us, and ends waiting after 5 ms.
        for register, value in ((T_MODE, 0x80), (T_PRESCALER, 0xA9), (T_RELOAD_HIGH, 0), (T_RELOAD_LOW, 200), (TX_ASK, 0x40), (MODE, 0x3D)):
            self._write(register, value)
        self._write(TX_CONTROL, self._read(TX_CONTROL) | 0x03)  # antenna on
        if self._read(VERSION) in (0x00, 0xFF):
            log_problem(self._name, "no answer on SPI; check SCK, MOSI, MISO, SDA, RST and its 3.3 V")

    def update(self):
        self._detected = False
        if not self._tick.due():
            return
        number = self._number()
        if not number:
            self._missed = min(self._missed + 1, 255)
            return
        away = self._missed >= GONE_AFTER
        self._missed = 0
        if away:
            self._tag = "".join("%02X" % byte for byte in number)
            self._detected = True
            log_text(self._name + ".tag", self._tag)

    def tag(self):
        """ "04A1B2C3", "" before the first."""
        return self._tag

    def detected(self):
        return self._detected

    def _number(self):
        """Four or seven bytes; nothing where no tag is near."""
        if len(self._exchange(bytes([REQUEST]), 7)) != 2:
            return b""
        part = self._part(LEVELS[0])
        if not part or part[0] != CASCADE_TAG:
            return part[:4]
        select = bytes([LEVELS[0], 0x70]) + part
        if not self._exchange(select + checksum(select)):
            return b""
        rest = self._part(LEVELS[1])
        return part[1:4] + rest[:4] if rest else b""

    def _part(self, level):
        """One level of the number with its check byte. Two tags at once disturb each other and count as none."""
        part = self._exchange(bytes([level, 0x20]))
        return part if len(part) == 5 and part[0] ^ part[1] ^ part[2] ^ part[3] == part[4] else b""

    def _exchange(self, data, last_bits=0):
        """Sends and waits for the answer, 10 ms at most; `last_bits` of the last byte are sent, 0 for all."""
        self._write(COMMAND, IDLE)
        self._write(COM_IRQ, 0x7F)
        self._write(FIFO_LEVEL, 0x80)
        for byte in data:
            self._write(FIFO_DATA, byte)
        self._write(COMMAND, TRANSCEIVE)
        self._write(BIT_FRAMING, 0x80 | last_bits)
        started = ticks_ms()
        flags = 0
        while not flags & 0x31 and ticks_diff(ticks_ms(), started) < 10:
            flags = self._read(COM_IRQ)
        self._write(BIT_FRAMING, 0)
        if not flags & 0x30 or self._read(ERROR) & 0x1B:
            return b""
        return bytes(self._read(FIFO_DATA) for _ in range(self._read(FIFO_LEVEL)))

    def _write(self, register, value):
        self._cs.value(0)
        self._spi.write(bytes([register << 1, value]))
        self._cs.value(1)

    def _read(self, register):
        self._cs.value(0)
        self._spi.write(bytes([0x80 | register << 1]))
        value = self._spi.read(1)[0]
        self._cs.value(1)
        return value


def checksum(data):
    """CRC_A of ISO/IEC 14443-3, annex B."""
    crc = 0x6363
    for byte in data:
        value = byte ^ crc & 0xFF
        value = (value ^ value << 4) & 0xFF
        crc = (crc >> 8 ^ value << 8 ^ value << 3 ^ value >> 4) & 0xFFFF
    return bytes([crc & 0xFF, crc >> 8])
