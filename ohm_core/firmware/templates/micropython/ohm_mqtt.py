"""Messages to an MQTT broker: PUBLISH at quality of service 0, nothing else.

Standard: OASIS MQTT 3.1.1, sections 3.1 (CONNECT), 3.2 (CONNACK), 3.3 (PUBLISH).
"""

import socket

from ohm_timing import Every

PATIENCE_S = 3  # the longest a broker may hold up the program
CLIENT_NAME = b"ohm-prototype"


class Publisher:
    """Connects for each message: simple, and right after any break of the network."""

    def __init__(self, wifi, host, port, topic):
        self._wifi = wifi
        self._host = host
        self._port = port
        self._topic = topic.encode()
        self._waiting = []
        self._pause = Every(1000)

    def publish(self, message):
        print("PUBLISH=" + message)
        self._waiting = (self._waiting + [message])[-4:]

    def update(self):
        if not self._waiting or not self._wifi.connected() or not self._pause.due():
            return
        if self._send(self._waiting[0].encode()[:120]):
            self._waiting.pop(0)
        else:
            print("PUBLISH: the broker did not take the message; trying again")

    def _send(self, message):
        link = socket.socket()
        try:
            link.settimeout(PATIENCE_S)
            link.connect(socket.getaddrinfo(self._host, self._port)[0][-1])
            link.send(packet(0x10, b"\x00\x04MQTT\x04\x02\x00\x5a" + with_length(CLIENT_NAME)))
            if link.recv(4) != b"\x20\x02\x00\x00":
                return False
            link.send(packet(0x30, with_length(self._topic) + message))
            link.send(b"\xe0\x00")
            return True
        except OSError:
            return False
        finally:
            link.close()


def with_length(text):
    return bytes([len(text) >> 8, len(text) & 0xFF]) + text


def packet(kind, body):
    """The length is written in groups of seven bits."""
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])
    return bytes([kind]) + length + body
