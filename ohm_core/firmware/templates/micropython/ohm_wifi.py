"""The connection to a Wi-Fi network, kept up without ever waiting for it."""

import network
from ohm_timing import Every


class WifiLink:
    def __init__(self, name, password):
        self._name = name
        self._password = password
        self._wlan = network.WLAN(network.STA_IF)
        self._retry = Every(20000)
        self._connected = False

    def begin(self):
        if not self._name:
            print("WIFI: no network named; fill in my_secrets.py")
            return
        self._wlan.active(True)
        self._wlan.connect(self._name, self._password)

    def update(self):
        now = self._wlan.isconnected()
        if now != self._connected:
            print("WIFI=on" if now else "WIFI=off")
        self._connected = now
        if now or not self._name or not self._retry.due():
            return
        try:
            self._wlan.disconnect()
            self._wlan.connect(self._name, self._password)
        except OSError:
            pass  # still busy with the last try; the next one comes in 20 s

    def connected(self):
        return self._connected
