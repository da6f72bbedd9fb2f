"""Messages to a server: each is one HTTP POST to http://host:port/topic, as ntfy.sh and many home servers take it.

Messages wait in a short line until there is a network; the oldest goes when it is full.
"""

import socket

from ohm_timing import Every

PLACES = 4
PATIENCE_S = 3  # the longest a server may hold up the program


class Publisher:
    def __init__(self, wifi, host, port, topic):
        self._wifi = wifi
        self._host = host
        self._port = port
        self._topic = topic
        self._waiting = []
        self._pause = Every(1000)  # between two messages, or two tries

    def publish(self, message):
        print("PUBLISH=" + message)
        self._waiting = (self._waiting + [message])[-PLACES:]

    def update(self):
        if not self._waiting or not self._wifi.connected() or not self._pause.due():
            return
        if self._send(self._waiting[0]):
            self._waiting.pop(0)
        else:
            print("PUBLISH: the server did not take the message; trying again")

    def _send(self, message):
        body = message.encode()
        head = "POST /%s HTTP/1.1\r\nHost: %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        link = socket.socket()
        try:
            link.settimeout(PATIENCE_S)
            link.connect(socket.getaddrinfo(self._host, self._port)[0][-1])
            link.send((head % (self._topic, self._host, len(body))).encode() + body)
            return link.recv(12)[9:10] == b"2"  # "HTTP/1.1 200"
        except OSError:
            return False
        finally:
            link.close()
