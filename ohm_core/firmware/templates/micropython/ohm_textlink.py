"""Lines of text over a serial line: a Bluetooth module (HC-05) passes them on to a phone or computer and back.

Datasheet: HC-05, 9600 baud, 8 bits, no parity, as delivered.
"""

from ohm_log import log_state, log_text
from ohm_serial import serial_line

LONGEST = 32


class TextLink:
    def __init__(self, name, rx_pin, tx_pin, baud):
        self._name = name
        self._serial = serial_line(rx_pin, tx_pin, baud)
        self._line = b""
        self._message = ""
        self._received = False

    def begin(self):
        pass

    def update(self):
        self._received = False
        while not self._received and self._serial.any():
            letter = self._serial.read(1)
            if letter not in (b"\r", b"\n"):
                self._line = (self._line + letter)[:LONGEST]
            elif self._line:
                self._message = "".join(chr(byte) for byte in self._line)
                self._line = b""
                self._received = True
                log_text(self._name + ".message_text", self._message)

    def send(self, text):
        log_state(self._name, "send")
        self._serial.write(text + "\n")

    def message(self):
        """The last line that came, "" before the first."""
        return self._message

    def received(self):
        """True for one pass of the loop."""
        return self._received
