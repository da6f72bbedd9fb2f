"""Short messages by radio between boards with an nRF24L01+ each. All listen on one channel; what one sends, all others hear.

Datasheet: Nordic nRF24L01 Product Specification, "Register Map", "SPI Instruction Set", timing of modes (power up 1.5 ms, CE 10 us).
Library that does more: "nrf24l01" of micropython-lib.
"""

from time import sleep_ms, sleep_us, ticks_diff, ticks_ms

from machine import Pin
from ohm_log import log_problem, log_state, log_text

# Registers and commands, under the datasheet's names.
CONFIG, EN_AA, EN_RXADDR, SETUP_RETR, RF_CH, RF_SETUP, STATUS = 0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x07
RX_ADDR_P0, TX_ADDR, RX_PW_P0, FIFO_STATUS = 0x0A, 0x10, 0x11, 0x17
W_REGISTER, R_RX_PAYLOAD, W_TX_PAYLOAD, FLUSH_TX, FLUSH_RX, NOP = 0x20, 0x61, 0xA0, 0xE1, 0xE2, 0xFF
SENDS, LISTENS = 0x0E, 0x0F  # CONFIG: two bytes of checksum, powered up
DONE, GIVEN_UP, FLAGS = 0x20, 0x10, 0x70  # STATUS
ADDRESS = b"OHM01"
LONGEST = 32


class RadioLink:
    """`channel` 0 to 125 is the same at both ends: 2400 MHz and so many more."""

    def __init__(self, name, spi, cs_pin, ce_pin, channel):
        self._name = name
        self._spi = spi
        self._cs = Pin(cs_pin, Pin.OUT, value=1)
        self._ce = Pin(ce_pin, Pin.OUT, value=0)
        self._channel = channel
        self._message = ""
        self._received = False

    def begin(self):
        sleep_ms(5)
        # An answer is asked for; 15 tries with 500 us between; 1 Mbit/s, full power.
        for register, value in ((EN_AA, 1), (EN_RXADDR, 1), (SETUP_RETR, 0x1F), (RF_CH, self._channel), (RF_SETUP, 0x07), (RX_PW_P0, LONGEST)):
            self._set(register, value)
        self._exchange(W_REGISTER | RX_ADDR_P0, ADDRESS)
        self._exchange(W_REGISTER | TX_ADDR, ADDRESS)
        self._exchange(FLUSH_TX)
        self._exchange(FLUSH_RX)
        self._listen()
        if self._get(RF_CH) != self._channel:
            log_problem(self._name, "no answer on SPI; check SCK, MOSI, MISO, CSN, CE and its 3.3 V")

    def update(self):
        self._received = False
        if self._get(FIFO_STATUS) & 1:
            return
        data = self._exchange(R_RX_PAYLOAD, bytes(LONGEST))[1:]
        self._message = "".join(chr(byte) for byte in data if byte)
        self._set(STATUS, 0x40)
        self._received = True
        log_text(self._name + ".message_text", self._message)

    def send(self, text):
        """32 letters at most; waits for the answer, 15 ms at most."""
        data = text.encode()[:LONGEST]
        self._ce.value(0)
        self._set(CONFIG, SENDS)
        self._set(STATUS, FLAGS)
        self._exchange(W_TX_PAYLOAD, data + bytes(LONGEST - len(data)))
        self._ce.value(1)
        sleep_us(15)
        self._ce.value(0)
        started = ticks_ms()
        status = 0
        while not status & (DONE | GIVEN_UP) and ticks_diff(ticks_ms(), started) < 25:
            status = self._exchange(NOP)[0]
        log_state(self._name, "send")
        if not status & DONE:
            self._exchange(FLUSH_TX)
            log_problem(self._name, "nobody answered; is the other end on, near and on the same channel?")
        self._listen()

    def message(self):
        """The last that came, "" before the first."""
        return self._message

    def received(self):
        """True for one pass of the loop."""
        return self._received

    def _listen(self):
        self._set(STATUS, FLAGS)
        self._set(CONFIG, LISTENS)
        sleep_ms(2)  # from power down
        self._ce.value(1)

    def _exchange(self, command, data=b""):
        """What comes back: the status, then a byte for each of DATA."""
        back = bytearray(1 + len(data))
        self._cs.value(0)
        self._spi.write_readinto(bytes([command]) + data, back)
        self._cs.value(1)
        return back

    def _set(self, register, value):
        self._exchange(W_REGISTER | register, bytes([value]))

    def _get(self, register):
        return self._exchange(register, b"\xff")[1]
