"""A DFPlayer Mini: plays the numbered files of its memory card (0001.mp3 ...), told what over a serial line.

Datasheet: DFRobot DFR0299, "Serial Mode" (7E FF 06 command 00 high low checksum EF at 9600 baud).
"""

from time import ticks_diff, ticks_ms

from ohm_log import log_state
from ohm_serial import serial_line
from ohm_timing import Timed

PLAY_TRACK, VOLUME, STOP = 0x03, 0x06, 0x16
LOUDEST = 30
START_MS = 3000  # until it has read its card it hears nothing
GAP_MS = 100  # commands nearer to each other get lost


class TrackPlayer(Timed):
    """`rx_pin` of the board hears the player (None: nobody listens), `tx_pin` tells it; `percent` is the loudness it starts with.

    What comes before it has started, or too fast for it, waits.
    """

    def __init__(self, name, rx_pin, tx_pin, percent):
        self._name = name
        self._line = serial_line(rx_pin, tx_pin, 9600)
        self._percent = percent
        self._volume_due = False
        self._track_due = None  # 0: stop
        self._wait = 0
        self._since = 0

    def begin(self):
        self.set(self._percent)
        self._wait, self._since = START_MS, ticks_ms()

    def update(self):
        if self._end_is_due():
            self.stop()
        if ticks_diff(ticks_ms(), self._since) < self._wait:
            return
        if self._volume_due:
            self._volume_due = False
            self._send(VOLUME, round(self._percent * LOUDEST / 100))
        elif self._track_due is not None:
            self._send(PLAY_TRACK if self._track_due else STOP, self._track_due)
            self._track_due = None

    def play(self, track):
        self._stay()
        log_state(self._name, "play")
        self._track_due = max(int(track), 1)

    def on(self):
        self.play(1)

    def off(self):
        self.stop()

    def stop(self):
        self._stay()
        self._track_due = 0

    def set(self, percent):
        """Loudness."""
        if percent == percent:
            self._percent = min(max(percent, 0), 100)
            self._volume_due = True

    def _send(self, command, value):
        """The checksum is what makes the six bytes after the start sum up to zero."""
        high, low = value >> 8, value & 0xFF
        check = -(0xFF + 0x06 + command + high + low) & 0xFFFF
        self._line.write(bytes([0x7E, 0xFF, 0x06, command, 0, high, low, check >> 8, check & 0xFF, 0xEF]))
        self._wait, self._since = GAP_MS, ticks_ms()
