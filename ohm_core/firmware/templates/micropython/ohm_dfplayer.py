"""A DFPlayer Mini: plays the numbered files of its memory card (0001.mp3 ...), told what over a serial line.

Datasheet: DFRobot DFR0299, "Serial Mode" (7E FF 06 command 00 high low checksum EF at 9600 baud).
"""

from machine import UART, Pin
from ohm_log import log_state
from ohm_timing import Timed

PLAY_TRACK, VOLUME, STOP = 0x03, 0x06, 0x16
LOUDEST = 30


class TrackPlayer(Timed):
    """`rx_pin` of the board hears the player (None: nobody listens), `tx_pin` tells it."""

    def __init__(self, name, rx_pin, tx_pin):
        self._name = name
        self._line = UART(1, baudrate=9600, tx=Pin(tx_pin)) if rx_pin is None else UART(1, baudrate=9600, tx=Pin(tx_pin), rx=Pin(rx_pin))

    def begin(self):
        self.set(70)

    def update(self):
        if self._end_is_due():
            self.stop()

    def play(self, track):
        self._stay()
        log_state(self._name, "play")
        self._send(PLAY_TRACK, int(track))

    def on(self):
        self.play(1)

    def off(self):
        self.stop()

    def stop(self):
        self._stay()
        self._send(STOP, 0)

    def set(self, percent):
        """Loudness."""
        if percent == percent:
            self._send(VOLUME, int(min(max(percent, 0), 100) * LOUDEST / 100))

    def _send(self, command, value):
        """The checksum is what makes the six bytes after the start sum up to zero."""
        high, low = value >> 8, value & 0xFF
        check = -(0xFF + 0x06 + command + high + low) & 0xFFFF
        self._line.write(bytes([0x7E, 0xFF, 0x06, command, 0, high, low, check >> 8, check & 0xFF, 0xEF]))
